"""Whether the order of what a name holds is used, or lost by sorting and counting; the tables are `orders.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place, Statement, Value
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook, UseSite
    from nbcoach.notebook.model import Binding, Block


@cache
def tables() -> dict[str, frozenset[str]]:
    """The names of `orders.toml`, by what they do with an order."""
    raw = read_table(__file__, "orders.toml")
    return {name: frozenset(values) for name, values in raw.items()}


def uses_after(notebook: Notebook, cell: Cell, binding: Binding) -> list[UseSite]:
    return [use for use in notebook.uses_of(binding.name) if use.place > Place(cell.index, binding.at)]


def sorts(notebook: Notebook, cell: Cell, value: Value, name: str) -> bool:
    if value.text in {f"{name}.sort", f"{name}.sort_values", f"{name}.sort_index"}:
        return True
    holder = notebook.context(cell).holder(value)
    return holder is not None and holder.call is not None and holder.call.function.text.rpartition(".")[2] in {
        "sorted", "natsorted", "sort", "humansorted", "os_sorted",
    }  # fmt: skip


def is_used_in_order(notebook: Notebook, cell: Cell, value: Value) -> bool:
    for holder in notebook.context(cell).holders(value):
        if holder.call is not None and holder.role == "argument":
            return holder.call.function.text.rpartition(".")[2] not in tables()["orderless"]
        if isinstance(holder.node, Value) and holder.node.kind in {"compare", "boolean"}:
            return False
        if isinstance(holder.node, Statement):
            return holder.node.kind == "return"
    return True


def is_sorted_after(notebook: Notebook, cell: Cell, name: str, loop: Block) -> bool:
    """True where what a loop filled is sorted below it, or only counted and printed."""
    later = [
        use
        for use in notebook.uses_of(name)
        if use.place.cell > cell.index or (use.cell is cell and use.value.line > loop.end_line)
    ]
    if any(sorts(notebook, use.cell, use.value, name) for use in later):
        return True
    return bool(later) and not any(is_used_in_order(notebook, use.cell, use.value) for use in later)
