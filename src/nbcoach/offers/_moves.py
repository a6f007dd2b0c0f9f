"""Whether an assignment of nothing but a literal can move to the parameters cell whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.edit import CellRemoval, Edit, TextEdit
from nbcoach.notebook.model import Span
from nbcoach.offers._sources import line_of, text_in

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Binding
    from nbcoach.offers._literals import Literal


class Move(NamedTuple):
    """The edits that take an assignment out, its text up to the literal, and the comment behind it."""

    edits: tuple[Edit, ...]
    target: str
    comment: str


def moved(notebook: Notebook, literal: Literal) -> Move | None:
    """How to take out the assignment that binds a literal and nothing else; None where there is no such one.

    Its name must be bound only there, at the top level, on lines of its own: else a second value would follow.
    """
    binding = next((each for each in literal.cell.facts.bindings if _binds(each, literal)), None)
    only = notebook.only_assignment(binding.name) if binding else None
    if binding is None or only is None or only.cell is not literal.cell or not _stands_alone(literal, binding):
        return None
    comment = line_of(literal.cell, literal.span.end_line)[literal.span.end_column :].rstrip()
    target = text_in(literal.cell, _before(literal, binding))
    return Move((_removing(literal.cell, binding.line, literal.span.end_line),), target, comment)


def _binds(binding: Binding, literal: Literal) -> bool:
    value = binding.value
    is_plain = binding.kind in {"assign", "annotate"} and binding.index < 0 and binding.block == 0
    return bool(literal.written) and is_plain and value is not None and value.span == literal.span


def _stands_alone(literal: Literal, binding: Binding) -> bool:
    target = text_in(literal.cell, _before(literal, binding))
    after = line_of(literal.cell, literal.span.end_line)[literal.span.end_column :]
    return bool(re.fullmatch(r"\w+\s*(?::[^=]*)?=\s*", target)) and bool(re.fullmatch(r"\s*(#.*)?", after))


def _before(literal: Literal, binding: Binding) -> Span:
    return Span(binding.line, 0, literal.span.line, literal.span.column)


def _removing(cell: Cell, first: int, last: int) -> Edit:
    """The edit that takes whole lines out; a cell that nothing is left of goes with them."""
    lines = cell.source.split("\n")
    rest = [*lines[: first - 1], *lines[last:]]
    if not "".join(rest).strip():
        return CellRemoval(cell.index, cell.source)
    if last < len(lines):
        return TextEdit(cell.index, first, 0, last + 1, 0, "\n".join([*lines[first - 1 : last], ""]), "")
    above = len(lines[first - 2])
    old = "\n".join(["", *lines[first - 1 :]])
    return TextEdit(cell.index, first - 1, above, len(lines), len(lines[-1]), old, "")
