"""Which cell makes a name, and which binding reaches a use of it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.notebook.model import LATER, STORES, Binding, Place, Span, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nbcoach.notebook.link import Cell  # noqa: TC004 - sites are never decoded


_NOT_BINDING = STORES | {"delete"}
_EVER = Place(-1, -1)


class BindingSite(Struct, frozen=True, eq=False, gc=False):
    """A binding in its cell."""

    cell: Cell
    binding: Binding
    place: Place

    @property
    def span(self) -> Span:
        return self.binding.span


class UseSite(Struct, frozen=True, eq=False, gc=False):
    """The use of a name in its cell; `value.text` is the dotted chain that starts with the name."""

    cell: Cell
    value: Value

    @property
    def place(self) -> Place:
        return Place(self.cell.index, self.value.at)


class Flow:
    """The bindings of a notebook by scope, asked for the one that reaches a use.

    Cells run from top to bottom. The body of a function runs when it is called, so it sees the last binding of a
    name of the notebook that stands above the function, else the first one below it.
    """

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells
        self._globals: dict[str, list[BindingSite]] = {}
        self._places: dict[str, list[Place]] = {}
        self._locals: dict[int, dict[tuple[int, str], list[BindingSite]]] = {}
        new_tuple = tuple.__new__  # `Place()` takes twice as long
        self.bindings = [
            BindingSite(cell, binding, new_tuple(Place, (cell.index, binding.at)))
            for cell in cells
            for binding in cell.facts.bindings
        ]
        table = self._globals
        self._inner = inner = set[str]()
        for site in self.bindings:
            if site.binding.block == 0 or self._is_global(site.cell, site.binding):
                table.setdefault(site.binding.name, []).append(site)
            else:
                inner.add(site.binding.name)
        self._bound_once = {
            name: sites[0]
            for name, sites in table.items()
            if len(sites) == 1 and name not in inner and sites[0].binding.kind not in _NOT_BINDING
        }

    @staticmethod
    def _is_global(cell: Cell, binding: Binding) -> bool:
        blocks = cell.facts.blocks
        scope = blocks[binding.block].scope
        if binding.kind == "walrus":
            while blocks[scope].kind == "comprehension":
                scope = blocks[blocks[scope].parent].scope
        return scope == 0 or binding.name in blocks[scope].names

    def since(self, name: str) -> Place | None:
        """The place below which a name means the same everywhere; None for one that is bound more than once."""
        once = self._bound_once.get(name)
        if once is not None:
            return once.place
        return None if name in self._globals or name in self._inner else _EVER

    def globals_named(self, name: str) -> Sequence[BindingSite]:
        """The bindings of a name at the top level of the notebook, stores into it included, in order."""
        return self._globals.get(name, ())

    def global_names(self) -> Iterable[str]:
        return self._globals

    def locals_named(self, cell: Cell, scope: int, name: str) -> Sequence[BindingSite]:
        """The bindings of a name in a function, lambda, class or comprehension of a cell, in order."""
        table = self._locals.get(cell.index)
        if table is None:
            table = self._locals[cell.index] = self._read_locals(cell)
        return table.get((scope, name), ())

    def _read_locals(self, cell: Cell) -> dict[tuple[int, str], list[BindingSite]]:
        table: dict[tuple[int, str], list[BindingSite]] = {}
        for binding in cell.facts.bindings:
            if binding.block and not self._is_global(cell, binding):
                scope = cell.facts.scope(binding.block)
                site = BindingSite(cell, binding, Place(cell.index, binding.at))
                table.setdefault((scope, binding.name), []).append(site)
        return table

    def definition(self, cell: Cell, name: str, at: int, block: int) -> BindingSite | None:
        """The binding that reaches a use of a name; None where nothing in the notebook binds it there."""
        once = self._bound_once.get(name)
        if once is not None and once.place < (cell.index, at):
            return once
        later = False
        if block:
            blocks = cell.facts.blocks
            innermost = scope = blocks[block].scope
            while scope != 0:
                kind = blocks[scope].kind
                if kind != "class" or scope == innermost:
                    bound = self.locals_named(cell, scope, name)
                    found = _reaching(bound, Place(cell.index, at), later=later) if bound else None
                    if found is not None:
                        return found
                later = later or kind in LATER
                scope = blocks[blocks[scope].parent].scope
        sites = self._globals.get(name)
        return self._global_definition(name, sites, Place(cell.index, at), later=later) if sites else None

    def _global_definition(
        self, name: str, sites: list[BindingSite], place: Place, *, later: bool
    ) -> BindingSite | None:
        if len(sites) == 1:
            site = sites[0]
            if site.binding.kind in _NOT_BINDING:
                return None
            return site if later or site.place < place else None
        places = self._places.get(name)
        if places is None:
            places = self._places[name] = [site.place for site in sites]
        before = bisect_left(places, place)
        for index in range(before - 1, -1, -1):
            kind = sites[index].binding.kind
            if kind == "delete":
                return None if not later else _first(sites[before:])
            if kind not in STORES:
                return sites[index]
        return _first(sites[before:]) if later else None


def _reaching(sites: Sequence[BindingSite], place: Place, *, later: bool) -> BindingSite | None:
    """The last local binding above a use; in a loop, and for what runs later, the last one of all."""
    bound = [site for site in sites if site.binding.kind not in _NOT_BINDING]
    if not bound:
        return None
    above = [site for site in bound if site.place < place]
    return bound[-1] if later or not above else above[-1]


def _first(sites: Sequence[BindingSite]) -> BindingSite | None:
    return next((site for site in sites if site.binding.kind not in _NOT_BINDING), None)
