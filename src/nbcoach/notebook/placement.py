"""Where a new cell belongs: behind the imports and parameters, before what needs it."""

from __future__ import annotations

import builtins
import keyword
from itertools import count
from typing import TYPE_CHECKING

from nbcoach.notebook.edit import CellInsertion

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbcoach.notebook.link import Cell, Notebook

PARAMETERS = ("parameters", "injected-parameters")


def insertion(notebook: Notebook, source: str, metadata: dict[str, object], before: int | None) -> CellInsertion:
    """A code cell behind the first run of importing cells and behind the parameters.

    Args:
        notebook: Where it goes.
        source: Its text.
        metadata: Its metadata.
        before: The index of the cell that it has to stand above, None for any place.
    """
    limit = len(notebook.cells) if before is None else before
    behind = [index for index in (_last_import(notebook, limit), *_parameters(notebook)) if index is not None]
    fitting = [index for index in behind if index < limit]
    if fitting:
        return CellInsertion(max(fitting), "after", source, "code", metadata)
    return CellInsertion(_first(notebook, before), "before", source, "code", metadata)


def parameters_cell(notebook: Notebook) -> Cell | None:
    """The cell after which papermill puts its values."""
    return next((cell for cell in notebook.cells if cell.kind == "code" and PARAMETERS[0] in cell.tags), None)


def unused_name(notebook: Notebook, wanted: str, taken: Collection[str] = ()) -> str:
    """The name, or the first of `name_2`, `name_3` …, that nothing in the notebook binds or uses."""
    for number in count(1):
        name = wanted if number == 1 else f"{wanted}_{number}"
        is_word = keyword.iskeyword(name) or hasattr(builtins, name) or name in taken
        if not (is_word or notebook.uses_of(name) or any(site.binding.name == name for site in notebook.bindings)):
            return name
    raise AssertionError


def _first(notebook: Notebook, before: int | None) -> int:
    """The cell to stand above where there are no imports: the one that needs it, else the first one with code."""
    if before is not None:
        return before
    return notebook.code[0].index if notebook.code else len(notebook.cells) - 1


def _parameters(notebook: Notebook) -> list[int]:
    return [cell.index for cell in notebook.cells if set(cell.tags) & set(PARAMETERS)]


def _last_import(notebook: Notebook, limit: int) -> int | None:
    """The last cell of the first run of cells that import, with the magics between them."""
    last: int | None = None
    for cell in notebook.code:
        if cell.index >= limit:
            break
        if _imports(cell):
            if last is not None and not _only_sets_up(cell):
                break
            last = cell.index
        elif last is not None and not _only_sets_up(cell):
            break
    return last


def _imports(cell: Cell) -> bool:
    return any(each.kind == "import" and each.block == 0 for each in cell.facts.bindings)


def _only_sets_up(cell: Cell) -> bool:
    """True for a cell of imports, magics and settings, which binds nothing else."""
    return all(each.kind in {"import", "attribute", "item"} for each in cell.facts.bindings) and not cell.facts.fault
