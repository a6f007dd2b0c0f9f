"""Small text edits at places of a notebook, as checks and offers make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.edit import TextEdit

if TYPE_CHECKING:
    from nbcoach.notebook.link import CallSite, Cell
    from nbcoach.notebook.model import Span


def text_in(cell: Cell, span: Span) -> str:
    """The source text of a range."""
    lines = cell.source.split("\n")[span.line - 1 : span.end_line]
    if len(lines) == 1:
        return lines[0][span.column : span.end_column]
    return "\n".join([lines[0][span.column :], *lines[1:-1], lines[-1][: span.end_column]])


def replaced(cell: Cell, span: Span, new: str) -> TextEdit:
    """The edit that puts another text into a range."""
    return TextEdit(cell.index, *span, text_in(cell, span), new)


def with_argument(site: CallSite, argument: str) -> TextEdit | None:
    """The edit that gives a call one more keyword argument, before its closing bracket.

    None where `**settings` may give it already, and where a comment or a bare generator stands at the end.
    """
    call, lines = site.call, site.cell.source.split("\n")
    given = [*call.arguments, *[keyword.value for keyword in call.keywords]]
    if call.is_open or any(each.kind == "comprehension" and each.text == "generator" for each in given):
        return None
    line, column = call.end_line, call.end_column - 1
    before = "\n".join([*lines[: line - 1], lines[line - 1][:column]]).rstrip()
    if lines[line - 1][column : column + 1] != ")" or "#" in before.rpartition("\n")[2]:
        return None
    comma = "" if before.endswith(("(", ",")) else ", "
    space = " " if lines[line - 1][:column].endswith(",") else ""
    return TextEdit(site.cell.index, line, column, line, column, "", f"{comma}{space}{argument}")
