"""What edits make of a document: which cells stay, which change, which come in. Both ways to write share it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.errors import NotANotebookError, StaleEditError
from nbcoach.notebook.edit import CellInsertion, CellRemoval, Edit, OutputClearing, TextEdit
from nbcoach.notebook.new_cell import made_cell, taken_ids
from nbcoach.notebook.source_form import joined, relined, source_key
from nbcoach.notebook.text_edits import ConflictingEditsError, edited_text, same_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CURE = "Read the notebook again and ask for the change anew."


class Kept(NamedTuple):
    """A cell that stays: its place among all cells, and its new source in the form it had, None where it keeps it."""

    cell: int
    source: str | list[str] | None
    is_cleared: bool = False


class Added(NamedTuple):
    """A cell that comes in, as JSON."""

    json: dict[str, Any]


Sheet = tuple[Kept | Added, ...]
"""The cells of a notebook, or of one worksheet of a notebook in nbformat 3, in order."""


def cell_lists(document: Any) -> list[list[Any]]:
    """The lists of cells of a document: one, or one per worksheet in nbformat 3.

    Raises:
        NotANotebookError: There is none.
    """
    found: list[list[Any]] = []
    if isinstance(document, dict):
        if isinstance(document.get("cells"), list):
            return [document["cells"]]
        sheets = document.get("worksheets")
        found = [sheet["cells"] for sheet in (sheets if isinstance(sheets, list) else ()) if has_cells(sheet)]
    if not found:
        raise NotANotebookError("This is no notebook: it has no list of cells.", "Save it again from Jupyter.")
    return found


def has_cells(sheet: Any) -> bool:
    return isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)


def revised(document: dict[str, Any], edits: Sequence[Edit]) -> tuple[Sheet, ...]:
    """The cells of each sheet after the edits (see `edit.apply` for the rules and errors)."""
    lists = cell_lists(document)
    cells = [cell for each in lists for cell in each]
    _check_anchors(edits, len(cells))
    removed = _removed(cells, edits)
    sources = _new_sources(cells, edits, removed)
    cleared = _cleared(cells, edits)
    inserted = _inserted(document, cells, edits)
    first, sheets = 0, []
    for each in lists:
        indices = range(first, first + len(each))
        sheets.append(tuple(_sheet(indices, removed, sources, inserted, cleared)))
        first += len(each)
    if not cells:
        sheets[0] = tuple(map(Added, inserted[-1, "after"]))
    return tuple(sheets)


def with_cells(document: dict[str, Any], sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The document with the revised cells; the given one stays as it is."""
    cells = [cell for each in cell_lists(document) for cell in each]
    made = iter([[_as_json(cells, each) for each in sheet] for sheet in sheets])
    if isinstance(document.get("cells"), list):
        return {**document, "cells": next(made)}
    worksheets = [{**each, "cells": next(made)} if has_cells(each) else each for each in document["worksheets"]]
    return {**document, "worksheets": worksheets}


def _as_json(cells: Sequence[Any], item: Kept | Added) -> Any:
    if isinstance(item, Added):
        return item.json
    cell = cells[item.cell]
    if item.source is not None:
        cell = {**cell, source_key(cell): item.source}
    return {**cell, "outputs": []} if item.is_cleared else cell


def _sheet(
    indices: range,
    removed: set[int],
    sources: dict[int, str | list[str]],
    inserted: dict[tuple[int, str], list[dict[str, Any]]],
    cleared: set[int],
) -> Iterator[Kept | Added]:
    for index in indices:
        yield from map(Added, inserted[index, "before"])
        if index not in removed:
            yield Kept(index, sources.get(index), index in cleared)
        yield from map(Added, inserted[index, "after"])


def _check_anchors(edits: Sequence[Edit], count: int) -> None:
    for edit in edits:
        wanted = edit.anchor if isinstance(edit, CellInsertion) else edit.cell
        is_empty = isinstance(edit, CellInsertion) and wanted == -1 and count == 0
        if not is_empty and not 0 <= wanted < count:
            raise StaleEditError(f"The notebook has no cell {wanted + 1} any more (it has {count}).", _CURE)


def _removed(cells: Sequence[Any], edits: Sequence[Edit]) -> set[int]:
    removals = [edit for edit in edits if isinstance(edit, CellRemoval)]
    for edit in removals:
        if not same_text(joined(cells[edit.cell]), edit.old):
            raise StaleEditError(f"Cell {edit.cell + 1} was changed since it was to be removed.", _CURE)
    return {edit.cell for edit in removals}


def _cleared(cells: Sequence[Any], edits: Sequence[Edit]) -> set[int]:
    cleared = {edit.cell for edit in edits if isinstance(edit, OutputClearing)}
    for index in cleared:
        if not isinstance(cells[index], dict) or cells[index].get("cell_type") != "code":
            raise StaleEditError(f"Cell {index + 1} is no code cell, so it has no outputs to clear.", _CURE)
    return cleared


def _new_sources(cells: Sequence[Any], edits: Sequence[Edit], removed: set[int]) -> dict[int, str | list[str]]:
    by_cell: dict[int, list[TextEdit]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, TextEdit):
            by_cell[edit.cell].append(edit)
    for index in by_cell:
        if index in removed:
            raise ConflictingEditsError(
                f"Cell {index + 1} is to be changed and to be removed.", "Apply one of the two."
            )
        if not source_key(cells[index]):
            raise StaleEditError(f"Cell {index + 1} has no source to change.", _CURE)
    return {
        index: relined(cells[index][source_key(cells[index])], edited_text(joined(cells[index]), changes))
        for index, changes in by_cell.items()
    }


def _inserted(
    document: dict[str, Any], cells: Sequence[Any], edits: Sequence[Edit]
) -> dict[tuple[int, str], list[dict[str, Any]]]:
    """The new cells by anchor and side; in an empty notebook all stand at (-1, "after")."""
    taken = taken_ids(cells)
    found: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, CellInsertion):
            side = edit.where if cells else "after"
            found[edit.anchor, side].append(made_cell(document, cells, edit, taken))
    return found
