"""What a notebook reads of IPython's memory of earlier cells (`_`, `Out[3]`), and which cuts would empty it.

A kernel begins with an empty memory and counts its cells anew. So a cut is harmless for `_` where the cells below the
cut have shown a value again before `_` is read; numbers of outputs are never the same in steps, which have a cell more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.pipeline.reading import HISTORY, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.pipeline.observation import Observation

_LAST = frozenset({"_", "__", "___"})
_NUMBERED = re.compile(r"Out|In|_oh|_ih|_\d+|_i\d+")
_NEVER_NONE = frozenset(
    {"string", "bytes", "number", "fstring", "list", "tuple", "set", "dict", "compare", "comprehension"}
)
"""Kinds of expressions whose value is shown whatever the variables are."""
_DEPENDS = frozenset({"conditional", "boolean", "await", "yield"})
"""Kinds that may well be None in a run with other parameters."""


def remembered(notebook: Notebook) -> frozenset[str]:
    """The names of the memory that code of a notebook reads, without those that it binds itself."""
    return notebook.once(_remembered)


def forgotten(notebook: Notebook, start: int, end: int, seen: Observation | None = None) -> str:
    """Why a cut in front of a cell would change what the memory gives below it; empty where it does not.

    Args:
        notebook: A Python notebook.
        start: The index of the code cell that the next step would begin with.
        end: The index of the first cell that is left out.
        seen: A run, which tells what cells show; without it only literals count as shown.
    """
    for cell in notebook.code:
        for name in sorted(_read_in(notebook, cell)) if cell.index < end else ():
            where = f"cell {cell.index + 1} reads {name}"
            if _NUMBERED.fullmatch(name):
                return f"{where}, and a step counts its cells anew"
            if cell.index >= start and not _is_shown_below(notebook, cell, name, start, seen):
                return f"{where}, the notebook's memory of cells above, which every kernel begins anew"
    return ""


def counted(notebook: Notebook) -> int | None:
    """The index of the first cell that names outputs or inputs by their number; None where none does."""
    if not any(_NUMBERED.fullmatch(name) for name in remembered(notebook)):
        return None
    return next(cell.index for cell in notebook.code if any(map(_NUMBERED.fullmatch, _read_in(notebook, cell))))


def _remembered(notebook: Notebook) -> frozenset[str]:
    read = {name for reading in readings(notebook).values() for name in reading.names if HISTORY.fullmatch(name)}
    return frozenset(read - set(_bound(notebook))) if read else frozenset()


def _bound(notebook: Notebook) -> Iterator[str]:
    for cell in notebook.code:
        for binding in cell.facts.bindings:
            scope = cell.facts.scope(binding.block)
            if not scope or binding.name in cell.facts.blocks[scope].names:
                yield binding.name


def _read_in(notebook: Notebook, cell: Cell) -> frozenset[str]:
    return remembered(notebook) & readings(notebook)[cell.index].names


def _is_shown_below(notebook: Notebook, cell: Cell, name: str, start: int, seen: Observation | None) -> bool:
    """Whether the cells from the cut to this one show as many values as the name goes back."""
    if name not in _LAST or _bound_once(notebook) or _reads_later(cell, name):
        return False
    between = [each for each in notebook.code if start <= each.index < cell.index]
    return sum(_shows(each, seen) for each in between) >= len(name)


def _bound_once(notebook: Notebook) -> bool:
    """Whether the notebook binds one of `_`, `__`, `___`, after which IPython leaves all three alone."""
    return not _LAST.isdisjoint(_bound(notebook))


def _reads_later(cell: Cell, name: str) -> bool:
    """Whether a function of the cell reads it, which may be called anywhere below, or a text that is evaluated."""
    facts = cell.facts
    uses = [each for each in facts.names if (each.root or each.text.partition(".")[0]) == name]
    return not uses or any(facts.runs_later(each.block) for each in uses)


def _shows(cell: Cell, seen: Observation | None) -> bool:
    """Whether a cell surely shows the value of its last expression."""
    shown = next((each.value for each in cell.facts.statements if each.kind == "shown"), None)
    if shown is None or shown.kind in _DEPENDS:
        return False
    if seen is None:
        return shown.kind in _NEVER_NONE and not cell.facts.magics and not cell.source.rstrip().endswith(";")
    trace = seen.trace(cell.index)
    return trace is not None and any(each.get("output_type") == "execute_result" for each in trace.outputs)
