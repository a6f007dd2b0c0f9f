"""Whether the order in which a dictionary was filled goes into what is built of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Binding, Block, Place, Statement, Value
from nbcoach_checks.reproducibility._order import sorts, tables

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Call

_VIEWS = ("keys", "values", "items")
_LISTS = frozenset({"list", "tuple"})
_JOINING = frozenset({"concat", "concatenate", "vstack", "hstack", "stack", "train_test_split"})
_SHOWN = frozenset({"plot", "barplot", "bar", "barh", "pie", "head", "style"})
_DICTIONARIES = ("dict()", "collections.defaultdict()", "collections.OrderedDict()")


def loop_fills_in_order(notebook: Notebook, cell: Cell, loop: Block) -> bool:
    """True for a loop that fills a dictionary by names, whose own order is asked for afterwards."""
    filled = {
        each.name
        for each in cell.facts.bindings
        if each.kind == "item" and loop.line <= each.line <= loop.end_line and _is_dictionary(notebook, cell, each)
    }
    after = max((each.at for each in cell.facts.bindings if each.line <= loop.end_line), default=0)
    return any(order_is_taken(notebook, name, Place(cell.index, after)) for name in sorted(filled))


def _is_dictionary(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    target = binding.target
    base = target.parts[0] if target is not None and target.parts else None
    return base is not None and base.kind == "name" and notebook.resolve(cell, base) in _DICTIONARIES


def order_is_taken(notebook: Notebook, name: str, after: Place) -> bool:
    """True where the order of a dictionary decides on rows or positions: `list(found)[0]`, `DataFrame(found)`."""
    views = [
        (use.cell, view)
        for use in notebook.uses_of(name)
        if use.place > after and (view := _view(notebook, use.cell, use.value, name)) is not None
    ]
    if any(_is_sorted(notebook, cell, view) for cell, view in views):
        return False
    return any(_builds(notebook, cell, view) for cell, view in views)


def _view(notebook: Notebook, cell: Cell, value: Value, name: str) -> Value | Call | None:
    """The dictionary itself, or its keys, values or items; None for a look at one of them."""
    if value.text == name:
        return value
    root, _, method = value.text.partition(".")
    holder = notebook.context(cell).holder(value)
    return holder.call if root == name and method in _VIEWS and holder and holder.role == "function" else None


def _is_sorted(notebook: Notebook, cell: Cell, view: Value | Call) -> bool:
    holder = notebook.context(cell).holder(view)
    return holder is not None and holder.call is not None and holder.call.function.text.rpartition(".")[2] == "sorted"


def _builds(notebook: Notebook, cell: Cell, view: Value | Call) -> bool:
    """True where a list of a view is taken by numbers, or a table is made of it."""
    listed = False
    for holder in notebook.context(cell).holders(view):
        node = holder.node
        if holder.call is not None:
            name = holder.call.function.text.rpartition(".")[2]
            if name in tables()["tables"] or name in _JOINING:
                return holder.role == "argument" and not _is_lost_as_table(notebook, cell, holder.call)
            if name not in _LISTS:
                return False
            listed = True
        elif isinstance(node, Binding):
            return listed and _is_numbered(notebook, cell, node)
        elif isinstance(node, Value) and node.kind == "comprehension":
            if node.text != "list" or holder.position == 0:
                return False
            listed = True
        elif isinstance(node, Value) and node.kind == "subscript":
            return listed and holder.position == 0
        elif not isinstance(node, Value) or node.kind not in {"dict", "list", "tuple"}:
            return False
    return False


def _is_numbered(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """True for a name whose items are taken by their numbers, and that is never sorted."""
    uses = [use for use in notebook.uses_of(binding.name) if use.place > Place(cell.index, binding.at)]
    if any(sorts(notebook, use.cell, use.value, binding.name) for use in uses):
        return False
    holders = (notebook.context(use.cell).holder(use.value) for use in uses)
    return any(
        each is not None and isinstance(each.node, Value) and each.node.kind == "subscript" and each.position == 0
        for each in holders
    )


def _is_lost_as_table(notebook: Notebook, cell: Cell, made: Call) -> bool:
    """True for a table that is sorted, shown or summed up at once, or under the name that it gets."""
    for holder in notebook.context(cell).holders(made):
        node = holder.node
        if holder.call is not None and holder.role == "function":
            name = holder.call.function.text.rpartition(".")[2]
            return name.startswith("sort") or name in _SHOWN or name in tables()["orderless"]
        if isinstance(node, Statement):
            return node.kind != "return"
        if isinstance(node, Binding):
            uses = [use for use in notebook.uses_of(node.name) if use.place > Place(cell.index, node.at)]
            return any(sorts(notebook, use.cell, use.value, node.name) for use in uses)
    return False
