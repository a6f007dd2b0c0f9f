"""Which of some marked values stand behind a value: through names, containers, stores and functions of the notebook.

`Ancestry` walks back from one value and tells everything behind it; this answers the same narrow question for many
values of a notebook, each binding followed once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Call, Value

_NOTHING: frozenset[Place] = frozenset()
_FILLING = frozenset({"append", "extend", "insert", "add", "update", "setdefault", "appendleft", "put", "add_row"})
_ENDING = frozenset({"len", "type", "range", "isinstance", "id", "hash", "keys", "nunique", "ndim", "dtype"})
"""What is made from a value by these says nothing of it any more."""
CHOOSING = frozenset({"argmax", "argmin", "argsort", "idxmax", "idxmin", "index"})
"""These tell which one it is, no longer how large."""
_APPLYING = frozenset({"apply", "agg", "map", "pipe", "applymap"})
_SETTING = regex(r"params?(?:_\w+)?$|rank_test_\w+$|(?:mean|std)_(?:fit|score)_time$")
_DEPTH = 60


class Reach:
    """Follows marked values forward, by looking back from where they may have arrived.

    Args:
        notebook: The notebook whose values are followed.
        marks: True for a call, or a chain of names, that is followed.
        ends: Last names of further calls that nothing is followed through.
    """

    def __init__(
        self, notebook: Notebook, marks: Callable[[Cell, Value], bool], ends: frozenset[str] = frozenset()
    ) -> None:
        self._notebook = notebook
        self._marks = marks
        self._ends = _ENDING | ends
        self._known: dict[Place, frozenset[Place]] = {}
        self._open: set[Place] = set()

    def behind(self, cell: Cell, *values: Value, depth: int = 0) -> frozenset[Place]:
        """The places of the marked values that stand behind some values of a cell, themselves included."""
        found = _NOTHING
        for value in values:
            found |= self._value(cell, value, depth)
        return found

    def behind_call(self, cell: Cell, call: Call, depth: int = 0) -> frozenset[Place]:
        """What stands behind the receiver and the arguments of a call."""
        return self.behind(cell, call.function, *given(call), depth=depth + 1)

    def _value(self, cell: Cell, value: Value, depth: int) -> frozenset[Place]:
        if depth > _DEPTH or value.kind in {"string", "number", "constant", "compare", "lambda", "shell"}:
            return _NOTHING
        if value.kind == "call":
            return self._call(cell, value, depth)
        if value.kind == "name":
            if self._marks(cell, value):
                return frozenset({Place(cell.index, value.at)})
            return self._name(cell, value, depth)
        return self.behind(cell, *_passing(value), depth=depth + 1)

    def _call(self, cell: Cell, value: Value, depth: int) -> frozenset[Place]:
        call = cell.facts.calls[value.call]
        place = Place(cell.index, call.at)
        known = self._known.get(place)
        if known is not None:
            return known
        if self._marks(cell, value):
            found = frozenset({place})
        elif call.function.text.rpartition(".")[2] in self._ends:
            found = _NOTHING
        else:
            found = self.behind_call(cell, call, depth) | self._returned(cell, call, depth)
            found |= self._applied(cell, call, depth)
        self._known[place] = found
        return found

    def _applied(self, cell: Cell, call: Call, depth: int) -> frozenset[Place]:
        """What stands behind the results of a function written out in `groups.apply(lambda group: …)`."""
        if call.function.text.rpartition(".")[2] not in _APPLYING:
            return _NOTHING
        bodies = [part for each in call.arguments if each.kind == "lambda" for part in each.parts]
        return self.behind(cell, *bodies, depth=depth + 1)

    def _returned(self, cell: Cell, call: Call, depth: int) -> frozenset[Place]:
        """What stands behind the results of a function of the notebook, or of a method of its classes."""
        if call.function.kind != "name" or "." in call.function.text:
            return self._returned_by_method(cell, call, depth)
        site = self._notebook.definition(cell, call.function)
        if site is None or site.binding.kind != "def":
            return _NOTHING
        return self._once(site.place, lambda: self._results(site, depth + 1))

    def _returned_by_method(self, cell: Cell, call: Call, depth: int) -> frozenset[Place]:
        site = self._notebook.site(cell, call)
        owner, _, method = site.name.removeprefix("__main__.").partition("().") if site else ("", "", "")
        if site is None or not method or not site.name.startswith("__main__."):
            return _NOTHING
        found = _NOTHING
        for held in self._notebook.returned_by(owner, method):
            found |= self._put_in(held.cell, held.value, depth + 1)
        return found

    def _results(self, site: BindingSite, depth: int) -> frozenset[Place]:
        facts = site.cell.facts
        found = _NOTHING
        for statement in facts.statements:
            if statement.kind == "return" and statement.value is not None:
                block = facts.blocks[facts.scope(statement.block)]
                if block.kind == "function" and block.text == site.binding.name:
                    found |= self._value(site.cell, statement.value, depth)
        return found

    def _name(self, cell: Cell, value: Value, depth: int) -> frozenset[Place]:
        site = self._notebook.definition(cell, value)
        if site is None or site.binding.kind in {"import", "def", "class"}:
            return _NOTHING
        found = self._once(site.place, lambda: self._bound(site, depth + 1))
        for each, filled in self._filled.get((site.binding.name, *site.place), ()):
            found |= self._put_in(each, filled, depth + 1)
        return found

    def _put_in(self, cell: Cell, value: Value, depth: int) -> frozenset[Place]:
        return self._once(Place(cell.index, value.at), lambda: self._value(cell, value, depth))

    def _once(self, place: Place, find: Callable[[], frozenset[Place]]) -> frozenset[Place]:
        """The answer for a binding, found once; nothing while it is being looked for."""
        known = self._known.get(place)
        if known is not None:
            return known
        if place in self._open:
            return _NOTHING
        self._open.add(place)
        found = find()
        self._open.discard(place)
        self._known[place] = found
        return found

    def _bound(self, site: BindingSite, depth: int) -> frozenset[Place]:
        if site.binding.kind == "parameter":
            return self._argument(site, depth)
        return self._value(site.cell, site.binding.value, depth) if site.binding.value is not None else _NOTHING

    def _argument(self, site: BindingSite, depth: int) -> frozenset[Place]:
        """What the callers of a function give for a parameter."""
        facts = site.cell.facts
        block = facts.blocks[facts.scope(site.binding.block)]
        if block.kind != "function":
            return _NOTHING
        names = [each.name for each in facts.bindings if each.kind == "parameter" and each.block == site.binding.block]
        position = names.index(site.binding.name)
        found = _NOTHING
        for caller in self._callers.get(block.text, ()):
            value = caller.argument(position, site.binding.name)
            if value is not None:
                found |= self._value(caller.cell, value, depth)
        return found

    @cached_property
    def _callers(self) -> dict[str, list[CallSite]]:
        table: dict[str, list[CallSite]] = {}
        for site in self._notebook.calls:
            if site.name.startswith("__main__.") and site.name.count(".") == 1:
                table.setdefault(site.method, []).append(site)
        return table

    @cached_property
    def _filled(self) -> dict[tuple[str, int, int], list[tuple[Cell, Value]]]:
        """What is put into a container or frame after it was bound, by the binding."""
        table: dict[tuple[str, int, int], list[tuple[Cell, Value]]] = {}
        for cell, name, value in self._fillings():
            site = self._notebook.definition(cell, name)
            if site is not None:
                table.setdefault((site.binding.name, *site.place), []).append((cell, value))
        return table

    def _fillings(self) -> Iterator[tuple[Cell, Value, Value]]:
        for site in self._notebook.calls:
            function = site.call.function
            if function.kind == "name" and site.method in _FILLING and function.text.count(".") == 1:
                for value in given(site.call):
                    yield site.cell, function, value
            elif function.kind == "attribute" and site.method in _FILLING and function.parts:
                base = _base(function.parts[0])
                for value in given(site.call) if base is not None else ():
                    yield site.cell, base, value  # type: ignore[misc]
        for each in self._notebook.bindings:
            if each.binding.kind == "item" and each.binding.value is not None and each.binding.target is not None:
                base = _base(each.binding.target)
                if base is not None:
                    yield each.cell, base, each.binding.value


def given(call: Call) -> tuple[Value, ...]:
    """The values that a call is given, by position and by keyword."""
    return (*call.arguments, *[keyword.value for keyword in call.keywords])


def _base(value: Value) -> Value | None:
    """The name that an item belongs to: `rows` of `rows["a"][0]`."""
    while value.kind in {"subscript", "attribute"} and value.parts:
        value = value.parts[0]
    return value if value.kind == "name" else None


def _picks_settings(index: Value) -> bool:
    """True for columns that tell how something was searched, not how well: `table[["param_C", "rank_test_score"]]`."""
    columns = index.parts if index.kind == "list" else (index,)
    return bool(columns) and all(each.kind == "string" and _SETTING.match(each.text) for each in columns)


def _passing(value: Value) -> tuple[Value, ...]:
    """The parts of a value that go into what it is."""
    if value.kind == "subscript":
        return () if _picks_settings(value.parts[1]) else value.parts[:1]
    if value.kind == "conditional":
        return value.parts[1:]
    if value.kind == "comprehension":
        return value.parts[: 2 if value.text == "dict" else 1]
    return value.parts
