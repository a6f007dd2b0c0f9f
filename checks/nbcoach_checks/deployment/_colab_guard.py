"""A cell that does nothing but what Google Colab alone can, put under a test for Colab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.environment_edit import importing
from nbcoach.notebook.model import STORES

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook

_COLAB = "google.colab"
_TEST = 'if "google.colab" in sys.modules:'


def guarding_fix(notebook: Notebook, cell: Cell) -> tuple[Fix, ...]:
    """The fix for a cell of nothing but imports from Colab and calls of what they bring; none for others.

    What it binds must not be used elsewhere: under the test it would be missing there.
    """
    calls = cell.facts.calls
    if not calls or not _is_all_of_colab(notebook, cell) or not _stays_inside(notebook, cell):
        return ()
    imports = importing(notebook, cell, "sys", calls[0])
    if imports is None:
        return ()
    lines = cell.source.split("\n")
    last = len(lines)
    head = "import sys\n\n" if imports else ""
    body = "\n".join(f"    {line}" if line.strip() else line for line in lines)
    edit = TextEdit(cell.index, 1, 0, last, len(lines[-1]), cell.source, f"{head}{_TEST}\n{body}")
    return (Fix("Do this in Google Colab only", edits=(edit,)),)


def _is_all_of_colab(notebook: Notebook, cell: Cell) -> bool:
    facts = cell.facts
    if facts.fault or facts.magics or len(facts.blocks) > 1 or any("\n" in each.text for each in facts.strings):
        return False
    imports = [each for each in facts.bindings if each.kind == "import"]
    if not imports or any(not each.text.startswith(_COLAB) for each in imports):
        return False
    told = [notebook.resolve(cell, call.function) for call in facts.calls]
    others = [each for each in facts.bindings if each.kind != "import"]
    is_plain = all(each.kind == "assign" and each.value is not None and each.value.kind == "call" for each in others)
    return is_plain and all(each.startswith(_COLAB) for each in told) and len(facts.statements) <= len(told)


def _stays_inside(notebook: Notebook, cell: Cell) -> bool:
    """Whether nothing but this cell uses what it binds."""
    names = {each.name for each in cell.facts.bindings if each.kind not in STORES}
    return all(use.cell is cell for name in names for use in notebook.uses_of(name))
