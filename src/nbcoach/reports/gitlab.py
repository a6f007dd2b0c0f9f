"""GitLab's Code Quality report: a JSON array that a job hands over as `artifacts: reports: codequality`.

As GitLab documents it (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format): `description`,
`check_name`, `fingerprint`, `severity` and `location`. A fingerprint is made of path, check and the lines that a
finding covers, so that it stays when cells move within the notebook, and is unique in the report.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nbcoach.checking import Severity
from nbcoach.checking.fingerprint import digest, fingerprints
from nbcoach.reports.finding_place import file_lines, place, repository_path
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking import FileReport, Finding, Problem, Report
    from nbcoach.reports import Look

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.HINT: "info"}


def render(report: Report, look: Look) -> Iterator[str]:
    """One issue a line. What could not be read is a blocker; an error that concerns no file has no place in it."""
    before = "["
    for each in _issues(report, look):
        yield f"{before}\n{json.dumps(each)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _issues(report: Report, look: Look) -> Iterator[dict[str, Any]]:
    for file in report.files:
        path = repository_path(file.path, look)
        yield from (_unread(path, number, problem) for number, problem in enumerate(file.errors))
        for finding, fingerprint in zip(file.findings, fingerprints(file), strict=True):
            yield _issue(path, file, finding, fingerprint)


def _issue(path: str, file: FileReport, finding: Finding, fingerprint: str) -> dict[str, Any]:
    first, last = file_lines(file, finding)
    where = place(finding)
    return {
        "description": visible(f"{where.capitalize()}: {finding.message}" if where else finding.message),
        "check_name": finding.check,
        "fingerprint": digest(f"{path}\n{fingerprint}"),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": visible(path), "lines": {"begin": first, "end": last}},
    }


def _unread(path: str, number: int, problem: Problem) -> dict[str, Any]:
    return {
        "description": visible(problem.message),
        "check_name": problem.check or problem.kind,
        "fingerprint": digest(f"{path}\n{problem.kind}\n{problem.check}\n{number}"),
        "severity": "blocker",
        "location": {"path": visible(path), "lines": {"begin": 1}},
    }
