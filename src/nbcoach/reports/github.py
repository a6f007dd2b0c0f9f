"""Annotations of a GitHub workflow: GitHub shows them beside the changed lines of a pull request.

One workflow command per finding or error, as the runner reads them from standard output
(https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions). `line` is the true line in the
`.ipynb` file, which is what GitHub counts; cell and line as people count them stand in the message. GitHub keeps ten
annotations of each level per step and fifty per job: where there are more, the last line says so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nbcoach.checking import Severity
from nbcoach.reports.finding_place import file_lines, place, repository_path
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking import FileReport, Finding, Problem, Report
    from nbcoach.reports import Look

SHOWN = 10
"""Annotations of one level that GitHub keeps per step."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: Report, look: Look) -> Iterator[str]:
    """The gravest first, since what comes late is not shown."""
    counts: Counter[str] = Counter()
    for problem in report.problems:
        counts["error"] += 1
        yield _problem(problem, look)
    for severity, level in _LEVELS.items():
        for file, finding in report.findings:
            if finding.severity is severity:
                counts[level] += 1
                yield _finding(level, file, finding, look)
    if max(counts.values(), default=0) > SHOWN:
        yield f"GitHub shows {SHOWN} annotations of each level per step; this log has all {counts.total():,}.\n"


def _finding(level: str, file: FileReport, finding: Finding, look: Look) -> str:
    first, last = file_lines(file, finding)
    where = place(finding)
    lines = [f"{where.capitalize()}: {finding.message}" if where else finding.message]
    lines += [f"Help: {fix.title}" for fix in finding.fixes]
    path = visible(repository_path(file.path, look))
    return _command(
        level, "\n".join(map(visible, lines)), file=path, line=first, endLine=last, title=visible(finding.check)
    )


def _problem(problem: Problem, look: Look) -> str:
    title = visible(problem.check or problem.kind)
    if not problem.path:
        return _command("error", visible(problem.message), title=title)
    path = visible(repository_path(problem.path, look))
    return _command("error", visible(problem.message), file=path, line=1, title=title)


def _command(level: str, message: str, **properties: str | int) -> str:
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
