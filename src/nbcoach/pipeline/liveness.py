"""Which variables the cells below a place may still read, so that a step can hand on these and no others."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from nbcoach.pipeline.memory import remembered
from nbcoach.pipeline.reading import HISTORY, readings

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook


def live(notebook: Notebook, before: int) -> frozenset[str] | None:
    """The variables bound above a cell that code from this cell on may read; None where it may read any of them.

    Args:
        notebook: A Python notebook.
        before: The index of a cell, counted among all cells from 0.

    Returns:
        Names of variables, functions, classes and modules. What functions among them read in turn is not listed.
        The memory of IPython (`_`, `Out`), which no step can hand on, is left out: see `memory`.
    """
    needed = notebook.once(_needed)
    wanted = next((names for index, names in needed if index >= before), frozenset[str]())
    if wanted is None:
        return None
    above, memory = _bound_above(notebook, before), remembered(notebook)
    if above is None:
        known = {"get_ipython", *memory}
        return frozenset(name for name in wanted if not hasattr(builtins, name) and name not in known)
    return frozenset(name for name in wanted if name in above or (HISTORY.fullmatch(name) and name not in memory))


def first_reader(notebook: Notebook, name: str) -> int | None:
    """The index of the first cell that may read a variable; None where none may."""
    found = readings(notebook)
    spoken = any(each.reads_texts and name in _all_texts(notebook) for each in found.values())
    for index, reading in found.items():
        if name in reading.names or reading.reads_all or (spoken and reading.reads_texts):
            return index
    return None


def mentioned(notebook: Notebook, name: str) -> int | None:
    """The index of the first cell in which a name may stand for a variable of the notebook, in code or in a text.

    None where it stands in none, be there attributes, keywords of calls or local variables that are called so.
    """
    found = readings(notebook)
    is_evaluated = any(each.reads_texts for each in found.values())
    bound = [site.cell.index for site in notebook.bindings_of(name)]
    read = [at for at, each in found.items() if name in each.variables or (is_evaluated and name in each.texts)]
    return min((*bound, *read), default=None)


def _needed(notebook: Notebook) -> list[tuple[int, frozenset[str] | None]]:
    """For each code cell, in order, what is needed when it begins."""
    found: list[tuple[int, frozenset[str] | None]] = []
    wanted: frozenset[str] | None = frozenset()
    texts = notebook.once(_all_texts)
    for index, reading in reversed(readings(notebook).items()):
        if reading.reads_all:
            wanted = None
        elif wanted is not None:
            wanted = (wanted - reading.bound) | reading.needed | (texts if reading.reads_texts else frozenset())
        found.append((index, wanted))
    return found[::-1]


def _all_texts(notebook: Notebook) -> frozenset[str]:
    return frozenset[str]().union(*(each.texts for each in readings(notebook).values()))


def _bound_above(notebook: Notebook, before: int) -> frozenset[str] | None:
    """The names that are bound above a cell; None where something above binds names that no reader sees."""
    names: set[str] = set()
    for cell in notebook.code:
        if cell.index >= before:
            break
        if readings(notebook)[cell.index].binds_unseen:
            return None
        facts = cell.facts
        for binding in facts.bindings:
            scope = facts.scope(binding.block)
            if not scope or binding.name in facts.blocks[scope].names:
                names.add(binding.name)
        for magic in facts.magics:
            names.update(re.findall(r"[^\W\d]\w*", magic.text))
    return frozenset(names)
