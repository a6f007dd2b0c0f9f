"""JSON lines: each finding, error and skipped notebook is one object on a line of its own, as in `json`.

What has a `severity` is a finding, what has a `kind` is an error, what has a `reason` was skipped. The lines of one
notebook stand together, in the order of the walk; errors that concern no notebook stand first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nbcoach.reports.json import finding_object, problem_object, skipped_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from nbcoach.checking import FileReport, Report
    from nbcoach.reports import Look


def render(report: Report, look: Look) -> Iterator[str]:  # noqa: ARG001 - JSON looks the same everywhere
    yield from (f"{json.dumps(problem_object(each))}\n" for each in report.errors)
    for file in report.files:
        yield from (f"{json.dumps(each)}\n" for each in _objects(file))


def _objects(file: FileReport) -> Iterator[dict[str, Any]]:
    if file.skipped:
        yield skipped_object(file)
    yield from map(problem_object, file.errors)
    yield from (finding_object(file, each) for each in file.findings)
