"""Where a step failed, told in the cells of the notebook that the pipeline was made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLORS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LINE = re.compile(r"(?:^|\n)(?:\s*(?:Cell )?In ?\[\d+\], line |-+> ?)(\d+)")


_SHOWN = 100
"""Characters of a line of code that a message repeats."""


class Failure(Struct, frozen=True):
    """What stopped a step.

    `cell` is the 0-based index in the step's notebook, `source_cell` the one in the source notebook, None for a cell
    that the export added; `line` counts from 1 in the cell, None where it is not known, and `text` is that line.
    """

    name: str
    message: str
    cell: int | None = None
    source_cell: int | None = None
    line: int | None = None
    text: str = ""

    @property
    def place(self) -> str:
        """`in cell 7, line 3`, with cells counted from 1 as in the source notebook."""
        if self.cell is None:
            return "before its first cell"
        cell = f"in cell {self.source_cell + 1}" if self.source_cell is not None else f"in its own cell {self.cell + 1}"
        shown = f" (`{self.text[:_SHOWN]}`)" if self.text else ""
        return f"{cell}, line {self.line}{shown}" if self.line else cell

    @property
    def summary(self) -> str:
        """The error on one line, cut where it is long."""
        text = " ".join(f"{self.name}: {self.message}".split()).rstrip(":")
        return text if len(text) <= 300 else text[:299] + "…"


def failure_of(cells: list[dict[str, Any]]) -> Failure | None:
    """The failure that an executed notebook's cells record: the first error output of a cell that was not to fail."""
    for index, cell in enumerate(cells):
        if "raises-exception" in cell.get("metadata", {}).get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error" and not _is_exit(output):
                return _failure(index, cell, output)
    return None


def stopped_in(index: int, cell: Mapping[str, Any], name: str, message: str) -> Failure:
    """A failure that left no error output: the kernel died, or took too long."""
    return Failure(name, message, index, source_cell(cell))


def source_cell(cell: Mapping[str, Any]) -> int | None:
    """The index of the source notebook's cell that a step's cell was made of."""
    origin = cell.get("metadata", {}).get("nbcoach", {}).get("source_cell")
    return origin if isinstance(origin, int) else None


def _failure(index: int, cell: Mapping[str, Any], output: Mapping[str, Any]) -> Failure:
    line = _line("\n".join(output.get("traceback", [])))
    lines = cell.get("source", "").split("\n")
    known = line is not None and 1 <= line <= len(lines)
    return Failure(
        name=output.get("ename", "Error"),
        message=_COLORS.sub("", output.get("evalue", "")),
        cell=index,
        source_cell=source_cell(cell),
        line=line if known else None,
        text=lines[line - 1].strip() if line is not None and known else "",
    )


def _line(traceback: str) -> int | None:
    """The line in the failing cell: the first frame's, which is the cell's own."""
    match = _LINE.search(_COLORS.sub("", traceback))
    return int(match[1]) if match else None


def _is_exit(output: Mapping[str, Any]) -> bool:
    """True for `exit(0)`, which ends a notebook well."""
    return output.get("ename") == "SystemExit" and output.get("evalue") in {"", "0", "None"}
