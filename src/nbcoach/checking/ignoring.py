"""Where a wish to pass over a check can stand: at the line, above the cell, or on the cell as a tag.

A comment is put where it takes effect: each place is tried out, and counts if the cell still reads as before and the
comment is understood there. A line that a magic or the shell takes as it is gets none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from nbcoach.checking.suppress import tag_of, wishes_of
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.facts import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.suppress import Directive
    from nbcoach.notebook import Cell
    from nbcoach.notebook.model import Span

_PYTHON = frozenset({"%%time", "%%timeit", "%%capture", "%%prun", "%%python", "%%python3", "%%bash", "%%sh"})
"""Magics below which a number sign begins a comment."""


class Ignoring(NamedTuple):
    """How a cell comes to pass over a check: by an edit of its text, or where there is no room for it by a tag."""

    edit: TextEdit | None
    tag: str | None


def ignoring(cell: Cell, check: str, reason: str, lines: tuple[int, int] | None) -> Ignoring:
    """The comment that covers a finding, or the tag.

    Args:
        cell: The cell that holds it.
        check: The check's name.
        reason: Why, in words; line breaks become spaces.
        lines: The first and last line of the finding, from 1; None where it is about the whole cell.
    """
    if cell.kind == "code":
        reason = " ".join(reason.split())
        for edit in (*_at_lines(cell, check, reason, lines), *_above(cell, check, reason)):
            if _holds(cell, check, edit, lines):
                return Ignoring(edit, None)
    return Ignoring(None, tag_of(check))


def _at_lines(cell: Cell, check: str, reason: str, lines: tuple[int, int] | None) -> Iterator[TextEdit]:
    """Comments at the lines of a finding: one that is there and names a check more, else a new one at a line's end."""
    if lines is None:
        return
    source = cell.source.split("\n")
    numbers = [number for number in range(min(lines[1], len(source)), lines[0] - 1, -1) if number > 0]
    taken = {line for magic in cell.facts.magics for line in range(magic.line, magic.end_line + 1)}
    for wish in wishes_of(cell):
        if wish.covers == "line" and wish.span and wish.span.line in numbers:
            yield _extended(cell, wish, wish.span, (check, reason))
    for number in numbers:
        line = source[number - 1]
        if number not in taken and line.strip():
            end = len(line.rstrip())
            yield TextEdit(cell.index, number, end, number, len(line), line[end:], f"  {_comment(check, reason)}")


def _above(cell: Cell, check: str, reason: str) -> Iterator[TextEdit]:
    """A comment at the top of the cell, below the magic of the whole cell: at the one that is there, or a new one."""
    for wish in wishes_of(cell):
        if wish.covers == "cell" and wish.span:
            yield _extended(cell, wish, wish.span, (check, reason))
    first, _, rest = cell.source.partition("\n")
    if not first.startswith("%%"):
        yield TextEdit(cell.index, 1, 0, 1, 0, "", f"{_comment(check, reason)}\n")
    elif first.split(maxsplit=1)[0] in _PYTHON and rest:
        yield TextEdit(cell.index, 2, 0, 2, 0, "", f"{_comment(check, reason)}\n")


def _comment(check: str, reason: str) -> str:
    return f"# nbcoach: ignore[{check}]" + (f" -- {reason}" if reason else "")


def _extended(cell: Cell, wish: Directive, span: Span, new: tuple[str, str]) -> TextEdit:
    """The edit that names a check more in a comment; its reason gets the new one behind it."""
    check, reason = new
    number, start, end = span.line, span.column, span.end_column
    reasons = [each for each in (wish.reason, reason) if each]
    comment = _comment(", ".join(dict.fromkeys([*wish.checks, check])), "; ".join(dict.fromkeys(reasons)))
    return TextEdit(cell.index, number, start, number, end, cell.source.split("\n")[number - 1][start:end], comment)


def _holds(cell: Cell, check: str, edit: TextEdit, lines: tuple[int, int] | None) -> bool:
    """Whether the cell reads as before and passes over the check at the place of the finding."""
    source = cell.source.split("\n")
    line = source[edit.line - 1]
    source[edit.line - 1] = line[: edit.column] + edit.new + line[edit.end_column :]
    after = facts("\n".join(source))
    if bool(after.fault) != bool(cell.facts.fault) or len(after.calls) != len(cell.facts.calls):
        return False
    wishes = [
        wish
        for wish in wishes_of(msgspec.structs.replace(cell, source="\n".join(source), facts=after))
        if check in wish.checks
    ]
    if any(wish.covers == "cell" for wish in wishes):
        return True
    return lines is not None and any(wish.span and lines[0] <= wish.span.line <= lines[1] for wish in wishes)
