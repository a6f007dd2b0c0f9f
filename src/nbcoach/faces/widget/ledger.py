"""Remembers which fitted models a namespace held, and tells which were fitted since the last look."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.faces.widget.fitted import LIBRARIES, Reader, State, described, reader_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SMALL = 16  # items of a list, tuple or dictionary that are looked at: `models = {"forest": …}`
_MANY_TYPES = 2_000  # a notebook that defines classes in a loop must not fill the memory
_CONTAINERS = frozenset({list, tuple, dict})
_NOT_THEIRS = frozenset({"In", "Out"})  # IPython's history of what was typed and displayed
_Marks = dict[str, object]


class Fitted(NamedTuple):
    """A fitted model: the name that holds it (empty for a value that was only displayed), and its class."""

    variable: str
    kind: str


class Ledger:
    """Compares fitted state by identity from look to look; holds no model and no array alive."""

    def __init__(self) -> None:
        self._readers: dict[type, Reader] = {}
        self._plain: set[type] = set()
        self._seen: dict[int, tuple[weakref.ref[Any], _Marks]] = {}

    def changes(self, namespace: Mapping[str, Any], displayed: object = None) -> list[Fitted]:
        """The models that were fitted, or fitted again, since the last call; parts of others are left out."""
        if not any(library in sys.modules for library in LIBRARIES):
            return []
        found: dict[int, tuple[str, Any]] = {}
        parts: set[int] = set()
        for name, value, reader in self._candidates(namespace, displayed):
            state = _state(reader, value)
            if state is not None and id(value) not in found and self._is_news(value, state):
                found[id(value)] = (name, value)
                parts.update(map(id, state.values()))
        return [Fitted(name, described(value)) for key, (name, value) in found.items() if key not in parts]

    def _candidates(self, namespace: Mapping[str, Any], displayed: object) -> Iterator[tuple[str, Any, Reader]]:
        """What a name holds directly or in a small container; names with an underscore are IPython's.

        A list whose first item is no model is taken for a list of such items.
        """
        plain = self._plain
        for name, value in list(namespace.items()):
            kind = type(value)
            if kind in plain or name[:1] == "_" or name in _NOT_THEIRS:
                continue
            if kind in _CONTAINERS:
                if 0 < len(value) <= _SMALL and not (kind is list and type(value[0]) in plain):
                    yield from self._within(name, value)
            elif reader := self._reader_for(kind):
                yield name, value, reader
        if reader := self._reader_for(type(displayed)):
            yield "", displayed, reader

    def _within(self, name: str, container: Any) -> Iterator[tuple[str, Any, Reader]]:
        for key, value in list(container.items()) if type(container) is dict else enumerate(container):
            if reader := self._reader_for(type(value)):
                yield f"{name}[{key!r}]", value, reader

    def _reader_for(self, kind: type) -> Reader | None:
        if kind in self._plain:
            return None
        if kind not in self._readers:
            self._learn(kind)
        return self._readers.get(kind)

    def _learn(self, kind: type) -> None:
        if len(self._plain) > _MANY_TYPES:
            self._plain.clear()
        reader = reader_of(kind)
        if reader:
            self._readers[kind] = reader
        else:
            self._plain.add(kind)

    def _is_news(self, value: Any, state: State) -> bool:
        key = id(value)
        reference, marks = self._seen.get(key, (None, {}))
        known = reference is not None and reference() is value
        if known and all(_same(marks[name], state[name]) for name in marks.keys() & state.keys()):
            return False
        marks = {name: _mark(each) for name, each in state.items()}
        self._seen[key] = (weakref.ref(value, lambda _: self._seen.pop(key, None)), marks)
        return True


def _state(reader: Reader, value: Any) -> State | None:
    try:
        return reader(value)
    except Exception:  # noqa: BLE001 - an object of any library, half-built or closed, may raise anything
        return None


def _mark(value: object) -> object:
    """What tells a value from its successor without keeping it: itself if plain, else a weak reference or id."""
    if isinstance(value, (int, float, str)):
        return value
    try:
        return weakref.ref(value)
    except TypeError:
        return _Identity(id(value))


class _Identity(int):
    """The `id` of a value that takes no weak reference, told apart from a plain number."""


def _same(mark: object, value: object) -> bool:
    if isinstance(mark, weakref.ref):
        return mark() is value
    if isinstance(mark, _Identity):
        return mark == id(value)
    return mark == value
