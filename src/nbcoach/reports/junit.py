"""JUnit XML, as Jenkins reads it: a suite per notebook, a test case per finding.

Errors and warnings fail, hints pass and are told in `system-out`, so that a dashboard is no stricter than the default
of `--fail-on`. A notebook in which nothing was found is one case that passed, one in another language a case that was
skipped, one that could not be read a case in error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from nbcoach.checking import Severity
from nbcoach.reports.finding_place import file_lines, place, repository_path
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.checking import FileReport, Finding, Problem, Report
    from nbcoach.reports import Look


class _Case(NamedTuple):
    """A test case: its name, what came of it (`failure`, `error`, `skipped`, `system-out`, empty), and the words."""

    name: str
    outcome: str = ""
    message: str = ""
    kind: str = ""
    text: str = ""


def render(report: Report, look: Look) -> Iterator[str]:
    """A line per case; what concerns no notebook is a suite of its own."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="nbcoach">\n'
    if report.errors:
        yield from _suite("nbcoach", [_problem(each) for each in report.errors])
    for file in report.files:
        yield from _suite(repository_path(file.path, look), list(_cases(file, look)))
    yield "</testsuites>\n"


def _cases(file: FileReport, look: Look) -> Iterator[_Case]:
    if file.skipped:
        yield _Case("nbcoach", "skipped", file.skipped)
    elif not file.errors and not file.findings:
        yield _Case("nbcoach")
    yield from map(_problem, file.errors)
    yield from (_finding(file, each, look) for each in file.findings)


def _problem(problem: Problem) -> _Case:
    return _Case(problem.check or problem.kind, "error", problem.message, problem.kind)


def _finding(file: FileReport, finding: Finding, look: Look) -> _Case:
    where = place(finding)
    name = f"{finding.check} ({where})" if where else finding.check
    lines = [f"{repository_path(file.path, look)}:{file_lines(file, finding)[0]}: {finding.message}"]
    lines += [f"help: {fix.title}" for fix in finding.fixes]
    text = "\n".join(map(visible, lines))
    if finding.severity is Severity.HINT:
        return _Case(name, "system-out", text=text)
    return _Case(name, "failure", finding.message, finding.severity.value, text)


def _suite(name: str, cases: Sequence[_Case]) -> Iterator[str]:
    counts = {each: sum(case.outcome == each for case in cases) for each in ("failure", "error", "skipped")}
    yield (
        f'<testsuite name={_quoted(name)} file={_quoted(name)} tests="{len(cases)}" failures="{counts["failure"]}" '
        f'errors="{counts["error"]}" skipped="{counts["skipped"]}" time="0">\n'
    )
    for case in cases:
        yield f'<testcase classname={_quoted(name)} name={_quoted(case.name)} time="0">{_outcome(case)}</testcase>\n'
    yield "</testsuite>\n"


def _outcome(case: _Case) -> str:
    if not case.outcome:
        return ""
    message = f" message={_quoted(case.message)}" if case.message else ""
    kind = f" type={_quoted(case.kind)}" if case.kind else ""
    return f"<{case.outcome}{message}{kind}>{escape(case.text)}</{case.outcome}>"


def _quoted(text: str) -> str:
    """An attribute's value; XML 1.0 has no way to write control characters and halves of surrogate pairs."""
    return quoteattr(visible(text))
