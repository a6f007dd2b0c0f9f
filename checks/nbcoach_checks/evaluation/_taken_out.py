"""The columns that leave a frame in place: by `drop`, `pop` and `del`, and where somebody else may have changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach_checks.evaluation._column_names import dropped_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_CHANGES = frozenset({"drop", "pop", "rename", "set_index", "insert"})

Columns = tuple[str, ...] | None
"""Names of columns; None for a change that is not followed."""


def taken_out(notebook: Notebook, name: str, since: Place, until: Place) -> Iterator[Columns]:
    """What leaves the frame that a name holds between two places."""
    for site in notebook.calls_of(_CHANGES):
        if site.call.function.text == f"{name}.{site.method}" and since < site.place < until:
            yield from _by_method(notebook, site)
    yield from _by_statements(notebook, name, since, until)
    if _is_given_away(notebook, name, since, until):
        yield None
    for bound in notebook.bindings_of(name):
        if bound.binding.kind == "attribute" and since < bound.place < until:
            yield None


def _by_method(notebook: Notebook, site: CallSite) -> Iterator[Columns]:
    is_in_place = site.call.keyword("inplace") is not None
    if site.method == "pop":
        yield _only(notebook, site.cell, site.call.arguments[0]) if site.call.arguments else None
    elif site.method == "drop" and is_in_place:
        yield dropped_columns(notebook, site.cell, site.call)
    elif site.method == "insert" or is_in_place:
        yield None


def _by_statements(notebook: Notebook, name: str, since: Place, until: Place) -> Iterator[Columns]:
    """`del frame["a"]`."""
    for cell in notebook.code:
        for statement in cell.facts.statements if since.cell <= cell.index <= until.cell else ():
            deleted = statement.value
            if statement.kind != "delete" or deleted is None or deleted.kind != "subscript":
                continue
            if deleted.parts[0].text == name and since < Place(cell.index, statement.at) < until:
                yield _only(notebook, cell, deleted.parts[1])


def _only(notebook: Notebook, cell: Cell, value: Value) -> Columns:
    name = notebook.constant(cell, value)
    return (name,) if isinstance(name, str) else None


def _is_given_away(notebook: Notebook, name: str, since: Place, until: Place) -> bool:
    """True where the notebook's own code is given a frame and gives nothing back: it may have changed it."""
    for cell in notebook.code:
        for call in cell.facts.calls if since.cell <= cell.index <= until.cell else ():
            if not any(each.text == name for each in call.arguments) or not since < Place(cell.index, call.at) < until:
                continue
            is_own = notebook.resolve(cell, call.function).startswith("__main__.")
            if is_own and not any(each.value is not None and each.value.at == call.at for each in cell.facts.bindings):
                return True
    return False
