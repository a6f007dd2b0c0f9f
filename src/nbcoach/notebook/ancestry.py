"""What a value was made from: the calls, texts and parameters behind it, through names, arguments and receivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place

if TYPE_CHECKING:
    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Value

_MOST = 400
_FILLED = frozenset({"zeros", "ones", "full", "empty", "arange", "linspace", "range"})
"""What these make is as long as it is told, and holds nothing else of what they are given."""


class Ancestry:
    """Everything behind some values of one cell, found by walking backwards; walks end after some hundreds.

    `calls` are the places of the calls that it came through, `names` their resolved names, `texts` the string
    literals, `bindings` the places where the names behind it were bound; `is_open` is true where a parameter of a
    function stands behind it, which any caller may fill, and `is_whole` where it does as a whole: not one by one in a
    loop over it.
    """

    def __init__(self, notebook: Notebook, cell: Cell, *values: Value, stores: bool = False) -> None:
        self.calls: set[Place] = set()
        self.names: set[str] = set()
        self.texts: set[str] = set()
        self.bindings: set[Place] = set()
        self.is_open = False
        self.is_whole = False
        self._loops = 0
        self._notebook = notebook
        self._left = _MOST
        self._stores = stores
        for value in values:
            self._walk(cell, value)

    def _walk(self, cell: Cell, value: Value) -> None:
        self._left -= 1
        if self._left < 0:
            return
        if value.kind == "string":
            self.texts.add(value.text)
        elif value.kind == "name":
            self._walk_name(cell, value)
        elif value.kind == "call":
            self._walk_call(cell, value)
        for part in value.parts:
            self._walk(cell, part)

    def _walk_call(self, cell: Cell, value: Value) -> None:
        call = cell.facts.calls[value.call]
        self.calls.add(Place(cell.index, call.at))
        self.names.add(self._notebook.resolve(cell, call.function))
        self._walk(cell, call.function)
        if call.function.text.rpartition(".")[2] in _FILLED:
            self._loops += 1
        for given in (*call.arguments, *[keyword.value for keyword in call.keywords]):
            self._walk(cell, given)
        if call.function.text.rpartition(".")[2] in _FILLED:
            self._loops -= 1

    def _walk_name(self, cell: Cell, value: Value) -> None:
        site = self._notebook.definition(cell, value)
        if site is None:
            return
        if self._stores and site.binding.kind not in {"import", "def", "class"}:
            self._walk_stores(site, Place(cell.index, value.at))
        if site.place not in self.bindings:
            self.bindings.add(site.place)
            self._walk_binding(site)

    def _walk_stores(self, bound: BindingSite, until: Place) -> None:
        """`frame["x"] = …` between the binding of a name and its use."""
        for site in self._notebook.bindings_of(bound.binding.name):
            if site.binding.kind == "item" and bound.place < site.place < until and site.place not in self.bindings:
                self.bindings.add(site.place)
                self._walk_binding(site)

    def _walk_binding(self, site: BindingSite) -> None:
        if site.binding.kind == "parameter":
            self.is_open = True
            if self._loops:
                self.bindings.discard(site.place)  # to be found again on a way that leads through no loop
            else:
                self.is_whole = True
        elif site.binding.kind == "for" and site.binding.value is not None:
            self._loops += 1
            self._walk(site.cell, site.binding.value)
            self._loops -= 1
        elif site.binding.value is not None and site.binding.kind != "class":
            self._walk(site.cell, site.binding.value)
