"""Puts revised cells into the text of a notebook; every character outside of them stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.cell_text import alone, like
from nbcoach.notebook.json_style import escaped, gaps_of, indent_at, list_text, style_of
from nbcoach.notebook.revision import Added, Kept, Sheet
from nbcoach.notebook.scan import Extent, items, members, root, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Array(NamedTuple):
    """An array of cells in the text; `cells` are by their index among all cells of the notebook."""

    text: str
    place: Extent
    cells: dict[int, Extent]


def spliced(text: str, sheets: Sequence[Sheet]) -> str:
    """The text of the notebook with the cells of each sheet as revised (see `revision.revised`)."""
    pieces, position = [], 0
    for array, sheet in zip(_arrays(text), sheets, strict=True):
        pieces += [text[position : array.place.start], _array_text(array, sheet)]
        position = array.place.end
    return "".join([*pieces, text[position:]])


def _arrays(text: str) -> Iterator[_Array]:
    """The arrays of cells, in the order of `revision.cell_lists`."""
    first = 0
    for place in _array_places(text):
        cells = items(text, place.start)
        yield _Array(text, place, dict(enumerate(cells, first)))
        first += len(cells)


def _array_places(text: str) -> list[Extent]:
    start = root(text).start
    cells = value_of(text, start, "cells")
    if cells and text.startswith("[", cells.start):
        return [cells]
    sheets = value_of(text, start, "worksheets")
    found = [value_of(text, sheet.start, "cells") for sheet in (items(text, sheets.start) if sheets else ())]
    return [each for each in found if each and text.startswith("[", each.start)]


def _array_text(array: _Array, sheet: Sheet) -> str:
    text, place, cells = array
    if list(sheet) == [Kept(index, None) for index in cells]:
        return text[place.start : place.end]
    style = style_of(text, root(text).start)
    gaps = gaps_of(text, place, list(cells.values()), style.gaps(indent_at(text, place.start)))
    pieces = [_cell_text(array, sheet, at) for at in range(len(sheet))]
    between = [_behind(array, item) or gaps.between for item in sheet[:-1]]
    made = "".join(each for pair in zip(pieces, [*between, ""], strict=True) for each in pair) if pieces else ""
    return f"[{gaps.opening}{made}{gaps.closing}]" if made else "[]"


def _behind(array: _Array, item: Kept | Added) -> str:
    """What stands between a cell that stays and its old neighbour below, empty where there was none."""
    if isinstance(item, Added) or item.cell + 1 not in array.cells:
        return ""
    return array.text[array.cells[item.cell].end : array.cells[item.cell + 1].start]


def _cell_text(array: _Array, sheet: Sheet, at: int) -> str:
    item = sheet[at]
    if isinstance(item, Added):
        model = _model(array, sheet, at, item.json["cell_type"])
        return like(array.text, model, item.json) if model else alone(array.text, array.place, item.json)
    return _revised(array.text, array.cells[item.cell], item)


def _revised(text: str, cell: Extent, item: Kept) -> str:
    """A cell with a new source, or without its outputs; all else keeps its characters."""
    changed = {} if item.source is None else dict([_resourced(text, cell, item.source)])
    if item.is_cleared:
        outputs = value_of(text, cell.start, "outputs")
        changed |= {outputs: "[]"} if outputs else {}
    pieces, position = [], cell.start
    for place, made in sorted(changed.items()):
        pieces += [text[position : place.start], made]
        position = place.end
    return "".join([*pieces, text[position : cell.end]])


def _resourced(text: str, cell: Extent, source: str | list[str]) -> tuple[Extent, str]:
    """Where the source of a cell stands, and what is to stand there."""
    place = value_of(text, cell.start, "source") or value_of(text, cell.start, "input") or cell
    style = style_of(text, cell.start)
    if isinstance(source, str):
        return place, escaped(source, ascii_only=style.ascii)
    return place, list_text(text, place, source, style)


def _model(array: _Array, sheet: Sheet, at: int, kind: str) -> Extent | None:
    """The nearest cell that shows how to write a new one, of the same type where there is one."""
    ranked = [
        (_kind(array.text, array.cells[each.cell]) != kind, abs(other - at), array.cells[each.cell])
        for other, each in enumerate(sheet)
        if isinstance(each, Kept) and members(array.text, array.cells[each.cell].start)
    ]
    return min(ranked)[2] if ranked else None


def _kind(text: str, cell: Extent) -> str | None:
    place = value_of(text, cell.start, "cell_type")
    kind = json.loads(text[place.start : place.end]) if place else None
    return kind if isinstance(kind, str) else None
