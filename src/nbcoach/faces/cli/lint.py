"""`nbcoach lint`: find habits that keep notebooks from being repeated, tracked and handed on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from nbcoach.checking import Severity, choose, common_folder, lint_paths, verify_names
from nbcoach.config import FailOn, Settings, find_settings
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import verify_writable, write_bytes_out, write_out
from nbcoach.faces.cli._terminal import Progress, look
from nbcoach.reports import Look, formats, renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking import Report
    from nbcoach.checking.since import Since
    from nbcoach.faces.cli._narrowing import Narrowing

_STDIN = Path("-")
_GRAVEST_FIRST = tuple(Severity)


@click.command(
    "lint",
    epilog="Example: nbcoach lint notebooks/ --select reproducibility,untracked-data --format json",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, metavar="NAMES", help="Run only these: checks, areas or `all`, with commas.")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Do not run these: checks, areas or `all`.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Do not look at these paths; patterns of .gitignore.")
@click.option(
    "--format",
    "form",
    type=click.Choice(formats()),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the report into a file.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint", "never"]),
    help="The lowest severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes at most; 0: all processors."
)
@click.option("--no-cache", is_flag=True, help="Look at each notebook, also at those that stayed as they were.")
@click.option("--statistics", is_flag=True, help="Show how often each check fires, instead of the findings.")
@click.option(
    "--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Pass over the findings that stand in FILE."
)
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all findings of this run into FILE: from then on only new ones count.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Show only findings in cells whose text changed since this commit, branch or tag of git.",
)
@click.option("--fix", is_flag=True, help="Write the safe fixes into the notebooks.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the suggested fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, cell by cell, and change nothing.")
@click.option("--watch", is_flag=True, help="Look again whenever a notebook or the settings change; Ctrl-C ends.")
@click.option("--stdin-filename", metavar="FILE", type=click.Path(path_type=Path), help="What `-` reads, by name.")
def command(**options: Any) -> int:
    """Look at each notebook at PATH, or below it, without running or importing anything.

    Read from standard input with PATH `-`. Exit code: 0 nothing found, 1 found something or could not read a
    notebook, 2 the call is wrong.
    """
    call = Call(**options)
    _verify(call)
    if call.watch:
        return _watched(call)
    data = sys.stdin.buffer.read() if call.is_stdin else b""
    settings, report, narrowing = _found(call, data)
    if call.fix or call.diff:
        return _fixed(call, settings, report, data, narrowing)
    return _told(call, settings, report)


class Call(NamedTuple):
    """The options of a call, by the names of click."""

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    exclude: tuple[str, ...]
    form: str
    output: Path | None
    fail_on: FailOn | None
    jobs: int
    no_cache: bool
    statistics: bool
    baseline: Path | None
    write_baseline: Path | None
    changed_since: str | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    watch: bool
    stdin_filename: Path | None

    @property
    def is_stdin(self) -> bool:
        return _STDIN in self.paths


def _verify(call: Call) -> None:
    """Refuses options that cannot be followed, or not together, before the work begins."""
    verify_writable(call.output)
    verify_writable(call.write_baseline)
    if call.statistics and call.form != "text":
        raise BadCallError(
            f"--statistics is a table for people, and --format is {call.form}.", "Leave one of them out."
        )
    if call.unsafe_fixes and not (call.fix or call.diff):
        raise BadCallError("--unsafe-fixes says which fixes, not what to do.", "Add --diff to see them, or --fix.")
    if call.diff and (call.statistics or call.form != "text" or call.write_baseline):
        raise BadCallError("--diff shows what would change, and nothing else.", "Leave the other option out.")
    if call.is_stdin and len(call.paths) > 1:
        raise BadCallError("Standard input (-) cannot be read together with other paths.", "Call lint twice.")
    if call.is_stdin and call.changed_since is not None:
        raise BadCallError("Standard input (-) has no history for --changed-since.", "Name the file.")
    if call.write_baseline and call.changed_since is not None:
        raise BadCallError("A baseline holds all findings, not only those of --changed-since.", "Leave one out.")

    if call.watch:
        _verify_watch(call)


def _verify_watch(call: Call) -> None:
    """Refuses what makes no sense again and again; fixes would change a notebook under the hands of who edits it."""
    once = {
        "--fix": call.fix,
        "--diff": call.diff,
        "--output": call.output is not None,
        "--write-baseline": call.write_baseline is not None,
        "standard input (-)": call.is_stdin,
        f"--format {call.form}": call.form != "text",
    }
    given = next((word for word, is_given in once.items() if is_given), None)
    if given:
        raise BadCallError(f"--watch tells people what changes, which does not go with {given}.", "Leave one out.")


def _start(call: Call) -> Path:
    """The folder whose settings hold."""
    return common_folder([call.stdin_filename or Path("stdin")] if call.is_stdin else call.paths)


def _watched(call: Call) -> int:
    """Looks again and again; the exit code of the last look."""
    from nbcoach.faces.cli._watching import Files, watch  # noqa: PLC0415 - most calls look once

    def look() -> tuple[Report, int]:
        settings, report, _ = _found(call, b"")
        return report, _told(call, settings, report)

    return watch(look, Files(call.paths, call.exclude, call.baseline))


def _found(call: Call, data: bytes) -> tuple[Settings, Report, Narrowing | None]:
    """What counts of what the checks say, the settings that were looked with, and what took the rest out."""
    settings = _settings(find_settings(_start(call)), _words(call.select), _words(call.ignore), call.fail_on)
    since = _since(call.changed_since)
    report = _looked_at(call, settings, data, since)
    baseline = None if call.write_baseline else call.baseline or settings.baseline_file
    narrowing = _narrowing(settings, baseline, since)
    return settings, narrowing.report(report) if narrowing else report, narrowing


def _looked_at(call: Call, settings: Settings, data: bytes, since: Since | None) -> Report:
    if call.is_stdin:
        from nbcoach.checking import lint_text  # noqa: PLC0415 - it reads, and what is known of files need not be read

        return lint_text(data, call.stdin_filename, settings)
    with Progress() as progress:
        return lint_paths(
            call.paths,
            settings,
            exclude=call.exclude,
            only=since.touched if since else list,
            jobs=call.jobs,
            cached=not call.no_cache,
            on_progress=progress,
        )


def _fixed(call: Call, settings: Settings, report: Report, data: bytes, narrowing: Narrowing | None) -> int:
    """Fixes what was found, or shows how; the exit code."""
    from nbcoach.faces.cli._fixing import Wish, repair  # noqa: PLC0415 - most calls only look

    wish = Wish(writes=not call.diff, unsafe=call.unsafe_fixes)
    done = repair(report, settings, wish, data, narrowing.file if narrowing else None)
    if call.diff:
        how = look(to_file=call.output is not None)
        write_out(done.diff(coloured=how.colours), call.output)
        return int(bool(done.changed) or done.has_problems or report.has_unread_files)
    if call.is_stdin:
        write_bytes_out(done.data)
    return _told(call, settings, done.report) or int(done.has_problems)


def _told(call: Call, settings: Settings, report: Report) -> int:
    """Writes the report; the exit code."""
    report = _accepted(report, call.write_baseline) if call.write_baseline else report
    how = look(to_file=call.output is not None)
    pieces = _rendered(report, call.form, how, statistics=call.statistics)
    write_out(pieces, call.output, to_error=call.fix and call.is_stdin)
    return _exit_code(report, settings.fail_on)


def _since(revision: str | None) -> Since | None:
    if revision is None:
        return None
    from nbcoach.checking.since import Since  # noqa: PLC0415 - most calls look at everything

    return Since(revision)


def _narrowing(settings: Settings, baseline: Path | None, since: Since | None) -> Narrowing | None:
    """What takes findings out of the report; None where all of them count."""
    if not baseline and not since:
        return None
    from nbcoach.faces.cli._narrowing import Narrowing  # noqa: PLC0415 - most calls look at everything

    return Narrowing(baseline, since, {check.name for check in choose(settings).checks} if baseline else ())


def _accepted(report: Report, file: Path) -> Report:
    from nbcoach.faces.cli._narrowing import accept  # noqa: PLC0415 - hardly any call writes a baseline

    return accept(report, file)


def _words(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for each in given for word in each.split(",") if word.strip())


def _settings(settings: Settings, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: FailOn | None) -> Settings:
    """The settings of the project with what the call says instead; a selection there replaces both lists here."""
    verify_names(select, "--select")
    verify_names(ignore, "--ignore")
    return msgspec.structs.replace(
        settings,
        select=select or settings.select,
        ignore=ignore if select else (*settings.ignore, *ignore),
        fail_on=fail_on or settings.fail_on,
    )


def _rendered(report: Report, form: str, how: Look, *, statistics: bool) -> Iterator[str]:
    if statistics:
        from nbcoach.reports.text import statistics as counted  # noqa: PLC0415 - the format is chosen at run time

        return counted(report)
    return renderer(form)(report, how)


def _exit_code(report: Report, fail_on: FailOn) -> int:
    if fail_on == "never":
        return 0
    grave = _GRAVEST_FIRST[: _GRAVEST_FIRST.index(Severity(fail_on)) + 1]
    return int(report.has_unread_files or any(finding.severity in grave for _, finding in report.findings))
