"""What may differ and still be equal: the table of how values are compared, by type, and the words for what differs."""

from __future__ import annotations

import math
import re
from typing import Any, Callable, Iterator, NamedTuple

_ADDRESS = re.compile(r"\b0x[0-9A-Fa-f]+")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\b")
_DURATION = re.compile(r"\b\d+(?:\.\d+)?(?:e-?\d+)? ?(?:ns|µs|us|ms|s|sec|secs|seconds|min|minutes)\b")
_KERNEL = re.compile(r"ipykernel_\d+")
_LONGEST = 200


class Difference(NamedTuple):
    """`kind` names what differs (type, value, dtype, shape, …), `where` the way to it from the name."""

    kind: str
    left: str
    right: str
    where: str


class Comparison:
    """One comparison: how close numbers must be, and which pairs are under way (values may contain themselves)."""

    def __init__(self, tolerance: float) -> None:
        self.tolerance = tolerance
        self._under_way: dict[tuple[int, int], tuple[Any, Any]] = {}

    def differ(self, left: Any, right: Any, where: str) -> Iterator[Difference]:
        if left is right:
            return
        if type(left) is not type(right) and name_of(type(left)) != name_of(type(right)):
            yield Difference("type", name_of(type(left)), name_of(type(right)), where)
            return
        pair = (id(left), id(right))
        if pair in self._under_way:
            return
        self._under_way[pair] = (left, right)
        try:
            for difference in way_of(type(left))(self, left, right, where):
                yield difference
        except Exception as error:
            problem = "%s: %s" % (type(error).__name__, error)
            if steady(shown(left)) != steady(shown(right)):
                yield Difference("not comparable", shown(left), "%s (%s)" % (shown(right), problem[:_LONGEST]), where)

    def are_close(self, left: float, right: float) -> bool:
        if left == right or (left != left and right != right):
            return True
        return math.isclose(left, right, rel_tol=self.tolerance, abs_tol=self.tolerance)


Way = Callable[[Comparison, Any, Any, str], Iterator[Difference]]
WAYS: dict[str, Way] = {}
_KNOWN: dict[type, Way] = {}


def compares(*names: str) -> Callable[[Way], Way]:
    """Registers how values of the types so named, and of their children, are compared."""

    def register(way: Way) -> Way:
        for name in names:
            WAYS[name] = way
        return way

    return register


def way_of(kind: type) -> Way:
    if kind not in _KNOWN:
        lineage = [WAYS[name_of(ancestor)] for ancestor in kind.__mro__ if name_of(ancestor) in WAYS]
        _KNOWN[kind] = lineage[0]
    return _KNOWN[kind]


def name_of(kind: Any) -> str:
    return "%s.%s" % (getattr(kind, "__module__", "?"), getattr(kind, "__qualname__", kind))


def steady(text: str) -> str:
    """A text without what changes from run to run: addresses, moments, durations, process numbers."""
    for pattern in (_ADDRESS, _MOMENT, _CLOCK, _DURATION, _KERNEL):
        text = pattern.sub("~", text)
    return text


def shown(value: Any) -> str:
    """A short text of a value for people."""
    try:
        text = repr(value)
    except Exception:
        text = "<%s>" % name_of(type(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def unequal(left: Any, right: Any, where: str, kind: str = "value") -> list[Difference]:
    return [] if left == right else [Difference(kind, shown(left), shown(right), where)]
