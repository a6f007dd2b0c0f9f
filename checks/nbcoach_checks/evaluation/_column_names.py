"""The columns that a notebook spells out: lists of their names, and what a `drop` leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Call, Value

_LIST_CHANGES = frozenset({"remove", "append", "extend", "insert", "pop", "clear", "discard", "add"})
_DEPTH = 16


def constants(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> tuple[str, ...] | None:
    """The texts of a list, also through a name that nothing changes; None where one of them is not known."""
    if value.kind in {"list", "tuple"} and value.parts:
        texts = [notebook.constant(cell, part) for part in value.parts]
        return tuple(str(text) for text in texts) if all(isinstance(text, str) for text in texts) else None
    if value.kind == "name" and "." not in value.text and depth < _DEPTH:
        site = notebook.definition(cell, value)
        if site and site.binding.value and site.binding.kind == "assign" and site.binding.index < 0:
            if _is_changed_list(notebook, value.text):
                return None
            return constants(notebook, site.cell, site.binding.value, depth + 1)
    return None


def is_all_columns(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """`frame.columns`, also as a list, and also through a name that nothing changes later."""
    if value.kind == "name" and "." not in value.text:
        site = notebook.definition(cell, value)
        if site is None or site.binding.value is None or site.binding.index >= 0 or site.binding.kind != "assign":
            return False
        return not _is_changed_list(notebook, value.text) and is_all_columns(notebook, site.cell, site.binding.value)
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        if call.function.text == "list" and len(call.arguments) == 1:
            return is_all_columns(notebook, cell, call.arguments[0])
        return call.function.text.endswith((".columns.tolist", ".columns.to_list", ".columns.values"))
    return value.kind == "name" and value.text.endswith((".columns", ".columns.values"))


def _is_changed_list(notebook: Notebook, name: str) -> bool:
    bound = [each for each in notebook.bindings_of(name) if each.binding.kind in {"assign", "augment", "delete"}]
    calls = notebook.calls_of(_LIST_CHANGES)
    return len(bound) != 1 or any(each.call.function.text.rpartition(".")[0] == name for each in calls)


def dropped_columns(notebook: Notebook, cell: Cell, call: Call) -> tuple[str, ...] | None:
    """The columns that a `drop` leaves out, none where it takes rows; None where they are not known."""
    value = dropped(notebook, cell, call)
    if value is None:
        axis = call.keyword("axis") or (call.arguments[1] if len(call.arguments) > 1 else None)
        known = axis is None or notebook.constant(cell, axis) in {0, "index", "rows"}
        return () if known and not call.is_open else None
    only = notebook.constant(cell, value)
    return (only,) if isinstance(only, str) else constants(notebook, cell, value)


def dropped(notebook: Notebook, cell: Cell, call: Call) -> Value | None:
    """The value that names the columns which a `drop` leaves out."""
    columns = call.keyword("columns")
    if columns is not None:
        return columns
    axis = call.keyword("axis") or (call.arguments[1] if len(call.arguments) > 1 else None)
    if axis is None or notebook.constant(cell, axis) not in {1, "columns"}:
        return None
    return call.arguments[0] if call.arguments else call.keyword("labels")


def receiver(call: Call) -> Value | None:
    """The object whose method is called, as a value."""
    function = call.function
    if function.kind == "attribute" and function.parts:
        return function.parts[0]
    owner = function.text.rpartition(".")[0]
    if function.kind != "name" or not owner:
        return None
    return type(function)("name", owner, (), *function.span, function.at, function.block)
