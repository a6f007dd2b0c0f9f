"""Which top-level literals can move to a parameters cell at the top of a notebook, its results unchanged."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.notebook.model import STORES, Place
from nbcoach.pipeline.literals import Literal, Statements, is_json
from nbcoach.pipeline.memory import counted
from nbcoach.pipeline.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook

_PLAIN_BODIES = frozenset({"%%time", "%%capture"})
_REBINDING_MAGICS = {
    "%run": "may bind it again",
    "%pylab": "may bind it again",
    "%reset": "clears it",
    "%reset_selective": "may clear it",
    "%store": "may bind it again",
    "%load": "may bind it again",
    "%%cython": "may bind it again",
}
_REBINDING_CALLS = ("exec", "globals", "locals", "vars")
_GROWING = frozenset(
    {"append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse", "update", "setdefault"}
)


class Lifting:
    """Answers about one notebook whether a literal of it can be lifted."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook

    def literals(self) -> Iterator[tuple[Cell, Literal]]:
        """The literals that are bound at the top level of Python cells, names with an underscore in front left out."""
        for cell in self.notebook.code:
            for literal in Statements(cell.source).literals():
                if not literal.name.startswith("_"):
                    yield cell, literal

    def obstacle(self, cell: Cell, literal: Literal) -> str:
        """Why a literal cannot move; empty where it can."""
        return (
            self._of_value(literal)
            or self._of_cell(cell)
            or self._of_bindings(literal.name)
            or self._of_uses(cell, literal)
            or self.whole_obstacle
        )

    @staticmethod
    def _of_value(literal: Literal) -> str:
        if is_secret(literal.name, literal.value):
            return "it looks like a secret: read it from the environment instead"
        if literal.value is None:
            return "None does not tell its type"
        if not is_json(literal.value):
            return f"a {type(literal.value).__name__} like this has no form in JSON"
        if literal.value in ([], {}, ""):
            return "it starts empty"
        return ""

    @staticmethod
    def _of_cell(cell: Cell) -> str:
        magic = next((each.name for each in cell.facts.magics if each.name.startswith("%%")), "")
        return f"its cell runs under {magic}" if magic and magic not in _PLAIN_BODIES else ""

    def _of_bindings(self, name: str) -> str:
        if hasattr(builtins, name):
            return "it hides a name that Python itself has"
        sites = self.notebook.bindings_of(name)
        bound = [site for site in sites if site.binding.kind not in STORES]
        if len(bound) > 1:
            cells = sorted({site.cell.index + 1 for site in bound})
            many = len(cells) > 1
            return f"it is bound in cells {', '.join(map(str, cells))}" if many else "its cell binds it more than once"
        stores = [site.cell.index + 1 for site in sites if site.binding.kind in STORES]
        return f"it is changed in place in cell {stores[0]}" if stores else ""

    def _of_uses(self, cell: Cell, literal: Literal) -> str:
        uses = self.notebook.uses_of(literal.name)
        if not uses:
            return "nothing reads it"
        place = self._place(cell, literal.name)
        early = [use for use in uses if use.place < place and not use.cell.facts.runs_later(use.value.block)]
        if early:
            return f"cell {early[0].cell.index + 1} reads it before it is bound"
        grown = next(
            (use for use in uses if use.value.text.rpartition(".")[2] in _GROWING and "." in use.value.text), None
        )
        is_container = isinstance(literal.value, list | dict)
        return f"it is changed in place in cell {grown.cell.index + 1}" if grown and is_container else ""

    def _place(self, cell: Cell, name: str) -> Place:
        sites = [site for site in self.notebook.bindings_of(name) if site.cell.index == cell.index]
        return sites[0].place if sites else Place(cell.index, 0)

    @cached_property
    def whole_obstacle(self) -> str:
        """Why nothing in this notebook can move: something binds names that no reader sees, or counts the cells."""
        if self.notebook.star_imports:
            return f"`from {self.notebook.star_imports[0]} import *` may bind it again"
        for cell, name in (*self._line_magics(), *self._called_magics()):
            if name in _REBINDING_MAGICS:
                return f"{name} in cell {cell.index + 1} {_REBINDING_MAGICS[name]}"
        call = next(iter(self.notebook.calls_to(*_REBINDING_CALLS)), None)
        if call:
            return f"{call.name}() in cell {call.cell.index + 1} may bind it again"
        where = counted(self.notebook)
        return (
            "" if where is None else f"cell {where + 1} names outputs by their number, which one more cell would shift"
        )

    def _line_magics(self) -> Iterator[tuple[Cell, str]]:
        for cell, magic in self.notebook.magics():
            yield cell, magic.name

    def _called_magics(self) -> Iterator[tuple[Cell, str]]:
        """The magics of `get_ipython().run_line_magic("reset", "-f")` and its older form."""
        for call in self.notebook.calls_to("*.run_line_magic", "*.magic"):
            given = call.argument(0, "magic_name")
            if given and given.kind == "string" and given.text.strip():
                yield call.cell, "%" + given.text.split()[0].lstrip("%")
