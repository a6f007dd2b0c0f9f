"""What a walk over a cell's syntax tree carries along: where it stands, and the lists that it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbcoach.notebook.model import Binding, Call, Magic, Statement, Value

if TYPE_CHECKING:
    import ast

    from nbcoach.notebook.magics import Found


class Frame:
    """A block under construction."""

    __slots__ = ("end_line", "kind", "line", "names", "parent", "text", "value")

    def __init__(self, kind: str, parent: int, text: str, value: Value | None, line: int, end_line: int) -> None:
        self.kind, self.parent, self.text, self.value = kind, parent, text, value
        self.line, self.end_line = line, end_line
        self.names: list[str] = []


class CellReader:
    """The state of a walk in order of evaluation: `at` counts, `block` is where the walk stands."""

    __slots__ = (
        "at",
        "bindings",
        "block",
        "blocks",
        "calls",
        "code",
        "found",
        "magics",
        "names",
        "statements",
        "strings",
    )

    def __init__(self, code: str, magics: tuple[Found, ...]) -> None:
        self.code = code
        self.found = {(each.line, each.column): each for each in magics}
        self.at = 0
        self.block = 0
        self.calls: list[Call] = []
        self.bindings: list[Binding] = []
        self.names: list[Value] = []
        self.strings: list[Value] = []
        self.statements: list[Statement] = []
        self.magics: list[Magic] = []
        self.blocks = [Frame("module", -1, "", None, 1, code.count("\n") + 1)]

    def make(self, kind: str, text: str, parts: tuple[Value, ...], node: ast.expr, call: int = -1) -> Value:
        self.at = at = self.at + 1
        return Value(
            kind,
            text,
            parts,
            node.lineno,
            node.col_offset,
            node.end_lineno or 0,
            node.end_col_offset or 0,
            at,
            self.block,
            call,
        )

    def chain(self, text: str, node: ast.expr) -> Value:
        """`make` for the name or dotted chain that every second value is."""
        self.at = at = self.at + 1
        value = Value(
            "name", text, (), node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0,
            at, self.block, -1,
        )  # fmt: skip
        self.names.append(value)
        return value

    def record(
        self,
        name: str,
        kind: str,
        text: str,
        value: Value | None,
        node: Any,
        index: int = -1,
        target: Value | None = None,
    ) -> None:
        self.at += 1
        self.bindings.append(
            Binding(
                name, kind, text, value, index,
                node.lineno, node.col_offset, node.end_lineno, node.end_col_offset,
                self.at, self.block, target,
            )
        )  # fmt: skip

    def enter(self, kind: str, text: str, value: Value | None, node: Any) -> int:
        """Opens a block; returns the block to go back to."""
        outer = self.block
        self.blocks.append(Frame(kind, outer, text, value, node.lineno, node.end_lineno))
        self.block = len(self.blocks) - 1
        return outer
