"""What each cell is for: the work of a notebook falls into the phases in which people name the steps of a pipeline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from nbcoach.notebook.measuring import measuring
from nbcoach.notebook.model import STORES
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.training import trainings
from nbcoach.notebook.wildcards import Wildcards
from nbcoach.pipeline.literals import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook

CellRole = Literal[
    "imports", "definitions", "settings", "parameters", "load", "prepare", "train", "evaluate", "write", "display"
]
ROLES: tuple[CellRole, ...] = get_args(CellRole)
SETUP: frozenset[CellRole] = frozenset({"imports", "definitions", "settings", "parameters"})
"""What stands before the work and does none of it."""

_WORK: tuple[CellRole, ...] = ("train", "evaluate", "load", "write", "prepare")
"""Of a cell that does several things, the one that tells most."""
_DEFINING = frozenset({"def", "class"})


def roles(notebook: Notebook) -> dict[int, CellRole]:
    """The role of each Python cell that holds code, by the cell's index."""
    return notebook.once(_roles)


def _roles(notebook: Notebook) -> dict[int, CellRole]:
    found: dict[int, set[CellRole]] = {cell.index: set() for cell in notebook.code}
    within: dict[str, set[CellRole]] = {}
    for site, role in _told(notebook):
        function = _function(site)
        if function is None:
            found[site.cell.index].add(role)
        else:
            within.setdefault(f"__main__.{function}", set()).add(role)
    for site in notebook.calls_to(*within):
        if _function(site) is None:
            found[site.cell.index] |= within[site.name]
    return {cell.index: _role(cell, found[cell.index]) for cell in notebook.code}


def _told(notebook: Notebook) -> Iterator[tuple[CallSite, CellRole]]:
    """Each call that tells a role."""
    for site in notebook.calls:
        role = _role_of(site.name)
        if role:
            yield site, role
    for training in trainings(notebook):
        yield training.site, "train"
    measures = measuring(notebook)
    for site in measures.candidates:
        if measures.is_measure(site):
            yield site, "evaluate"


def _function(site: CallSite) -> str | None:
    """The function, or the class around it, whose body a call stands in; None for what runs with its cell."""
    facts = site.cell.facts
    if not facts.runs_later(site.block):
        return None
    names = [each.text for each in facts.around(site.block) if each.kind in {"function", "class"}]
    return names[-1] if names else ""


def _role(cell: Cell, calls: set[CellRole]) -> CellRole:
    work = next((role for role in _WORK if role in calls), None)
    if work:
        return work
    facts = cell.facts
    kinds = {each.kind for each in facts.bindings if not facts.scope(each.block)}
    if kinds and kinds <= _DEFINING | {"import"}:
        return "imports" if "import" in kinds else "definitions"
    if "settings" in calls and not kinds - {"import", "assign"} - STORES:
        return "settings"
    if "import" in kinds or (facts.magics and not facts.bindings and not facts.calls):
        return "imports" if "import" in kinds else "settings"
    if kinds and not facts.calls and _holds_literals_only(cell):
        return "parameters"
    return "display" if not kinds or "display" in calls else "prepare"


def _holds_literals_only(cell: Cell) -> bool:
    statements = Statements(cell.source)
    return bool(statements.nodes) and len(statements.literals()) == len(statements.nodes)


@cache
def _role_of(name: str) -> CellRole | None:
    table = _table()
    ends = max(name.rfind(")"), name.rfind("]")) + 1
    name = f"?{name[ends:]}" if ends else name  # a method of what some call gave
    return next((role for role in ROLES if role in table and table[role].match(name)), None)


@cache
def _table() -> dict[CellRole, Wildcards]:
    said = read_table(__file__, "roles.toml")
    return {role: Wildcards(said[role]) for role in ROLES if role in said}
