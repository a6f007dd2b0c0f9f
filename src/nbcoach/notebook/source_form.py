"""A cell's source as its file has it: one string or a list of lines, under `source` or (nbformat 3) `input`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def source_key(cell: Any) -> str:
    """The key that holds the source; empty for what has none that could be edited."""
    if not isinstance(cell, dict):
        return ""
    key = next((each for each in ("source", "input") if each in cell), "")
    return key if key and is_source(cell[key]) else ""


def is_source(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def joined(cell: Any) -> str:
    """The source as one text, empty where there is none."""
    key = source_key(cell)
    if not key:
        return ""
    source = cell[key]
    return source if isinstance(source, str) else "".join(source)


def relined(old: str | list[str], new: str) -> str | list[str]:
    """The new text in the form of the old source; lines of a list that stay are the old lines, however cut."""
    if isinstance(old, str):
        return new
    before = _leading(old, new)
    start = sum(map(len, old[:before]))
    after = _trailing(old[before:], new[start:])
    end = len(new) - sum(map(len, old[len(old) - after :]))
    return [*old[:before], *new[start:end].splitlines(keepends=True), *old[len(old) - after :]]


def _leading(old: Sequence[str], new: str) -> int:
    """How many of the old lines, each with its line break, begin the new text."""
    position = 0
    for count, line in enumerate(old):
        if not (line.endswith("\n") and new.startswith(line, position)):
            return count
        position += len(line)
    return len(old)


def _trailing(old: Sequence[str], new: str) -> int:
    """How many of the old lines end the new text, from the start of a line on."""
    position, best = len(new), 0
    for count, line in enumerate(reversed(old), 1):
        if not line or not new.endswith(line, 0, position):
            return best
        position -= len(line)
        if position == 0 or new[position - 1] == "\n":
            best = count
    return best
