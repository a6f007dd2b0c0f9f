"""Where the values of a JSON text stand, so that some can be replaced and every other character stays.

Offsets count code points of the text. Values that nobody asks about are passed over by the JSON decoder itself.
`offsets` finds cells in bytes, faster, and gives up where a file is odd; here every text that Python decodes is read,
since something is written by what is found.
"""

from __future__ import annotations

import re
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_value = JSONDecoder().scan_once  # type: ignore[attr-defined]
_blank = re.compile(r"[ \t\n\r]*")
BYTE_ORDER_MARK = "\ufeff"


class Extent(NamedTuple):
    """The text of a value; the end exclusive."""

    start: int
    end: int


class Member(NamedTuple):
    """A key of a JSON object, its quotes included, and its value."""

    name: str
    key: Extent
    value: Extent


def root(text: str) -> Extent:
    """The one value that a JSON text holds."""
    start = _skip(text, 1 if text.startswith(BYTE_ORDER_MARK) else 0)
    return Extent(start, _end(text, start))


def members(text: str, start: int) -> tuple[Member, ...]:
    """The members of the object that begins at `start`, in order; empty where no object begins there."""
    return tuple(_members(text, start)) if text.startswith("{", start) else ()


def value_of(text: str, start: int, name: str) -> Extent | None:
    """The value of a member of the object at `start`; of several with the name the last, as decoders take it."""
    return next((each.value for each in reversed(members(text, start)) if each.name == name), None)


def items(text: str, start: int) -> tuple[Extent, ...]:
    """The items of the array that begins at `start`, in order; empty where no array begins there."""
    return tuple(_items(text, start)) if text.startswith("[", start) else ()


def _members(text: str, start: int) -> Iterator[Member]:
    position = _skip(text, start + 1)
    while text[position] != "}":
        name, after_key = scanstring(text, position + 1, True)  # noqa: FBT003 - the signature of the standard library
        value = _skip(text, _skip(text, after_key) + 1)
        end = _end(text, value)
        yield Member(name, Extent(position, after_key), Extent(value, end))
        position = _next(text, end)


def _items(text: str, start: int) -> Iterator[Extent]:
    position = _skip(text, start + 1)
    while text[position] != "]":
        end = _end(text, position)
        yield Extent(position, end)
        position = _next(text, end)


def _next(text: str, end: int) -> int:
    """Where the next item, or the closing bracket, begins."""
    position = _skip(text, end)
    return _skip(text, position + 1) if text[position] == "," else position


def _skip(text: str, position: int) -> int:
    found = _blank.match(text, position)
    return found.end() if found else position


def _end(text: str, start: int) -> int:
    end: int = _value(text, start)[1]
    return end
