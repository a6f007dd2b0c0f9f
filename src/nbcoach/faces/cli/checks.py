"""`nbcoach checks`: list the checks that are installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from nbcoach.checking import catalogue, load
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours
from nbcoach.reports.check_markdown import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nbcoach.checking import Check


@click.command("checks", epilog="Example: nbcoach checks --format json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.option(
    "--measure",
    "folders",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Count precision and recall on marked notebooks.",
)
def command(*, form: str, folders: tuple[Path, ...]) -> None:
    """List the checks of nbcoach and of other packages, by area. Explain one with `nbcoach explain CHECK`.

    With --measure, tell how often each is right on the percent notebooks below a folder, in which `# expect: check`
    marks each line that a finding begins on.
    """
    known = catalogue()
    loaded = load(known.checks)
    for problem in known.problems + loaded.problems:
        click.echo(f"warning: {problem.message}", err=True)
    if folders:
        write_out(_measured(folders, loaded.checks, form), None)
        return
    if form == "json":
        write_out([json.dumps([_object(check) for check in loaded.checks], indent=2), "\n"], None)
    else:
        write_out((f"{line}\n" for line in _table(loaded.checks)), None)


def _measured(folders: Iterable[Path], checks: Sequence[type[Check]], form: str) -> Iterator[str]:
    """How often each check is right, as a table for people or as the JSON that a package of checks brings along."""
    from nbcoach.checking.quality import measure  # noqa: PLC0415 - only who measures needs it
    from nbcoach.checking.testing import cases  # noqa: PLC0415

    try:
        measured = measure(case for folder in folders for case in cases(folder, checks))
    except (ValueError, AssertionError) as error:
        raise BadCallError(f"Nothing can be measured: {error}.", "Name a folder of marked notebooks.") from None
    if form == "json":
        yield json.dumps(msgspec.to_builtins(measured), indent=2) + "\n"
        return
    width = max(map(len, measured.checks), default=0)
    yield f"{'':<{width}}  precision  recall  cells  notebooks\n"
    for name, tally in [*measured.checks.items(), ("all", measured.all)]:
        cells = tally.right + tally.missed
        shares = f"{share(tally.precision):>9}  {share(tally.recall):>6}"
        yield f"{name:<{width}}  {shares}  {cells:>5}  {tally.notebooks:>9}\n"


def _object(check: type[Check]) -> dict[str, Any]:
    return {
        "name": check.name,
        "area": check.area,
        "severity": check.severity.value,
        "level": check.level,
        "capability": check.capability,
        "default": check.default,
        "summary": check.summary(),
        "sources": list(check.sources),
    }


def _table(checks: Sequence[type[Check]]) -> Iterator[str]:
    """A line for each check, below its area; those that do not run by default are marked."""
    width = max((len(check.name) for check in checks), default=0)
    area = ""
    for check in checks:
        if check.area != area:
            yield from ([""] if area else [])
            area = check.area
            yield f"\x1b[1m{area}\x1b[0m" if has_colours(sys.stdout) else area
        taste = "" if check.default else "  (only when selected)"
        yield f"  {check.name:<{width}}  {check.severity.value:<7}  {check.summary()}{taste}"
