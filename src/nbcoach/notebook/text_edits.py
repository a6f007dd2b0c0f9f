"""Applies the text edits of one cell together: found by line and column, checked, and put in from the end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import NbcoachError, StaleEditError
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nbcoach.notebook.edit import TextEdit
    from nbcoach.notebook.model import Span

_LINE_BREAK = regex(r"\r\n|\r|\n")
_CURE = "Read the notebook again and ask for the change anew."


class ConflictingEditsError(NbcoachError):
    """Two edits change the same text, so that only one of them can be applied."""


class _Change(NamedTuple):
    """Offsets in code points, the end exclusive."""

    start: int
    end: int
    new: str


def edited_text(source: str, edits: Iterable[TextEdit]) -> str:
    """The source of a cell after all its edits; every position is one of the given source.

    Raises:
        StaleEditError: A place does not exist or does not hold the old text.
        ConflictingEditsError: Two edits overlap.
    """
    lines = _lines(source)
    changes = sorted((_change(source, lines, each) for each in edits), key=lambda change: change[:2])
    for first, second in pairwise(changes):
        if second.start < first.end:
            raise ConflictingEditsError(
                f"Two changes overlap: {source[first.start : first.end]!r} and {source[second.start : second.end]!r}.",
                "Apply one, read the notebook again, and ask for the other.",
            )
    return _replaced(source, changes)


def text_at(source: str, span: Span) -> str:
    """What stands in a range of a source whose lines end in line feeds."""
    lines = source.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column]
    return "\n".join([lines[0][span.column :], *lines[1:]])


def same_text(one: str, other: str) -> bool:
    """True where two sources differ at most in how they end their lines."""
    return one == other or _LINE_BREAK.sub("\n", one) == _LINE_BREAK.sub("\n", other)


def _replaced(source: str, changes: Sequence[_Change]) -> str:
    pieces, position = [], 0
    for change in changes:
        pieces += [source[position : change.start], change.new]
        position = change.end
    return "".join([*pieces, source[position:]])


def _change(source: str, lines: Sequence[tuple[int, int]], edit: TextEdit) -> _Change:
    start = _offset(lines, edit.cell, edit.line, edit.column)
    end = _offset(lines, edit.cell, edit.end_line, edit.end_column)
    if start > end or not same_text(source[start:end], edit.old):
        raise StaleEditError(
            f"Cell {edit.cell + 1}, line {edit.line}, column {edit.column} does not hold {_short(edit.old)} any more.",
            _CURE,
        )
    return _Change(start, end, edit.new.replace("\n", "\r\n") if _is_dos(source) else edit.new)


def _offset(lines: Sequence[tuple[int, int]], cell: int, line: int, column: int) -> int:
    if not 1 <= line <= len(lines) or not 0 <= column <= lines[line - 1][1] - lines[line - 1][0]:
        raise StaleEditError(f"Cell {cell + 1} has no line {line}, column {column} any more.", _CURE)
    return lines[line - 1][0] + column


def _lines(source: str) -> list[tuple[int, int]]:
    """Start and end of each line, its line break left out."""
    breaks = list(_LINE_BREAK.finditer(source))
    starts = [0, *(found.end() for found in breaks)]
    return list(zip(starts, [*(found.start() for found in breaks), len(source)], strict=True))


def _is_dos(source: str) -> bool:
    return "\r\n" in source and source.count("\r\n") == source.count("\n")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
