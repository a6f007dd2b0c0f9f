"""What several rounds of edits make of the cells that a notebook had at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.revision import Added, Kept, Sheet
from nbcoach.notebook.source_form import source_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.notebook import Notebook


def unchanged(notebook: Notebook) -> Sheet:
    """All cells of a notebook as they are."""
    return tuple(Kept(cell.index, None) for cell in notebook.cells)


def composed(before: Sheet, rounds: Iterable[Sheet]) -> Sheet:
    """The cells after edits of what `before` made of them; the sheets of a round stand one after the other."""
    return tuple(_of(before, item) for sheet in rounds for item in sheet)


def _of(before: Sheet, item: Kept | Added) -> Kept | Added:
    if isinstance(item, Added):
        return item
    first = before[item.cell]
    if isinstance(first, Kept):
        source = first.source if item.source is None else item.source
        return Kept(first.cell, source, first.is_cleared or item.is_cleared)
    if item.source is None:
        return first
    return Added({**first.json, source_key(first.json) or "source": item.source})
