"""Edits of the core as the browser applies them: cells by id, columns in UTF-16 units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.edit import CellInsertion, OutputClearing, TextEdit
from nbcoach.wire.answers import Change, ClearOutputs, InsertCell, Range, RemoveCell, ReplaceText
from nbcoach.wire.units import utf16_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.notebook.edit import Edit
    from nbcoach.notebook.model import Span
    from nbcoach.wire.requests import LiveCell, LiveNotebook


def changes(edits: Iterable[Edit], notebook: LiveNotebook) -> tuple[Change, ...]:
    """The edits of one repair; `notebook` is what the browser sent, so its ids are the browser's."""
    return tuple(change(edit, notebook) for edit in edits)


def change(edit: Edit, notebook: LiveNotebook) -> Change:
    if isinstance(edit, TextEdit):
        cell = notebook.cells[edit.cell]
        place = range_in(cell, edit)
        return ReplaceText(cell_id=cell.id, range=place, old=edit.old, new=edit.new)
    if isinstance(edit, CellInsertion):
        return InsertCell(
            anchor_id=notebook.cells[edit.anchor].id if edit.anchor >= 0 else None,
            where=edit.where,
            cell_type=edit.cell_type,
            source=edit.source,
            metadata=edit.metadata,
        )
    if isinstance(edit, OutputClearing):
        return ClearOutputs(cell_id=notebook.cells[edit.cell].id)
    return RemoveCell(cell_id=notebook.cells[edit.cell].id, old=edit.old)


def range_in(cell: LiveCell, place: Span | TextEdit) -> Range:
    """A stretch of a cell with its columns in UTF-16 units."""
    lines = cell.source.split("\n")
    return Range(
        line=place.line,
        column=_column(lines, place.line, place.column),
        end_line=place.end_line,
        end_column=_column(lines, place.end_line, place.end_column),
    )


def _column(lines: list[str], line: int, column: int) -> int:
    return utf16_column(lines[line - 1], column) if line <= len(lines) else column
