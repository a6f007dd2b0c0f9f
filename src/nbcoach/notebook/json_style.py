"""How a notebook's file writes JSON, learned from the text around a place, so that new text looks like the old."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.notebook.regex import regex
from nbcoach.notebook.scan import BYTE_ORDER_MARK, Extent, items, members

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW = tuple(f"00{digit}" for digit in "01234567")
"""How the escapes of ASCII characters begin."""
_LONGEST = 64
"""Backslashes in a row that are counted."""
_SURROGATE = regex("[\ud800-\udfff]")


class Gaps(NamedTuple):
    """The text between the brackets of a container and its items: after the first, between two, before the last."""

    opening: str
    between: str
    closing: str


class Style(NamedTuple):
    """How one file is written.

    `ascii` tells whether characters beyond ASCII are escaped; `line` is the line break, `unit` one step of
    indentation, both empty for a file without them; `comma` and `colon` are the separators within one line.
    """

    ascii: bool
    line: str
    unit: str
    comma: str
    colon: str

    def text(self, value: Any, indent: str) -> str:
        """A value as JSON that begins on a line indented by `indent`."""
        if not self.line:
            return escaped(value, ascii_only=self.ascii, separators=(self.comma, self.colon))
        made = escaped(value, ascii_only=self.ascii, separators=(",", self.colon), indent=self.unit)
        return made.replace("\n", self.line + indent)

    def gaps(self, indent: str) -> Gaps:
        """The gaps of a container that begins on a line indented by `indent`."""
        if not self.line:
            return Gaps("", self.comma, "")
        inner = self.line + indent + self.unit
        return Gaps(inner, "," + inner, self.line + indent)


def style_of(text: str, start: int) -> Style:
    """The style of the object that begins at `start`, which has at least one member."""
    first, *others = members(text, start)
    opening = text[start + 1 : first.key.start]
    colon = text[first.key.end : first.value.start]
    comma = text[first.value.end : others[0].key.start] if others else ", "
    line = line_break(opening)
    unit = indentation(opening).removeprefix(indent_at(text, start)) if line else ""
    return Style(_is_ascii(text), line, unit, "," if line else comma, colon)


def gaps_of(text: str, container: Extent, found: Sequence[Extent], default: Gaps) -> Gaps:
    """The gaps of a container with these items; what it has none of is taken from the default."""
    if not found:
        return default
    opening = text[container.start + 1 : found[0].start]
    closing = text[found[-1].end : container.end - 1]
    if len(found) > 1:
        return Gaps(opening, text[found[0].end : found[1].start], closing)
    if line_break(opening):
        return Gaps(opening, "," + opening, closing)
    return Gaps(opening, ", " if line_break(default.between) else default.between, closing)


def list_text(text: str, place: Extent, new: Sequence[str], style: Style) -> str:
    """An array of strings at a place of the text: items that stay keep their characters, the others its style."""
    old = items(text, place.start)
    values = [json.loads(text[each.start : each.end]) for each in old]
    gaps = gaps_of(text, place, old, style.gaps(indent_at(text, place.start)))
    head = _shared(values, new)
    tail = _shared(values[head:][::-1], list(new[head:])[::-1])
    middle = [escaped(each, ascii_only=style.ascii) for each in new[head : len(new) - tail]]
    written = [_run(text, old[:head]), *middle, _run(text, old[len(old) - tail :])]
    made = gaps.between.join(filter(None, written))
    return f"[{gaps.opening}{made}{gaps.closing}]" if made else "[]"


def escaped(value: Any, *, ascii_only: bool, **layout: Any) -> str:
    """JSON in which at least what no file can hold, lone surrogates, is escaped."""
    made = json.dumps(value, ensure_ascii=ascii_only, **layout)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


def indent_at(text: str, position: int) -> str:
    """The white space at the start of the line on which a position stands."""
    start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
    return text[start : start + len(text[start:position]) - len(text[start:position].lstrip(" \t"))]


def line_break(gap: str) -> str:
    return next((each for each in ("\r\n", "\n", "\r") if each in gap), "")


def indentation(gap: str) -> str:
    return re.split(r"[\r\n]", gap)[-1]


def _run(text: str, found: Sequence[Extent]) -> str:
    """The text of neighbouring items with what stands between them."""
    return text[found[0].start : found[-1].end] if found else ""


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at the start are equal."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_ascii(text: str) -> bool:
    """True where characters beyond ASCII are written as escapes."""
    if not text.removeprefix(BYTE_ORDER_MARK).isascii():
        return False
    position = text.find("\\u")
    while position >= 0:
        code = text[position + 2 : position + 6]
        if not code.startswith(_NARROW) and _is_escape(text, position):
            return True
        position = text.find("\\u", position + 2)
    return False


def _is_escape(text: str, position: int) -> bool:
    """True where the backslash at a position is not itself escaped by the ones before it."""
    before = text[max(0, position - _LONGEST) : position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 0
