"""In which cells the code of a function runs: where it is called at the top, through the functions between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import Cell, Notebook

_MOST = 60
_BY_CLASS = frozenset({"__init__", "__call__", "forward", "call", "__post_init__"})


class Spot(NamedTuple):
    """A place in the code: of a cell, in a block of it."""

    cell: Cell
    at: int
    block: int


def function_around(spot: Spot) -> int:
    """The block of the innermost function around a place, 0 for none; lambdas count as running where they stand."""
    blocks = spot.cell.facts.blocks
    block = spot.block
    while block > 0 and blocks[block].kind != "function":
        block = blocks[block].parent
    return max(block, 0)


def runs(notebook: Notebook, spot: Spot) -> tuple[Place, ...]:
    """The places at the top of the notebook from which code runs, in order; none for a function that nothing calls."""
    found: set[Place] = set()
    todo, seen = [spot], {(spot.cell.index, function_around(spot))}
    while todo and len(seen) < _MOST:
        current = todo.pop()
        function = function_around(current)
        if not function:
            found.add(Place(current.cell.index, current.at))
            continue
        for use in _uses(notebook, current.cell, function):
            key = (use.cell.index, function_around(use))
            if not key[1] or key not in seen:
                seen.add(key)
                todo.append(use)
    return tuple(sorted(found))


def _uses(notebook: Notebook, cell: Cell, function: int) -> Iterator[Spot]:
    """Where a function or method is used, apart from its own body."""
    block = cell.facts.blocks[function]
    owner = cell.facts.blocks[block.parent] if block.parent >= 0 else None
    if owner is None or owner.kind != "class":
        yield from _uses_of_name(notebook, cell, function, block.text)
        return
    if block.text in _BY_CLASS:
        yield from _uses_of_name(notebook, cell, block.parent, owner.text)
        return
    for site in notebook.calls_of(frozenset({block.text})):
        if "." in site.name and _may_be(site.name, owner.text):
            yield Spot(site.cell, site.call.at, site.block)


def _uses_of_name(notebook: Notebook, cell: Cell, block: int, name: str) -> Iterator[Spot]:
    body = cell.facts.blocks[block]
    for use in notebook.uses_of(name):
        inside = use.cell is cell and body.line <= use.value.line <= body.end_line
        bound = notebook.definition(use.cell, use.value)
        if not inside and bound is not None and bound.binding.kind in {"def", "class"} and bound.cell is cell:
            yield Spot(use.cell, use.value.at, use.value.block)


def _may_be(name: str, owner: str) -> bool:
    """True for a method of a class, as far as the receiver is known (`self` is not)."""
    return name.startswith((f"__main__.{owner}().", "?."))
