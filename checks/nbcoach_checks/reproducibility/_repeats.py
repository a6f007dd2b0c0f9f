"""Whether an assignment, done twice, gives another result than done once: `x = x / 255`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import BindingSite, Cell, Notebook
    from nbcoach.notebook.model import Binding, Call, Value

_ALIKE = frozenset({"apply", "map", "applymap", "reset_index"})
_DEPTH = 3
"""How deep within an expression the variable may stand: `(x / 255 - 1) * 2`."""
_CUTS = re.compile(r"\s*[1-9]\d*\s*:\s*|\s*:\s*-\s*\d+\s*|\s*:?\s*:\s*-1\s*")
"""`[1:]`, `[:-1]` and `[::-1]`: cut or turned around again each time."""


class _Table(NamedTuple):
    methods: frozenset[str]
    functions: frozenset[str]
    operators: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = read_table(__file__, "changing.toml")
    return _Table(*(frozenset(raw[name]) for name in _Table._fields))


@lru_cache(maxsize=1)
def _last_names() -> frozenset[str]:
    """The last names of all calls that may work on their own result."""
    return _table().methods | _ALIKE | {each.rpartition(".")[2] for each in _table().functions}


def changes_itself(notebook: Notebook, site: BindingSite) -> bool:
    """True where the new value is the old one, worked on once more."""
    value = site.binding.value
    if value is None or site.binding.index >= 0:
        return False
    if value.kind == "call" and value.text.rpartition(".")[2] not in _last_names():
        return False
    return _Repeat(notebook, site.cell, site.binding).changes(value)


class _Repeat:
    """One assignment, asked whether its value works on what it assigns to."""

    def __init__(self, notebook: Notebook, cell: Cell, binding: Binding) -> None:
        self._notebook = notebook
        self._cell = cell
        self._binding = binding

    def changes(self, value: Value, depth: int = 0) -> bool:
        if value.kind == "operation":
            return self._operates(value, depth)
        if value.kind == "subscript":
            return self._cuts(value)
        return value.kind == "call" and self._works(self._cell.facts.calls[value.call])

    def _operates(self, value: Value, depth: int) -> bool:
        """`x / 255`, and not `x / x.max()`, which changes nothing the second time."""
        if value.text not in _table().operators or len(value.parts) < 2:
            return False
        for part, other in (value.parts, value.parts[::-1]):
            is_worked = self._is_same(part) or (
                depth < _DEPTH and part.kind == "operation" and self.changes(part, depth + 1)
            )
            if is_worked and not self._mentions(other):
                return True
        return False

    def _works(self, call: Call) -> bool:
        method = call.function.text.rpartition(".")[2]
        if (method in _table().methods or method in _ALIKE) and self._owner(call):
            return _is_lasting(call) if method == "reset_index" else method not in _ALIKE or self._applies(call)
        if self._notebook.resolve(self._cell, call.function) not in _table().functions or not call.arguments:
            return False
        first = call.arguments[0]
        given = first.parts if first.kind in {"list", "tuple"} else call.arguments
        return any(self._is_same(each) for each in given)

    def _owner(self, call: Call) -> bool:
        """True for a method of the variable itself."""
        function = call.function
        if function.kind == "attribute":
            return self._is_same(function.parts[0])
        return self._binding.target is None and function.text.rpartition(".")[0] == self._binding.name

    def _applies(self, call: Call) -> bool:
        """`.apply(lambda x: x / 100)`."""
        given = call.arguments[0] if call.arguments else None
        if given is None or given.kind != "lambda" or not given.parts:
            return False
        body = given.parts[-1]
        if body.kind != "operation" or body.text not in _table().operators or len(body.parts) < 2:
            return False
        kinds = {body.parts[0].kind, body.parts[1].kind}
        return kinds == {"name", "number"}

    def _cuts(self, value: Value) -> bool:
        base, index = value.parts[0], value.parts[-1]
        is_own = self._is_same(base) or (self._binding.target is None and base.text == f"{self._binding.name}.iloc")
        if not is_own or index.kind != "slice" or index.line != index.end_line:
            return False
        line = self._cell.source.split("\n")[index.line - 1]
        return _CUTS.fullmatch(line[index.column : index.end_column]) is not None

    def _is_same(self, value: Value) -> bool:
        """True for what is assigned to, also converted on the way."""
        if value.kind == "call":
            call = self._cell.facts.calls[value.call]
            return call.function.text.rpartition(".")[2] in _table().forms and self._owner(call)
        target = self._binding.target
        if target is not None:
            return _are_alike(value, target)
        return value.kind == "name" and value.text == self._binding.name

    def _mentions(self, value: Value) -> bool:
        """True where an expression depends on the variable, or on what the cell computes: a rerun computes it anew."""
        return any(self._depends(each) for each in _inside(self._cell, value))

    def _depends(self, value: Value) -> bool:
        name = self._binding.name
        if value.kind != "name" or value.root == name:
            return value.root == name
        site = self._notebook.definition(self._cell, value)
        made = site.binding.value if site and site.cell is self._cell and site.binding.kind != "for" else None
        return made is not None and made.kind not in {"number", "string", "constant"}


def _is_lasting(call: Call) -> bool:
    """False for a new index that replaces the old one, which it may do again."""
    given = call.keyword("drop")
    return given is None or given.text != "True"


def _are_alike(one: Value, other: Value) -> bool:
    """Whether two expressions are written alike."""
    same = one.kind == other.kind and one.text == other.text and len(one.parts) == len(other.parts)
    return same and one.kind != "call" and all(map(_are_alike, one.parts, other.parts))


def _inside(cell: Cell, value: Value) -> Iterator[Value]:
    """A value and all that stands within it."""
    yield value
    parts = value.parts
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        parts = (call.function, *call.arguments, *[each.value for each in call.keywords])
    for part in parts:
        yield from _inside(cell, part)
