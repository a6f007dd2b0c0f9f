"""Merges two revisions of a step's notebook over the one that both were made from, cell by cell.

That a notebook was executed and saved by an editor is no edit: outputs, counts, the order of keys and what editors note
about the language do not count.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from nbcoach.pipeline.merge_lines import merge_lines
from nbcoach.pipeline.merge_values import ConflictError, merge_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RUN_METADATA = frozenset({"papermill", "execution", "ExecuteTime"})
_ALIKE = 0.5
"""The share of equal characters from which two cells in the same place are taken for revisions of one."""

Cell = dict[str, Any]


def merge_notebooks(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The notebook with the changes of both.

    Args:
        base: What the last export wrote.
        ours: What the user made of it.
        theirs: What this export writes.

    Raises:
        ConflictError: Both changed a cell; `place` names it.
        ValueError: One of them is no notebook.
    """
    old, mine, new = (_notebook(data) for data in (base, ours, theirs))
    cells = list(_Merge(old["cells"], mine["cells"], new["cells"]).cells())
    metadata = merge_values(_settings(old), _settings(mine), _settings(new), "metadata")
    kept = {key: value for key, value in new["metadata"].items() if key == "language_info"}
    merged = {**new, "cells": cells, "metadata": {**metadata, **kept}}
    return (json.dumps(merged, indent=1, ensure_ascii=False) + "\n").encode()


class _Merge:
    """The cells of three revisions, and which of them are the same."""

    def __init__(self, base: Sequence[Cell], ours: Sequence[Cell], theirs: Sequence[Cell]) -> None:
        self.base = base
        self.ours = _Side(base, ours)
        self.theirs = _Side(base, theirs)

    def cells(self) -> Iterator[Cell]:
        for at in range(len(self.base) + 1):
            added = self.theirs.added(at)
            yield from added
            yield from (cell for cell in self.ours.added(at) if _source(cell) not in map(_source, added))
            if at < len(self.base):
                yield from self._kept(at)

    def _kept(self, at: int) -> Iterator[Cell]:
        base, ours, theirs = self.base[at], self.ours.of(at), self.theirs.of(at)
        if ours is None or theirs is None:
            left = ours or theirs
            if left is not None and _source(left) != _source(base):
                raise ConflictError(f"cell {at + 1}, which one side removed and the other changed")
            return
        source = merge_lines(_source(base), _source(ours), _source(theirs))
        if source is None:
            raise ConflictError(f"cell {at + 1}")
        metadata = merge_values(base["metadata"], ours["metadata"], theirs["metadata"], f"cell {at + 1}, metadata")
        yield {**theirs, "metadata": metadata, "source": source.splitlines(keepends=True)}


class _Side:
    """A revision: which of its cells a cell of the base became, and which are new."""

    def __init__(self, base: Sequence[Cell], cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.matched = _matched(base, cells)
        self.count = len(base)

    def of(self, at: int) -> Cell | None:
        found = self.matched.get(at)
        return None if found is None else self.cells[found]

    def added(self, at: int) -> list[Cell]:
        """The cells that stand in front of what became of a base cell, behind what became of the one before."""
        before = max((new for old, new in self.matched.items() if old < at), default=-1)
        after = self.matched.get(at, len(self.cells) if at == self.count else before + 1)
        return list(self.cells[before + 1 : after])


def _matched(base: Sequence[Cell], cells: Sequence[Cell]) -> dict[int, int]:
    """The index in a revision by the index in the base: equal cells first, then those of one place that are alike."""
    old, new = ([f"{each['cell_type']}\0{_source(each)}" for each in side] for side in (base, cells))
    found: dict[int, int] = {}
    for what, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.update(zip(range(i, i_end), range(j, j_end), strict=True))
        elif what == "replace":
            found.update(_alike(base, cells, range(i, i_end), range(j, j_end)))
    return found


def _alike(
    base: Sequence[Cell], cells: Sequence[Cell], old: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of cells of one id, or of much the same text, in order."""
    begin = 0
    for i in old:
        for at in range(begin, len(new)):
            if _is_revision(base[i], cells[new[at]]):
                yield i, new[at]
                begin = at + 1
                break


def _is_revision(old: Cell, new: Cell) -> bool:
    if old["cell_type"] != new["cell_type"]:
        return False
    origins = [each["metadata"].get("nbcoach", {}).get("source_cell") for each in (old, new)]
    if old.get("id") == new.get("id") and origins[0] == origins[1]:
        return True
    return SequenceMatcher(None, _source(old), _source(new), autojunk=False).ratio() > _ALIKE


def _notebook(data: bytes) -> dict[str, Any]:
    """Raises ValueError where the bytes are no notebook of nbformat 4."""
    try:
        found = json.loads(data)
        found["cells"] = [dict(cell) for cell in found["cells"]]
        for cell in found["cells"]:
            cell["metadata"] = _metadata(cell)
            cell["cell_type"] = str(cell["cell_type"])
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from None
    return dict(found)


def _settings(notebook: dict[str, Any]) -> dict[str, Any]:
    left_out = {"language_info", "papermill", "widgets"}
    return {key: value for key, value in notebook.get("metadata", {}).items() if key not in left_out}


def _metadata(cell: Cell) -> dict[str, Any]:
    return {key: value for key, value in cell.get("metadata", {}).items() if key not in _RUN_METADATA}


def _source(cell: Cell) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)
