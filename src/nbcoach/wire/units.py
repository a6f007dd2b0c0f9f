"""Columns in UTF-16 units, as browsers count, from columns in code points, as Python counts."""

from __future__ import annotations

_LARGEST_SINGLE = 0xFFFF


def utf16_column(line: str, column: int) -> int:
    """The UTF-16 units before the code point at `column` (from 0) of one line of text.

    A column behind the end of the line keeps its distance to it.
    """
    if line.isascii():
        return column
    return column + sum(ord(character) > _LARGEST_SINGLE for character in line[:column])
