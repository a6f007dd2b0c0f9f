"""When code runs: at its own place at the top of a cell, or where the function that holds it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import Cell, Notebook

_DEPTH = 8


class Moment(NamedTuple):
    """A place of the code, with the outermost function or class around it (0 for none)."""

    cell: Cell
    at: int
    body: int

    @property
    def place(self) -> Place:
        return Place(self.cell.index, self.at)


def moment(cell: Cell, at: int, block: int) -> Moment:
    """The moment of a place; lambdas and comprehensions count as running where they stand."""
    blocks = cell.facts.blocks
    body = 0
    while block > 0:
        if blocks[block].kind in {"function", "class"}:
            body = block
        block = blocks[block].parent
    return Moment(cell, at, body)


def moments(notebook: Notebook, start: Moment, depth: int = 0) -> Iterator[Moment]:
    """A moment, and each use of the function around it that makes its code run, and so on outwards."""
    yield start
    if not start.body or depth > _DEPTH:
        return
    block = start.cell.facts.blocks[start.body]
    for use in notebook.uses_of(block.text):
        inside = use.cell is start.cell and block.line <= use.value.line <= block.end_line
        if inside or (use.value.block == 0 and use.place < start.place):
            continue
        yield from moments(notebook, moment(use.cell, use.value.at, use.value.block), depth + 1)


def first_run(notebook: Notebook, start: Moment) -> Place:
    """Where code first runs from top to bottom: its function's first use, or its own place where nothing uses it."""
    places = [each.place for each in moments(notebook, start) if not each.body]
    return min(places, default=start.place)
