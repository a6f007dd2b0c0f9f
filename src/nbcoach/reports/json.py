"""The JSON of `nbcoach lint`: one object, with one finding a line, so that two reports can be compared by line.

Columns count from 0 in code points, lines and `file_line` from 1, cells from 0. What concerns no place is null.
Everything outside of ASCII is escaped: a notebook may hold half of a surrogate pair, which no encoding can write.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking import FileReport, Finding, Problem, Report
    from nbcoach.reports import Look

VERSION = 1


def render(report: Report, look: Look) -> Iterator[str]:  # noqa: ARG001 - JSON looks the same everywhere
    yield f'{{"version": {VERSION}, "notebooks": {len(report.files)},\n'
    yield from _member("errors", (problem_object(each) for each in report.problems))
    yield ",\n"
    yield from _member("skipped", map(skipped_object, report.skipped))
    yield ",\n"
    yield from _member("findings", (finding_object(file, each) for file, each in report.findings))
    yield "}\n"


def finding_object(file: FileReport, finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    span = finding.span
    return {
        "path": file.path,
        "cell": finding.cell,
        "cell_id": finding.cell_id,
        "check": finding.check,
        "area": finding.area,
        "severity": finding.severity.value,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "file_line": file.file_line(finding),
        "message": finding.message,
        "fixes": msgspec.to_builtins(finding.fixes),
    }


def problem_object(problem: Problem) -> dict[str, Any]:
    """What could not be read or run, as JSON has it."""
    check = {"check": problem.check} if problem.check else {}
    return {"path": problem.path, "kind": problem.kind, **check, "message": problem.message}


def skipped_object(file: FileReport) -> dict[str, Any]:
    """What was left alone, as JSON has it."""
    return {"path": file.path, "reason": file.skipped}


def _member(name: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f'"{name}": ['
    before = "\n  "
    for item in items:
        yield before + json.dumps(item)
        before = ",\n  "
    yield "]"
