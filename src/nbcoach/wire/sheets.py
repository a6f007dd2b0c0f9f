"""Notebooks before and after many rounds of edits, as the changes that lead from one to the other in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.revision import Added, Kept
from nbcoach.notebook.source_form import joined
from nbcoach.wire.answers import Change, InsertCell, RemoveCell
from nbcoach.wire.edits import change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.revision import Sheet
    from nbcoach.wire.requests import LiveNotebook


def changes_between(notebook: LiveNotebook, sheet: Sheet) -> tuple[Change, ...]:
    """What makes the cells of `sheet` of those that the browser sent; in each cell one stretch of text."""
    kept = {item.cell for item in sheet if isinstance(item, Kept)}
    removed = [RemoveCell(cell.id, cell.source) for index, cell in enumerate(notebook.cells) if index not in kept]
    return (*_kept(notebook, sheet), *_added(notebook, sheet), *removed)


def _kept(notebook: LiveNotebook, sheet: Sheet) -> Iterator[Change]:
    for item in sheet:
        if isinstance(item, Kept) and item.source is not None:
            before, after = notebook.cells[item.cell].source, joined({"source": item.source})
            if before != after:
                yield change(_stretch(item.cell, before, after), notebook)


def _added(notebook: LiveNotebook, sheet: Sheet) -> Iterator[Change]:
    """New cells stand behind the last cell that stays above them, or before the first one."""
    first = next((item.cell for item in sheet if isinstance(item, Kept)), None)
    anchor = None
    for item in sheet:
        if isinstance(item, Added):
            near = first if anchor is None else anchor
            yield InsertCell(
                anchor_id=None if near is None else notebook.cells[near].id,
                where="before" if anchor is None else "after",
                cell_type="markdown" if item.json.get("cell_type") == "markdown" else "code",
                source=joined(item.json),
                metadata=dict(item.json.get("metadata") or {}),
            )
        else:
            anchor = item.cell


def _stretch(cell: int, before: str, after: str) -> TextEdit:
    """The one edit between two texts, without what they begin and end with in common."""
    start = _common(before, after)
    tail = _common(before[start:][::-1], after[start:][::-1])
    end = len(before) - tail
    line, column = _place(before, start)
    end_line, end_column = _place(before, end)
    return TextEdit(cell, line, column, end_line, end_column, before[start:end], after[start : len(after) - tail])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _place(text: str, offset: int) -> tuple[int, int]:
    above = text[:offset]
    return above.count("\n") + 1, offset - (above.rfind("\n") + 1)
