"""Text of a cell's source by position: lines from 1, columns from 0 in code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import TextEdit

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Span


def cell_at(notebook: Notebook, index: int) -> Cell:
    """The code cell with an index.

    Raises:
        BadCallError: There is none.
    """
    if not 0 <= index < len(notebook.cells) or notebook.cells[index].kind != "code":
        raise BadCallError(f"The notebook has no code cell {index + 1}.", "Check the notebook again.")
    return notebook.cells[index]


def text_in(cell: Cell, span: Span) -> str:
    """The source text of a range."""
    lines = cell.source.split("\n")[span.line - 1 : span.end_line]
    if len(lines) == 1:
        return lines[0][span.column : span.end_column]
    return "\n".join([lines[0][span.column :], *lines[1:-1], lines[-1][: span.end_column]])


def line_of(cell: Cell, number: int) -> str:
    return cell.source.split("\n")[number - 1]


def replacing(cell: Cell, span: Span, new: str) -> TextEdit:
    """The edit that replaces a range by another text."""
    return TextEdit(cell.index, *span, text_in(cell, span), new)


def appending(cell: Cell, line: str) -> TextEdit:
    """The edit that puts a line at the end of a cell."""
    lines = cell.source.split("\n")
    number, column = len(lines), len(lines[-1])
    new = f"\n{line}" if lines[-1].strip() else line
    return TextEdit(cell.index, number, column, number, column, "", new)
