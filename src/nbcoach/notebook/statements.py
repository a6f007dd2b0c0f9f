"""Reads the statements of a cell, block by block, into `Facts`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.expressions import OPERATORS, ExpressionReader
from nbcoach.notebook.model import LATER, SCOPES, STORES, Binding, Block, Facts, Statement, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.notebook.reader import Frame


class StatementReader(ExpressionReader):
    """Walks a cell's syntax tree once, from top to bottom."""

    __slots__ = ()

    def read(self, body: list[ast.stmt]) -> Facts:
        """The facts of a cell whose syntax tree has this body."""
        self.body(body)
        if body and isinstance(body[-1], ast.Expr) and self.statements:
            self._show(body[-1])
        blocks = _blocks(self.blocks)
        deleted = frozenset([each.name for each in self.bindings if each.kind == "delete"])
        return Facts(
            tuple(self.calls),
            tuple(self.bindings),
            tuple(self.names),
            tuple(self.strings),
            tuple(self.statements),
            blocks,
            tuple(self.magics),
            frozenset([value.text.partition(".")[0] for value in self.names]),
            frozenset([keyword.name for call in self.calls for keyword in call.keywords]),
            _free(self.names, self.bindings, blocks),
            _left_bound(self.bindings, blocks),
            deleted,
        )

    def _show(self, node: ast.Expr) -> None:
        last = self.statements[-1]
        ends_quietly = self.code.rstrip().endswith(";")
        if last.kind == "expression" and last.line == node.lineno and last.block == 0 and not ends_quietly:
            self.statements[-1] = Statement("shown", last.value, last.line, last.end_line, last.at, 0)

    def body(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            _STATEMENTS.get(type(node), StatementReader._ignored)(self, node)

    def _ignored(self, node: ast.stmt) -> None:
        pass

    def inside(self, kind: str, text: str, value: Value | None, node: Any, body: list[ast.stmt]) -> Frame:
        outer = self.enter(kind, text, value, node)
        frame = self.blocks[self.block]
        self.body(body)
        self.block = outer
        return frame

    def state(self, kind: str, value: Value | None, node: ast.stmt) -> None:
        self.at += 1
        self.statements.append(Statement(kind, value, node.lineno, node.end_lineno or node.lineno, self.at, self.block))

    def _expression(self, node: ast.Expr) -> None:
        value = self.value(node.value)
        if value.kind != "shell":
            self.state("expression", value, node)

    def _assign(self, node: ast.Assign) -> None:
        value = self.value(node.value)
        for target in node.targets:
            self.bind(target, value, "assign")

    def _augment(self, node: ast.AugAssign) -> None:
        before = self.value(node.target)
        parts = (before, self.value(node.value))
        value = self.make("operation", OPERATORS[type(node.op)], parts, node.target)
        self.bind(node.target, value, "augment")

    def _annotate(self, node: ast.AnnAssign) -> None:
        self.value(node.annotation)
        if node.value is not None:
            self.bind(node.target, self.value(node.value), "annotate")

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        iterable = self.value(node.iter)
        outer = self.enter("for", "", iterable, node)
        self.bind(node.target, iterable, "for")
        self.body(node.body)
        self.block = outer
        self.inside("else", "", iterable, node, node.orelse)

    def _while(self, node: ast.While) -> None:
        outer = self.enter("while", "", None, node)
        self.blocks[self.block].value = test = self.value(node.test)
        self.body(node.body)
        self.block = outer
        self.inside("else", "", test, node, node.orelse)

    def _if(self, node: ast.If) -> None:
        test = self.value(node.test)
        self.inside("if", "", test, node, node.body)
        if node.orelse:
            self.inside("else", "", test, node, node.orelse)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        outer = self.block
        for item in node.items:
            value = self.value(item.context_expr)
            self.enter("with", "", value, node)
            if item.optional_vars is not None:
                self.bind(item.optional_vars, value, "with")
        self.body(node.body)
        self.block = outer

    def _try(self, node: ast.Try) -> None:
        caught = [name for handler in node.handlers for name in _caught(handler.type)]
        self.inside("try", "", None, node, node.body).names = caught
        for handler in node.handlers:
            kind = self.value(handler.type) if handler.type is not None else None
            outer = self.enter("except", "", kind, handler)
            self.blocks[self.block].names = _caught(handler.type)
            if handler.name:
                self.record(handler.name, "except", "", kind, handler)
            self.body(handler.body)
            self.block = outer
        self.inside("else", "", None, node, node.orelse)
        self.inside("finally", "", None, node, node.finalbody)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.value(decorator)
        self._defaults(node.args)
        self.record(node.name, "def", "", None, node)
        outer = self.enter("function", node.name, None, node)
        self._parameters(node.args)
        self.body(node.body)
        self.block = outer

    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.value(decorator)
        bases = tuple([self.value(each) for each in node.bases])
        for keyword in node.keywords:
            self.value(keyword.value)
        outer = self.enter("class", node.name, None, node)
        self.body(node.body)
        self.block = outer
        self.at += 1
        span = (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
        self.record(node.name, "class", "", Value("tuple", "", bases, *span, self.at, self.block), node)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.asname:
                self.record(alias.asname, "import", alias.name, None, alias)
            else:
                root = alias.name.partition(".")[0]
                self.record(root, "import", root, None, alias)

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            text = module if alias.name == "*" else f"{module}.{alias.name}" if node.module else module + alias.name
            self.record(alias.asname or alias.name, "import", text, None, alias)

    def _plain(self, node: Any) -> None:
        self.state(_PLAIN[type(node)], self.value(node.value) if node.value is not None else None, node)

    def _assert(self, node: ast.Assert) -> None:
        value = self.value(node.test)
        if node.msg is not None:
            self.value(node.msg)
        self.state("assert", value, node)

    def _raise(self, node: ast.Raise) -> None:
        value = self.value(node.exc) if node.exc is not None else None
        if node.cause is not None:
            self.value(node.cause)
        self.state("raise", value, node)

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            value = self.value(target)
            if isinstance(target, ast.Name):
                self.record(target.id, "delete", "", value, target)
            else:
                self.state("delete", value, node)

    def _global(self, node: ast.Global | ast.Nonlocal) -> None:
        block = self.block
        while self.blocks[block].kind not in SCOPES:
            block = self.blocks[block].parent
        if isinstance(node, ast.Global):
            self.blocks[block].names += node.names

    def _match(self, node: ast.Match) -> None:
        subject = self.value(node.subject)
        for case in node.cases:
            outer = self.enter("match", "", subject, node)
            for pattern in ast.walk(case.pattern):
                if isinstance(pattern, ast.expr):
                    continue
                name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
                if isinstance(name, str):
                    self.record(name, "match", "", subject, pattern)
            if case.guard is not None:
                self.value(case.guard)
            self.body(case.body)
            self.block = outer


def _blocks(frames: list[Frame]) -> tuple[Block, ...]:
    """The blocks of a cell; a block stands behind the one that holds it."""
    blocks: list[Block] = []
    for index, frame in enumerate(frames):
        kind, parent = frame.kind, frame.parent
        scope = index if kind in SCOPES else blocks[parent].scope
        is_later = kind in LATER or (parent >= 0 and blocks[parent].is_later)
        names = tuple(frame.names)
        blocks.append(
            Block(kind, parent, frame.text, frame.value, names, frame.line, frame.end_line, scope, is_later),
        )
    return tuple(blocks)


def _free(names: list[Value], bindings: list[Binding], blocks: tuple[Block, ...]) -> frozenset[str]:
    """What is used outside of functions before the cell binds it."""
    bound_at: dict[tuple[int, str], int] = {}
    for binding in bindings:
        if binding.kind not in STORES:
            bound_at.setdefault((blocks[binding.block].scope, binding.name), binding.at)
    free: set[str] = set()
    for value in names:
        block = blocks[value.block]
        if block.is_later:
            continue
        name, scope = value.text.partition(".")[0], block.scope
        while scope and (scope, name) not in bound_at:
            scope = blocks[blocks[scope].parent].scope
        if bound_at.get((scope, name), value.at) >= value.at:
            free.add(name)
    return frozenset(free)


def _left_bound(bindings: list[Binding], blocks: tuple[Block, ...]) -> frozenset[str]:
    """What is bound at the top level when the cell has run, in whatever branch."""
    bound: set[str] = set()
    for binding in bindings:
        if binding.kind == "delete":
            bound.discard(binding.name)
        elif binding.kind not in STORES and blocks[binding.block].scope == 0:
            bound.add(binding.name)
    return frozenset(bound)


def _caught(node: ast.expr | None) -> list[str]:
    """The names of the exceptions that a handler catches; `*` for all."""
    if node is None:
        return ["*"]
    if isinstance(node, ast.Tuple):
        return [name for each in node.elts for name in _caught(each)]
    return [node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")]


_PLAIN: dict[type, str] = {ast.Return: "return"}
_STATEMENTS: dict[type, Callable[[StatementReader, Any], None]] = {
    ast.Expr: StatementReader._expression,
    ast.Assign: StatementReader._assign,
    ast.AugAssign: StatementReader._augment,
    ast.AnnAssign: StatementReader._annotate,
    ast.For: StatementReader._for,
    ast.AsyncFor: StatementReader._for,
    ast.While: StatementReader._while,
    ast.If: StatementReader._if,
    ast.With: StatementReader._with,
    ast.AsyncWith: StatementReader._with,
    ast.Try: StatementReader._try,
    ast.TryStar: StatementReader._try,
    ast.FunctionDef: StatementReader._function,
    ast.AsyncFunctionDef: StatementReader._function,
    ast.ClassDef: StatementReader._class,
    ast.Import: StatementReader._import,
    ast.ImportFrom: StatementReader._import_from,
    ast.Return: StatementReader._plain,
    ast.Assert: StatementReader._assert,
    ast.Raise: StatementReader._raise,
    ast.Delete: StatementReader._delete,
    ast.Global: StatementReader._global,
    ast.Nonlocal: StatementReader._global,
    ast.Match: StatementReader._match,
}
