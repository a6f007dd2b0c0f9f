"""Reads expressions: each becomes a `Value`, and fills the lists of calls, names, strings and bindings on its way."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.model import Call, Keyword, Magic, Value
from nbcoach.notebook.reader import CellReader

if TYPE_CHECKING:
    from collections.abc import Callable


class ExpressionReader(CellReader):
    """Walks expressions in order of evaluation."""

    __slots__ = ()

    def value(self, node: ast.expr) -> Value:
        return _VALUES.get(type(node), ExpressionReader._unknown)(self, node)

    def _unknown(self, node: ast.expr) -> Value:
        return self.make(
            "other",
            "",
            tuple(self.value(n) for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)),
            node,
        )

    def _name(self, node: ast.Name) -> Value:
        return self.chain(node.id, node)

    def _attribute(self, node: ast.Attribute) -> Value:
        base: ast.expr = node.value
        if isinstance(base, ast.Name):
            return self.chain(f"{base.id}.{node.attr}", node)
        chain = [node.attr]
        while isinstance(base, ast.Attribute):
            chain.append(base.attr)
            base = base.value
        chain.reverse()
        if isinstance(base, ast.Name):
            return self.chain(base.id + "." + ".".join(chain), node)
        return self.make("attribute", ".".join(chain), (self.value(base),), node)

    def _constant(self, node: ast.Constant) -> Value:
        given = node.value
        if isinstance(given, str):
            value = self.make("string", given, (), node)
            self.strings.append(value)
            return value
        if given is None or isinstance(given, bool) or given is ...:
            return self.make("constant", "..." if given is ... else str(given), (), node)
        if isinstance(given, bytes):
            return self.make("bytes", given.decode("latin-1"), (), node)
        if self.found and given == 0 and (node.lineno, node.col_offset) in self.found:
            return self._shell_value(node)
        return self.make("number", _digits(given), (), node)

    def _shell_value(self, node: ast.Constant) -> Value:
        found = self.found.pop((node.lineno, node.col_offset))
        self.at += 1
        self.magics.append(Magic(*found, self.at, self.block))
        return self.make("shell", found.name + found.text, (), node)

    def _call(self, node: ast.Call) -> Value:
        function = self.value(node.func)
        arguments = tuple([self.value(each) for each in node.args])
        keywords = tuple([Keyword(each.arg or "", self.value(each.value)) for each in node.keywords])
        value = self.make("call", function.text, (), node, len(self.calls))
        self.calls.append(
            Call(
                function,
                arguments,
                keywords,
                value.line,
                value.column,
                value.end_line,
                value.end_column,
                value.at,
                self.block,
            )
        )
        return value

    def _subscript(self, node: ast.Subscript) -> Value:
        return self.make("subscript", "", (self.value(node.value), self.value(node.slice)), node)

    def _slice(self, node: ast.Slice) -> Value:
        bounds = (node.lower, node.upper, node.step)
        return self.make("slice", "", tuple([self.value(each) for each in bounds if each is not None]), node)

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set) -> Value:
        return self.make(_SEQUENCES[type(node)], "", tuple([self.value(each) for each in node.elts]), node)

    def _dict(self, node: ast.Dict) -> Value:
        parts: list[Value] = []
        for key, each in zip(node.keys, node.values, strict=True):
            parts.append(self.value(key) if key is not None else self.make("starred", "", (), each))
            parts.append(self.value(each))
        return self.make("dict", "", tuple(parts), node)

    def _binary(self, node: ast.BinOp) -> Value:
        return self.make("operation", OPERATORS[type(node.op)], (self.value(node.left), self.value(node.right)), node)

    def _unary(self, node: ast.UnaryOp) -> Value:
        operand = self.value(node.operand)
        if isinstance(node.op, ast.USub) and operand.kind == "number":
            return self.make("number", "-" + operand.text, (), node)
        return self.make(
            "operation" if not isinstance(node.op, ast.Not) else "boolean",
            OPERATORS[type(node.op)],
            (operand,),
            node,
        )

    def _compare(self, node: ast.Compare) -> Value:
        parts = (self.value(node.left), *[self.value(each) for each in node.comparators])
        return self.make("compare", OPERATORS[type(node.ops[0])], parts, node)

    def _boolean(self, node: ast.BoolOp) -> Value:
        text = "and" if isinstance(node.op, ast.And) else "or"
        return self.make("boolean", text, tuple([self.value(each) for each in node.values]), node)

    def _conditional(self, node: ast.IfExp) -> Value:
        test = self.value(node.test)
        with_block = self.enter("if", "", test, node)
        body = self.value(node.body)
        self.block = with_block
        self.enter("else", "", test, node)
        orelse = self.value(node.orelse)
        self.block = with_block
        return self.make("conditional", "", (test, body, orelse), node)

    def _fstring(self, node: ast.JoinedStr) -> Value:
        return self.make("fstring", "", tuple([self.value(each) for each in node.values]), node)

    def _formatted(self, node: ast.FormattedValue) -> Value:
        if node.format_spec is not None:
            self.value(node.format_spec)
        return self.value(node.value)

    def _wrapped(self, node: ast.Starred | ast.Await | ast.Yield | ast.YieldFrom) -> Value:
        parts = (self.value(node.value),) if node.value is not None else ()
        return self.make(_WRAPPERS[type(node)], "", parts, node)

    def _walrus(self, node: ast.NamedExpr) -> Value:
        value = self.value(node.value)
        self.bind(node.target, value, "walrus")
        return value

    def _lambda(self, node: ast.Lambda) -> Value:
        self._defaults(node.args)
        outer = self.enter("lambda", "", None, node)
        self._parameters(node.args)
        body = self.value(node.body)
        self.block = outer
        return self.make("lambda", "", (body,), node)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Value:
        first = self.value(node.generators[0].iter)
        outer = self.enter("comprehension", "", first, node)
        tail: list[Value] = []
        for number, generator in enumerate(node.generators):
            iterable = self.value(generator.iter) if number else first
            self.bind(generator.target, iterable, "for")
            tail += [iterable, *[self.value(each) for each in generator.ifs]]
        if isinstance(node, ast.DictComp):
            head = [self.value(node.key), self.value(node.value)]
        else:
            head = [self.value(node.elt)]
        self.block = outer
        return self.make("comprehension", _COMPREHENSIONS[type(node)], (*head, *tail), node)

    def bind(self, target: ast.expr, value: Value | None, kind: str, index: int = -1) -> None:
        if isinstance(target, ast.Name):
            self.record(target.id, kind, "", value, target, index)
        elif isinstance(target, ast.Tuple | ast.List):
            self._unpack(target.elts, value, kind)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, value, kind, index)
        else:
            self._store(target, value)

    def _unpack(self, targets: list[ast.expr], value: Value | None, kind: str) -> None:
        spelled = value is not None and value.kind in {"tuple", "list"} and len(value.parts) == len(targets)
        starred = any(isinstance(each, ast.Starred) for each in targets)
        for index, target in enumerate(targets):
            if spelled and not starred and kind == "assign" and value is not None:
                self.bind(target, value.parts[index], kind)
            else:
                self.bind(target, value, kind, index)

    def _store(self, target: ast.expr, value: Value | None) -> None:
        place = self.value(target)
        base = place
        while base.parts and base.kind in {"subscript", "attribute"}:
            base = base.parts[0]
        kind = "item" if isinstance(target, ast.Subscript) else "attribute"
        self.record(base.root, kind, base.text if base.kind == "name" else "", value, target, -1, place)

    def _defaults(self, arguments: ast.arguments) -> None:
        for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if each.annotation is not None:
                self.value(each.annotation)

    def _parameters(self, arguments: ast.arguments) -> None:
        inner, self.block = self.block, self.blocks[self.block].parent
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: dict[str, Value] = {}
        for parameter, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
            defaults[parameter.arg] = self.value(default)
        for parameter, optional in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if optional is not None:
                defaults[parameter.arg] = self.value(optional)
        self.block = inner
        for index, parameter in enumerate([*positional, *arguments.kwonlyargs]):
            self.record(parameter.arg, "parameter", "", defaults.get(parameter.arg), parameter, index)
        for rest in (arguments.vararg, arguments.kwarg):
            if rest is not None:
                self.record(rest.arg, "parameter", "*", None, rest)


def _digits(number: object) -> str:
    try:
        return repr(number)
    except ValueError:  # an integer of more digits than Python prints
        return "inf"


_COMPREHENSIONS: dict[type, str] = {
    ast.ListComp: "list",
    ast.SetComp: "set",
    ast.DictComp: "dict",
    ast.GeneratorExp: "generator",
}
_SEQUENCES: dict[type, str] = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}
_WRAPPERS: dict[type, str] = {
    ast.Starred: "starred",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}
OPERATORS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_VALUES: dict[type, Callable[[ExpressionReader, Any], Value]] = {
    ast.Name: ExpressionReader._name,
    ast.Attribute: ExpressionReader._attribute,
    ast.Constant: ExpressionReader._constant,
    ast.Call: ExpressionReader._call,
    ast.Subscript: ExpressionReader._subscript,
    ast.Slice: ExpressionReader._slice,
    ast.List: ExpressionReader._sequence,
    ast.Tuple: ExpressionReader._sequence,
    ast.Set: ExpressionReader._sequence,
    ast.Dict: ExpressionReader._dict,
    ast.BinOp: ExpressionReader._binary,
    ast.UnaryOp: ExpressionReader._unary,
    ast.Compare: ExpressionReader._compare,
    ast.BoolOp: ExpressionReader._boolean,
    ast.IfExp: ExpressionReader._conditional,
    ast.JoinedStr: ExpressionReader._fstring,
    ast.FormattedValue: ExpressionReader._formatted,
    ast.Starred: ExpressionReader._wrapped,
    ast.Await: ExpressionReader._wrapped,
    ast.Yield: ExpressionReader._wrapped,
    ast.YieldFrom: ExpressionReader._wrapped,
    ast.NamedExpr: ExpressionReader._walrus,
    ast.Lambda: ExpressionReader._lambda,
    ast.ListComp: ExpressionReader._comprehension,
    ast.SetComp: ExpressionReader._comprehension,
    ast.GeneratorExp: ExpressionReader._comprehension,
    ast.DictComp: ExpressionReader._comprehension,
}
