"""What the classes of a notebook hold: what their methods store on `self`, and what their methods return."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.flow import BindingSite, Flow
    from nbcoach.notebook.link import Cell
    from nbcoach.notebook.model import Binding, Facts, Value


class Held(NamedTuple):
    """A value in its cell."""

    cell: Cell
    value: Value


class Members:
    """Asks the classes of a notebook by their name; each class body is read once."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._stored: dict[str, dict[str, list[Held]]] = {}
        self._methods: dict[str, frozenset[str]] = {}

    def owner(self, site: BindingSite) -> str:
        """The name of the class for whose objects `self`, a parameter of a method, stands; empty for others."""
        facts = site.cell.facts
        function = facts.blocks[facts.scope(site.binding.block)]
        above = facts.blocks[function.parent] if function.kind == "function" else None
        return above.text if above is not None and above.kind == "class" else ""

    def stored(self, owner: str, attribute: str) -> list[Held]:
        """What is stored on the objects of a class under a name: in its methods, or in its body."""
        table = self._stored.get(owner)
        if table is None:
            table = self._stored[owner] = {}
            for cell, block in self._bodies(owner):
                for name, value in _stores(cell.facts, block):
                    table.setdefault(name, []).append(Held(cell, value))
        return table.get(attribute, [])

    def defines(self, owner: str, name: str) -> bool:
        """True where a class has a method of this name, or something is stored on its objects under it."""
        return name in self.methods(owner) or bool(self.stored(owner, name))

    def methods(self, owner: str) -> frozenset[str]:
        """The names of the methods that a class defines itself; empty for what is no class of the notebook."""
        known = self._methods.get(owner)
        if known is None:
            known = self._methods[owner] = frozenset(
                binding.name
                for cell, block in self._bodies(owner)
                for binding in cell.facts.bindings
                if binding.kind == "def" and binding.block == block
            )
        return known

    def bases(self, owner: str) -> list[Held]:
        """What a class derives from."""
        bound = [site for site in self._flow.globals_named(owner) if site.binding.kind == "class"]
        return [Held(site.cell, base) for site in bound[-1:] if site.binding.value for base in site.binding.value.parts]

    def returned(self, owner: str, method: str) -> list[Held]:
        """What a method of a class returns."""
        return [
            Held(cell, statement.value)
            for cell, body in self._bodies(owner)
            for statement in cell.facts.statements
            if statement.kind == "return" and statement.value is not None
            if _is_of(cell.facts, statement.block, body, method)
        ]

    def _bodies(self, owner: str) -> Iterator[tuple[Cell, int]]:
        for site in self._flow.globals_named(owner):
            if site.binding.kind == "class":
                for index, block in enumerate(site.cell.facts.blocks):
                    if block.kind == "class" and block.text == owner and block.line == site.binding.line:
                        yield site.cell, index


def _stores(facts: Facts, body: int) -> Iterator[tuple[str, Value]]:
    for binding in facts.bindings:
        if binding.value is None or binding.index >= 0:
            continue
        if binding.block == body and binding.kind in {"assign", "annotate"}:
            yield binding.name, binding.value
        elif _is_on_self(binding) and facts.blocks[facts.scope(binding.block)].parent == body:
            yield binding.text.partition(".")[2], binding.value


def _is_on_self(binding: Binding) -> bool:
    return binding.name == "self" and binding.kind == "attribute" and binding.text.count(".") == 1


def _is_of(facts: Facts, block: int, body: int, method: str) -> bool:
    scope = facts.blocks[facts.scope(block)]
    return scope.kind == "function" and scope.text == method and scope.parent == body
