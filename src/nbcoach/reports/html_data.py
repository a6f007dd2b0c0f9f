"""The notebooks of the HTML report as data, from which the page draws the one that is looked at.

Thousands of notebooks as elements would make a page that no browser opens quickly; as JSON they cost their bytes. Only
cells with findings are given, long cells without what is far from any finding, long lines without their ends.
"""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any

from nbcoach.markup.elements import Html, tag
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking import FileReport, Finding

AROUND = 12
"""Lines around a finding that are shown of a cell of more than `LONG` lines."""
LONG = 60
LONGEST_LINE = 400
"""Characters of a line that are shown."""


def data_block(number: int, file: FileReport) -> Html:
    """A notebook as a block of data that a browser does not run, whatever text it holds."""
    text = json.dumps(_notebook(file), separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return tag("script", Html(safe), type="application/json", id=f"data-{number}")


def _notebook(file: FileReport) -> dict[str, Any]:
    by_cell: dict[int | None, list[Finding]] = {}
    for finding in file.findings:
        by_cell.setdefault(finding.cell, []).append(finding)
    return {
        "path": visible(file.path),
        "name": visible(posixpath.basename(file.path)),
        "problems": [visible(problem.message) for problem in file.errors],
        "cells": [_cell(file, cell, found) for cell, found in by_cell.items()],
    }


def _cell(file: FileReport, index: int | None, findings: list[Finding]) -> dict[str, Any]:
    """A cell, or (with `index` null) the notebook; `parts` are runs of lines: the number of the first, and the text."""
    lines = file.sources[index].split("\n") if index is not None and index in file.sources else []
    return {
        "index": index,
        "lines": len(lines),
        "parts": [[first, "\n".join(map(_line, lines[first - 1 : last]))] for first, last in _runs(lines, findings)],
        "findings": list(map(_finding, findings)),
    }


def _line(line: str) -> str:
    """A line as it may be shown; tabs stay, and every other character keeps its column."""
    kept = line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
    return "\t".join(map(visible, kept.split("\t")))


def _runs(lines: list[str], findings: list[Finding]) -> Iterator[tuple[int, int]]:
    """The runs of lines to show, from 1, the end inclusive: all, or those near findings."""
    if not lines:
        return
    spans = [finding.span for finding in findings if finding.span is not None]
    if len(lines) <= LONG:
        yield 1, len(lines)
        return
    near = [(max(span.line - AROUND, 1), min(span.end_line + AROUND, len(lines))) for span in spans] or [(1, LONG)]
    first, last = min(near)
    for start, end in sorted(near):
        if start > last + 1:
            yield first, last
            first, last = start, end
        last = max(last, end)
    yield first, last


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": visible(finding.message),
        "span": list(finding.span) if finding.span else None,
        "fixes": [[visible(fix.title), fix.safe] for fix in finding.fixes],
    }
