"""Takes names of checks out of the comments that switch them off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.notebook.edit import TextEdit

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbcoach.checking.suppress import Directive
    from nbcoach.notebook import Cell
    from nbcoach.notebook.edit import Edit

_REASON = re.compile(r"[ \t]*(?:--[^#]*)?(?P<next>#.*)?")
_HTML = re.compile(r"[ \t]*-->")
_LINK = re.compile(r"[ \t]*\[[^\]\n]*\]:[ \t]*(?:#|<>)[ \t]*[(\"']")


def without(cell: Cell, wish: Directive, names: Collection[str]) -> tuple[Edit, ...] | None:
    """The edit that takes names out of a comment, and the comment where none is left; None for a tag, and where more
    than a reason stands in the comment.
    """
    if wish.span is None or wish.span.line != wish.span.end_line:
        return None
    line = cell.source.split("\n")[wish.span.line - 1]
    left = [name for name in wish.checks if name not in names]
    if left:
        start, end = line.index("[", wish.span.column) + 1, line.index("]", wish.span.column)
        return (_edit(cell, wish.span.line, start, end, ", ".join(left)),)
    place = _comment(line, wish) if cell.kind == "code" else _markdown_comment(line, wish)
    return (_removed(cell, wish.span.line, *place),) if place else None


def _comment(line: str, wish: Directive) -> tuple[int, int] | None:
    """From where to where a comment is to be removed from its line; another comment behind it stays."""
    column = wish.span.column if wish.span else 0
    match = _REASON.fullmatch(line, line.index("]", column) + 1)
    if not match:
        return None
    before = line[:column]
    if match["next"]:
        return column, match.start("next")
    return len(before.rstrip()), len(line)


def _markdown_comment(line: str, wish: Directive) -> tuple[int, int] | None:
    """The same for a comment in a text cell, which must hold nothing else and begin and end on the line."""
    start, end = (wish.span.column, wish.span.end_column) if wish.span else (0, 0)
    before, behind = line[:start].rstrip(), _HTML.match(line, end)
    if before.endswith("<!--") and behind:
        return len(before) - len("<!--"), behind.end()
    is_link = _LINK.fullmatch(line, 0, start) and re.fullmatch(r"[)\"'][ \t]*", line[end:])
    return (0, len(line)) if is_link else None


def _removed(cell: Cell, number: int, start: int, end: int) -> Edit:
    """The edit that takes out a part of a line, and the line with it where nothing is left of it."""
    lines = cell.source.split("\n")
    line = lines[number - 1]
    if (line[:start] + line[end:]).strip() or len(lines) == 1:
        return _edit(cell, number, start, end, "")
    if number < len(lines):
        return TextEdit(cell.index, number, 0, number + 1, 0, f"{line}\n", "")
    above = lines[number - 2]
    return TextEdit(cell.index, number - 1, len(above), number, len(line), f"\n{line}", "")


def _edit(cell: Cell, number: int, start: int, end: int, new: str) -> Edit:
    old = cell.source.split("\n")[number - 1][start:end]
    return TextEdit(cell.index, number, start, number, end, old, new)
