"""`lift`: moves a path literal into the parameters cell, so that another machine can set it from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.notebook.placement import insertion, parameters_cell, unused_name
from nbcoach.offers._literals import Literal, literal_at
from nbcoach.offers._moves import moved
from nbcoach.offers._paths import parameter_name, portable
from nbcoach.offers._sources import appending, replacing
from nbcoach.snippets import quoted, snippet

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project


class Arguments(Struct, frozen=True):
    """The place of the literal (`cell` is its index, `line` counts from 1, `column` from 0), the parameter's name."""

    cell: int
    line: int
    column: int
    name: str | None = None


def edits(notebook: Notebook, arguments: Arguments, project: Project | None) -> tuple[Edit, ...]:
    """The literal replaced by a name, and the name in the parameters cell, which is made where there is none.

    A path inside the project becomes relative to the folder that the notebook runs in. An assignment of nothing but
    the path moves whole. Of an f-string the folder at its start is lifted.

    Raises:
        BadCallError: No literal stands there, it cannot be lifted, or the wanted name is not free.
    """
    literal = literal_at(notebook, arguments.cell, arguments.line, arguments.column)
    cell = parameters_cell(notebook)
    _check_order(literal.cell, cell)
    changed = portable(literal.text, project)
    value = literal.written if changed == literal.text and literal.written else quoted(changed)
    whole = None if arguments.name else moved(notebook, literal)
    if whole:
        return (*whole.edits, _defining(notebook, cell, literal.cell, f"{whole.target}{value}{whole.comment}"))
    known = _same(notebook, cell, changed) if cell and not arguments.name else ""
    name = known or _name(notebook, literal, arguments.name)
    use = replacing(literal.cell, literal.span, literal.use(name))
    return (use,) if known else (use, _defining(notebook, cell, literal.cell, f"{name} = {value}"))


def _check_order(used: Cell, cell: Cell | None) -> None:
    if cell and used.index == cell.index:
        raise BadCallError("This path stands in the parameters cell already.")
    if cell and used.index < cell.index:
        raise BadCallError(
            f"Cell {used.index + 1} runs before the parameters cell ({cell.index + 1}), so it cannot use its values.",
            "Move the parameters cell up first.",
        )


def _defining(notebook: Notebook, cell: Cell | None, used: Cell, line: str) -> Edit:
    if cell:
        return appending(cell, line)
    made = snippet("parameters", lines=line)
    return insertion(notebook, made.source, made.metadata, used.index)


def _same(notebook: Notebook, cell: Cell, text: str) -> str:
    """A name of the parameters cell that has this text already, bound nowhere else."""
    for binding in cell.facts.bindings:
        only = notebook.only_assignment(binding.name)
        value = binding.value
        if only and only.cell is cell and value and value.kind == "string" and value.text == text:
            return binding.name
    return ""


def _name(notebook: Notebook, literal: Literal, wanted: str | None) -> str:
    if wanted is None:
        return unused_name(notebook, parameter_name(literal.text))
    if not wanted.isidentifier() or unused_name(notebook, wanted) != wanted:
        raise BadCallError(f"{wanted!r} is no free name in this notebook.", "Choose another one.")
    return wanted
