"""Whether the order of what a name holds is used, or lost by sorting and counting; the tables are `orders.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Block, Place, Statement, Value
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook, UseSite
    from nbcoach.notebook.model import Binding

_SHOWING = frozenset(
    {"imshow", "print", "display", "show", "imread_collection", "subplot", "add_subplot", "plot", "Image"}
)


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
    """True where the order of a list is asked for, as far as its use at one place tells."""
    known = tables()
    for holder in notebook.context(cell).holders(value):
        node = holder.node
        if holder.call is not None and holder.role in {"argument", "keyword"}:
            name = holder.call.function.text.rpartition(".")[2]
            if name not in known["passing"]:
                return name not in known["orderless"] and name not in known["harmless"]
        elif isinstance(node, Value) and node.kind in {"compare", "boolean", "fstring"}:
            return False
        elif isinstance(node, Statement):
            return node.kind == "return"
        elif isinstance(node, Block) and node.kind == "for":
            return not _only_shows(cell, node)
    return True


def _only_shows(cell: Cell, loop: Block) -> bool:
    """True for a loop that draws pictures, and keeps nothing but names for the next turn."""
    known = tables()
    lines = range(loop.line, loop.end_line + 1)
    methods = {each.function.text.rpartition(".")[2] for each in cell.facts.calls if each.line in lines}
    stores = any(each.kind in {"item", "augment"} for each in cell.facts.bindings if each.line in lines)
    return not stores and bool(methods & _SHOWING) and not methods & known["building"]


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


def is_kept_in_order(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """True for `self.files = …` of a class that walks through them or takes them by number, and never sorts them."""
    kept = binding.target.text if binding.target is not None else ""
    if not kept.startswith("self."):
        return False
    body = next((each for each in cell.facts.around(binding.block) if each.kind == "class"), cell.facts.blocks[0])
    named = (each for each in cell.facts.names if f"{each.text}.".startswith(f"{kept}."))
    uses = [each for each in named if each.at > binding.at and body.line <= each.line <= body.end_line]
    if any(sorts(notebook, cell, each, kept) for each in uses):
        return False
    return any(_is_taken(notebook, cell, each) for each in uses if each.text == kept)


def _is_taken(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for `self.files[number]`, or what a loop walks through."""
    holder = notebook.context(cell).holder(value)
    if holder is None:
        return False
    if holder.call is not None:
        return holder.role == "argument" and holder.call.function.text in tables()["passing"]
    if isinstance(holder.node, Block):
        return holder.node.kind == "for"
    is_part = isinstance(holder.node, Value) and holder.node.kind in {"subscript", "comprehension"}
    return is_part and (holder.position == 0) == (isinstance(holder.node, Value) and holder.node.kind == "subscript")
