"""The statements of a cell that bind a name to a literal, and the cell without some of them."""

from __future__ import annotations

import ast
import math
import warnings
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.notebook.magics import mask

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

MARK = "# parameter: "
"""Stands before the lines of a literal that moved to the parameters cell, so that line numbers stay."""


class Literal(Struct, frozen=True):
    """A statement `name = literal` at the top of a cell.

    `at` is its index among the cell's top-level statements; `text` the statement as written, `comment` what stands
    behind it on its line, without the `#`. `annotation` is empty where there is none.
    """

    name: str
    value: Any
    at: int
    text: str
    comment: str
    annotation: str


class Statements:
    """The top-level statements of a cell, empty for a cell that Python 3 does not parse. Magics count as statements."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.code = mask(source).code
        self.nodes = _parsed(self.code)

    def literals(self) -> tuple[Literal, ...]:
        """The statements that bind one name to a literal, in order."""
        found = (self._literal(at, node) for at, node in enumerate(self.nodes))
        return tuple(each for each in found if each is not None)

    def is_setting(self, at: int) -> bool:
        """True for what computes nothing: literals, imports, texts, magics and `pass`."""
        node = self.nodes[at]
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
            return True
        return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)

    def without(self, moved: Container[int]) -> str:
        """The source with some statements taken out, every other line in its place."""
        lines = self.source.split("\n")
        for start, end, group in self._groups():
            if not any(at in moved for at in group):
                continue
            kept = [self._segment(self.nodes[at]) for at in group if at not in moved]
            if kept:
                tail = lines[end - 1].encode()[self.nodes[group[-1]].end_col_offset or 0 :].decode()
                lines[start - 1 : end] = ["; ".join(kept) + tail]
            else:
                lines[start - 1 : end] = [MARK + line for line in lines[start - 1 : end]]
        return "\n".join(lines)

    def renamed(self, names: Mapping[str, str]) -> str:
        """The source in which the literals of some names are bound to other names."""
        lines = self.source.split("\n")
        for literal in reversed(self.literals()):
            target = _target(self.nodes[literal.at])
            if target and target.id in names:
                line = lines[target.lineno - 1].encode()
                head, tail = line[: target.col_offset].decode(), line[target.end_col_offset :].decode()
                lines[target.lineno - 1] = head + names[target.id] + tail
        return "\n".join(lines)

    def _groups(self) -> Iterable[tuple[int, int, list[int]]]:
        """Statements that share lines: first line, last line, and their indices; the last group first."""
        number = -1
        last = 0
        labelled = []
        for at, node in enumerate(self.nodes):
            number += node.lineno > last
            last = node.end_lineno or node.lineno
            labelled.append((number, at))
        groups = [[at for _, at in pairs] for _, pairs in groupby(labelled, key=lambda pair: pair[0])]
        for group in reversed(groups):
            final = self.nodes[group[-1]]
            yield self.nodes[group[0]].lineno, final.end_lineno or final.lineno, group

    def _literal(self, at: int, node: ast.stmt) -> Literal | None:
        name, value = _bound(node)
        if not name or value is None or not self._is_plain(node):
            return None
        try:
            found = ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return None
        annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
        return Literal(name, found, at, self._segment(node), self._comment(node), annotation)

    def _is_plain(self, node: ast.stmt) -> bool:
        """False for code that a magic governs, as in `%time x = 5`."""
        lines = slice(node.lineno - 1, node.end_lineno)
        return self.source.split("\n")[lines] == self.code.split("\n")[lines]

    def _segment(self, node: ast.stmt) -> str:
        return ast.get_source_segment(self.source, node) or ""

    def _comment(self, node: ast.stmt) -> str:
        line = self.source.split("\n")[(node.end_lineno or node.lineno) - 1]
        tail = line.encode()[node.end_col_offset or 0 :].decode().strip(" \t;")
        return tail.lstrip("#").strip() if tail.startswith("#") else ""


def is_json(value: Any) -> bool:
    """True for what JSON holds without loss: no tuples, sets, bytes, complex or infinite numbers."""
    match value:
        case None | bool() | int() | str():
            return True
        case float():
            return math.isfinite(value)
        case list():
            return all(is_json(each) for each in value)
        case dict():
            return all(isinstance(key, str) and is_json(each) for key, each in value.items())
        case _:
            return False


def _parsed(code: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []


def _bound(node: ast.stmt) -> tuple[str, ast.expr | None]:
    """The one name that a plain assignment binds, and what it binds it to."""
    target = _target(node)
    return (target.id, node.value) if target and isinstance(node, ast.Assign | ast.AnnAssign) else ("", None)


def _target(node: ast.stmt) -> ast.Name | None:
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0]
    return node.target if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else None
