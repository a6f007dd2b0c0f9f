"""Where a value stands: the argument, binding or statement that holds it, and what holds that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.notebook.model import Binding, Block, Call, Statement, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.model import Facts


class Holder(Struct, frozen=True, gc=False):
    """What directly holds a value.

    `role` is `argument` (`position` counts from 0), `keyword` (`name`), `function` (the callee itself), `part` of
    another value (`position` among its parts), `binding`, `target` (of a store), `statement` or `block` (a test,
    iterable or context). `node` is the holder.
    """

    role: str
    node: Call | Value | Binding | Statement | Block
    position: int = -1
    name: str = ""

    @property
    def call(self) -> Call | None:
        return self.node if isinstance(self.node, Call) else None


class Context:
    """The holders of every value of one cell, by the order of evaluation that tells values apart."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._holders: dict[int, Holder] = {}
        for binding in facts.bindings:
            self._hold(binding.target, Holder("target", binding))
            if binding.kind not in {"for", "with"}:  # their values are held by the loop or block itself
                self._hold(binding.value, Holder("binding", binding))
        for statement in facts.statements:
            self._hold(statement.value, Holder("statement", statement))
        for call in facts.calls:
            self._hold_call(call)
        for block in facts.blocks:
            self._hold(block.value, Holder("block", block))

    def _hold_call(self, call: Call) -> None:
        self._hold(call.function, Holder("function", call))
        for position, value in enumerate(call.arguments):
            self._hold(value, Holder("argument", call, position))
        for keyword in call.keywords:
            self._hold(keyword.value, Holder("keyword", call, -1, keyword.name))

    def _hold(self, value: Value | None, holder: Holder) -> None:
        if value is None or value.at in self._holders:
            return
        self._holders[value.at] = holder
        for position, part in enumerate(value.parts):
            self._hold(part, Holder("part", value, position))

    def holder(self, value: Value | Call) -> Holder | None:
        """What directly holds a value or a call's result; None for one that nothing asked about holds."""
        return self._holders.get(value.at)

    def holders(self, value: Value | Call) -> Iterator[Holder]:
        """What holds a value or a call's result, then what holds that, outwards to a binding, statement or block."""
        holder = self._holders.get(value.at)
        while holder is not None:
            yield holder
            node = holder.node
            holder = self._holders.get(node.at) if isinstance(node, Call | Value) else None
