"""The lines of source around a finding, numbered, with what was found underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Span
from nbcoach.reports.text_line import Shown, show, window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AROUND = 2
_LONGEST = 7
"""Lines of a finding that are shown; of a longer one the middle is left out."""


def excerpt(
    source: str, span: Span, room: int, gutter: Callable[[str], str], mark: Callable[[str], str]
) -> Iterator[str]:
    """The lines of an excerpt, without line breaks.

    Args:
        source: The cell's source.
        span: What to underline; it may lie outside of the source, if a check is wrong.
        room: How many columns there are.
        gutter: Colours line numbers and bars.
        mark: Colours underlines.
    """
    lines = source.split("\n")
    span = _inside(span, lines)
    first, last = _bounds(span, lines)
    digits = len(str(last))
    bar = gutter(f"{' ' * digits} |")
    room = max(room - digits - 6, 20)
    yield bar
    is_long = span.end_line > span.line
    body = _several(lines, span, room, mark) if is_long else _one(lines[span.line - 1], span, room, mark)
    for number in range(first, span.line):
        yield _numbered(number, digits, _plain(lines[number - 1], room, is_long=is_long), gutter)
    for number, text in body:
        yield _numbered(number, digits, text, gutter)
    for number in range(span.end_line + 1, last + 1):
        yield _numbered(number, digits, _plain(lines[number - 1], room, is_long=is_long), gutter)
    yield bar


def _inside(span: Span, lines: list[str]) -> Span:
    """The span, drawn into the source."""
    line = min(max(span.line, 1), len(lines))
    end_line = min(max(span.end_line, line), len(lines))
    return Span(line, max(span.column, 0), end_line, max(span.end_column, 0))


def _bounds(span: Span, lines: list[str]) -> tuple[int, int]:
    """The first and last line to show, blank ones at the ends left out."""
    first, last = max(span.line - _AROUND, 1), min(span.end_line + _AROUND, len(lines))
    while first < span.line and not lines[first - 1].strip():
        first += 1
    while last > span.end_line and not lines[last - 1].strip():
        last -= 1
    return first, last


def _numbered(number: int, digits: int, text: str, gutter: Callable[[str], str]) -> str:
    if number < 0:
        return gutter("...")
    label = number or ""
    return f"{gutter(f'{label:>{digits}} |')} {text}".rstrip()


def _plain(line: str, room: int, *, is_long: bool) -> str:
    return ("  " if is_long else "") + window(show(line), 0, room)[0]


def _one(line: str, span: Span, room: int, mark: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """A line and its underline; 0 stands for a line without a number."""
    shown = show(line)
    start = shown.at(span.column)
    text, moved = window(shown, start, room)
    end = min(max(shown.at(span.end_column), start + 1) - moved, room)
    yield span.line, text
    yield 0, " " * (start - moved) + mark("^" * max(end - (start - moved), 1))


def _several(lines: list[str], span: Span, room: int, mark: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """The lines of a long finding, with a bar at their left from its first character to its last."""
    first = show(lines[span.line - 1])
    begins_line = not lines[span.line - 1][: span.column].strip()
    yield span.line, f"{mark('/') if begins_line else ' '} {window(first, 0, room)[0]}"
    if not begins_line:
        yield 0, " " + mark("_" * (_within(first, span.column, room) + 1) + "^")
    shown = range(span.line + 1, span.end_line + 1)
    for number in shown:
        if len(shown) < _LONGEST or number - span.line <= _AROUND or number == span.end_line:
            yield number, f"{mark('|')} {window(show(lines[number - 1]), 0, room)[0]}"
        elif number == span.end_line - 1:
            yield -1, ""
    last = show(lines[span.end_line - 1])
    yield 0, mark("|" + "_" * max(_within(last, span.end_column, room), 1) + "^")


def _within(shown: Shown, column: int, room: int) -> int:
    return min(shown.at(column), room)
