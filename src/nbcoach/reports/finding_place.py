"""Where a finding is, in words and as a path below the repository, for reports that other programs show."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbcoach.checking import FileReport, Finding
    from nbcoach.reports import Look


def repository_path(path: str, look: Look) -> str:
    """A report's path as seen from the root of the repository; one that leads out of it stays as it is."""
    inside = posixpath.normpath(posixpath.join(look.below_root, path)) if look.below_root else path
    return path if inside.startswith("../") else inside


def place(finding: Finding) -> str:
    """`cell 3, line 2`, counted from 1; empty for a finding about the notebook."""
    if finding.cell is None:
        return ""
    line = f", line {finding.span.line}" if finding.span else ""
    return f"cell {finding.cell + 1}{line}"


def file_lines(file: FileReport, finding: Finding) -> tuple[int, int]:
    """The first and the last line, from 1, in the file."""
    first = file.file_line(finding)
    lines = file.lines.get(finding.cell, ()) if finding.cell is not None else ()
    if not lines or finding.span is None:
        return first, first
    return first, max(first, lines[min(max(finding.span.end_line, 1), len(lines)) - 1])
