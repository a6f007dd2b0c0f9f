"""A line of source as a terminal can show it: safe characters, known widths, and no longer than there is room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.markup.characters import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Shown", "show", "visible", "window"]

_TAB = "    "


class Shown(NamedTuple):
    """A line as one piece of text per code point, and the column (from 0) where each is shown; one more for the end."""

    pieces: Sequence[str]
    columns: Sequence[int]

    def at(self, column: int) -> int:
        """Where a code point is shown; those behind the end stand at the end."""
        return self.columns[min(max(column, 0), len(self.columns) - 1)]


def show(line: str) -> Shown:
    """The line with tabs as spaces, and with what steers a terminal (control and direction characters) as pictures."""
    if line.isascii() and line.isprintable():
        return Shown(line, range(len(line) + 1))
    pieces = [_TAB if character == "\t" else visible(character) for character in line]
    columns = [0]
    for piece in pieces:
        columns.append(columns[-1] + sum(map(_width, piece)))
    return Shown(pieces, columns)


def _width(character: str) -> int:
    """How many columns a character takes: none for combining marks, two for wide ones (Unicode annex 11)."""
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - a megabyte that plain text does without

    if category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def window(shown: Shown, start: int, room: int) -> tuple[str, int]:
    """The part of a line that fits into `room` columns and holds the column `start`, and how far it moved left."""
    if shown.columns[-1] <= room:
        return "".join(shown.pieces), 0
    first = start - room // 3 if start > room * 2 // 3 else 0
    places = range(bisect_left(shown.columns, first + bool(first)), bisect_right(shown.columns, first + room - 1) - 1)
    kept = "".join(shown.pieces[place] for place in places)
    more = "" if places.stop >= len(shown.pieces) else "…"
    if not first:
        return kept + more, 0
    gap = shown.columns[places.start] - first - 1
    return "…" + " " * gap + kept + more, first
