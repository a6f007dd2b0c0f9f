"""The string literal at a place of a cell, and the part of it that can be replaced by a name."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import BadCallError
from nbcoach.notebook.model import Span
from nbcoach.offers._sources import cell_at, text_in

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Value

_F_STRING = re.compile(r"""(?:[rR]?[fF]|[fF][rR])("{3}|'{3}|"|')""")
_SEPARATOR = re.compile(r"[/\\](?=[^/\\]*$)")
_REFUSED = "This path is pieced together in a way that cannot be replaced by a name."


class Literal(NamedTuple):
    """A literal, or the folder at the start of an f-string.

    Args:
        cell: Where it stands.
        span: What is to be replaced.
        text: Its value.
        written: The Python literal as it stands there; empty for a part of an f-string.
    """

    cell: Cell
    span: Span
    text: str
    written: str

    def use(self, name: str) -> str:
        """What to put in the literal's place."""
        return name if self.written else f"{{{name}}}"


def literal_at(notebook: Notebook, index: int, line: int, column: int) -> Literal:
    """The literal at a place.

    Raises:
        BadCallError: None begins there, or it cannot be replaced.
    """
    cell = cell_at(notebook, index)
    found = [value for value in cell.facts.strings if (value.line, value.column) == (line, column)]
    if not found:
        raise BadCallError(f"No string begins in cell {index + 1}, line {line}, column {column}.")
    value = found[0]
    written = text_in(cell, value.span)
    tree = _parsed(written)
    if isinstance(tree, ast.Constant) and tree.value == value.text:
        return Literal(cell, value.span, value.text, _on_one_line(written, value))
    return _folder(cell, value, written)


def _on_one_line(written: str, value: Value) -> str:
    return repr(value.text) if "\n" in written else written


def _folder(cell: Cell, value: Value, written: str) -> Literal:
    """The folder at the start of an f-string.

    Up to Python 3.11 every piece of an f-string has the place of the whole, from 3.12 on its own.
    """
    opening = _F_STRING.match(written)
    start = opening.end() if opening else 0
    separator = _SEPARATOR.search(value.text)
    folder = value.text[: separator.start()] if separator else ""
    is_literal = written.startswith(value.text, start) and not set(folder) & set("\\\n{}")
    if not folder or not is_literal or not _is_computed_next(cell, value, written, start):
        raise BadCallError(_REFUSED, "Give the folder a name of its own.")
    column = value.column + start
    return Literal(cell, Span(value.line, column, value.line, column + len(folder)), folder, "")


def _is_computed_next(cell: Cell, value: Value, written: str, start: int) -> bool:
    """True where a `{…}` follows the piece, which tells an f-string also where only the piece is known."""
    rest = written[start + len(value.text) :] or cell.source.split("\n")[value.end_line - 1][value.end_column :]
    return rest.startswith("{")


def _parsed(written: str) -> ast.expr | None:
    try:
        return ast.parse(f"({written})", mode="eval").body
    except (SyntaxError, ValueError):
        return None
