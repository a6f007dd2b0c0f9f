"""The report for people: each finding with its place, the source around it, and what can be done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nbcoach.checking import Severity
from nbcoach.reports.text_excerpt import excerpt
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nbcoach.checking import FileReport, Finding, Fix, Report
    from nbcoach.reports import Look

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.HINT: "1;36"}
_GUTTER = "1;34"
_BOLD = "1"


def render(report: Report, look: Look) -> Iterator[str]:
    """Each finding in document order, then what could not be read or run, then a summary in one line."""
    for file, finding in report.findings:
        yield from (f"{line}\n" for line in finding_lines(file, finding, look))
        yield "\n"
    error = _painter(look, _COLOURS[Severity.ERROR])
    for message in _problems(report):
        yield f"{error('error')}: {visible(message)}\n"
    for line in summary(report):
        yield f"{line}\n"


def _problems(report: Report) -> Iterator[str]:
    """What could not be read or run; a check that fails on many notebooks in one way is told once."""
    paths: dict[str, list[str]] = {}
    for problem in report.problems:
        paths.setdefault(problem.message, []).append(problem.path if problem.check and problem.path else "")
    for message, where in paths.items():
        more = f" and {_counted(len(where) - 1, 'other notebook')}" if len(where) > 1 else ""
        yield f"{where[0]}{more}: {message}" if where[0] else message


def summary(report: Report) -> Iterator[str]:
    """What was found in how many notebooks, and what was left out; each in one line."""
    looked_at = sum(1 for file in report.files if not file.skipped and not file.is_unread)
    severities = Counter(finding.severity for _, finding in report.findings)
    if severities:
        guilty = sum(1 for file in report.files if file.findings)
        kinds = ", ".join(_counted(severities[each], each.value) for each in Severity if severities[each])
        where = f"{guilty:,} of {_counted(looked_at, 'notebook')}" if looked_at > 1 else "1 notebook"
        yield f"Found {_counted(severities.total(), 'habit')} in {where}: {kinds}."
    elif looked_at:
        yield f"Nothing {'new ' if report.accepted else ''}found in {_counted(looked_at, 'notebook')}."
    elif report.untouched:
        yield f"Nothing changed in {_counted(report.untouched, 'notebook')}."
    elif not report.files:
        yield "There is no notebook here."
    yield from _left_out(report)


def _left_out(report: Report) -> Iterator[str]:
    unread = sum(1 for file in report.files if file.is_unread)
    if unread:
        yield f"Could not read {_counted(unread, 'file')}."
    reasons = Counter(file.skipped for file in report.skipped)
    for reason, count in sorted(reasons.items()):
        yield f"Left alone {_counted(count, 'notebook')}: {visible(reason)}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def finding_lines(file: FileReport, finding: Finding, look: Look) -> Iterator[str]:
    """One finding: what it is, where, the source around it, and what can be done; without line breaks."""
    severity = _painter(look, _COLOURS[finding.severity])
    gutter = _painter(look, _GUTTER)
    yield f"{severity(f'{finding.severity.value}[{finding.check}]')}: {visible(finding.message)}"
    yield f" {gutter('-->')} {_place(file, finding)}"
    source = file.sources.get(finding.cell) if finding.cell is not None else None
    if source is not None and finding.span is not None:
        yield from excerpt(source, finding.span, look.width, gutter, severity)
    for fix in finding.fixes:
        yield _help(fix, _painter(look, _BOLD))


def _place(file: FileReport, finding: Finding) -> str:
    """Path, cell, line and column, all counted from 1, as editors count."""
    place = visible(file.path)
    if finding.cell is not None:
        place += f":cell {finding.cell + 1}"
    if finding.span is not None:
        place += f":{finding.span.line}:{finding.span.column + 1}"
    return place


def _help(fix: Fix, bold: Callable[[str], str]) -> str:
    return f"{bold('help')}: {visible(fix.title)}{' (safe)' if fix.safe else ''}"


def _painter(look: Look, code: str) -> Callable[[str], str]:
    if not look.colours:
        return str
    return lambda text: f"\x1b[{code}m{text}\x1b[0m"


def statistics(report: Report) -> Iterator[str]:
    """How often each check fired, and in how many notebooks; the most frequent first."""
    counts = Counter(finding.check for _, finding in report.findings)
    yield from _table((check, count, _notebooks(report.files, check)) for check, count in counts.most_common())
    yield from (f"{line}\n" for line in summary(report))


def _notebooks(files: Iterable[FileReport], check: str) -> int:
    return sum(1 for file in files if any(finding.check == check for finding in file.findings))


def _table(rows: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    for check, count, notebooks in rows:
        yield f"{count:>7,}  {check:<28}  in {_counted(notebooks, 'notebook')}\n"
