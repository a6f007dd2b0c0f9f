"""The one value that answers questions about a notebook.

A notebook is read in two stages. `Facts` say what one cell says: pure, compact, with positions relative to
the cell, no tree and no ids, so that equal cells share them and they travel between processes and into the
cache. `Notebook` links the facts of all cells: it resolves names across import aliases and cells, and knows
which cell binds a name and which one uses it.

Lines count from 1 within the cell, columns from 0 in Unicode code points.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class Span(NamedTuple):
    """A range of source text within one cell: line from 1, column from 0, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Place(NamedTuple):
    """A moment of a run from top to bottom: the cell's index in the file, and the order within the cell."""

    cell: int
    at: int


class Value(Struct, frozen=True, gc=False, array_like=True):
    """An expression, as far as anybody asks about it.

    `kind` is one of:

    - `name`: a name or a dotted chain of it; `text` is the chain as written (`np.random.rand`).
    - `attribute`: an attribute of something that is no plain name; `text` is the attribute, `parts` the base.
    - `call`: `call` is its index in `Facts.calls`.
    - `string`, `bytes`, `number`, `constant`: a literal; `text` is the string itself, or the number's or
      constant's `repr` (`None`, `True`, `...`).
    - `fstring`: `parts` are its literal and computed pieces.
    - `subscript`: `parts` are the base and the index. `slice`: `parts` are the bounds that are given.
    - `list`, `tuple`, `set`: `parts` are the items. `dict`: `parts` alternate between keys and values; a
      `starred` key without parts stands for `**`.
    - `operation`, `compare`, `boolean`: `text` is the first operator (`+`, `==`, `and`, `not`), `parts` the
      operands.
    - `conditional`: `parts` are the test and both outcomes. `lambda`: `parts` is the body.
    - `comprehension`: `text` is `list`, `set`, `dict` or `generator`; `parts` are the element (two for a dictionary),
      then each iterable and its conditions.
    - `starred`, `await`, `yield`: `parts` is what stands behind it.
    - `shell`: the value of `!command` or of a magic that is assigned; `text` is the line as written.

    `at` is the order of evaluation within the cell; `block` the index of the enclosing block in `Facts.blocks`.
    """

    kind: str
    text: str
    parts: tuple[Value, ...]
    line: int
    column: int
    end_line: int
    end_column: int
    at: int
    block: int
    call: int = -1

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.end_line, self.end_column)

    @property
    def root(self) -> str:
        """The first name of a dotted chain; empty for what is no chain."""
        return self.text.partition(".")[0] if self.kind == "name" else ""


class Keyword(Struct, frozen=True, gc=False, array_like=True):
    """A keyword argument of a call; `name` is empty for `**mapping`."""

    name: str
    value: Value


class Call(Struct, frozen=True, gc=False, array_like=True):
    """A call as its cell has it; `function` is the callee as a value."""

    function: Value
    arguments: tuple[Value, ...]
    keywords: tuple[Keyword, ...]
    line: int
    column: int
    end_line: int
    end_column: int
    at: int
    block: int

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.end_line, self.end_column)

    def keyword(self, name: str) -> Value | None:
        """The value given for a keyword argument, None where it is left out."""
        return next((keyword.value for keyword in self.keywords if keyword.name == name), None)

    def argument(self, position: int, name: str) -> Value | None:
        """The value given for a parameter by position (from 0, negative for none) or by name."""
        given = self.keyword(name)
        if given is not None or not 0 <= position < len(self.arguments):
            return given
        before = self.arguments[: position + 1]
        return None if any(value.kind == "starred" for value in before) else before[-1]

    @property
    def is_open(self) -> bool:
        """True where `*items` or `**mapping` may give arguments that no reader sees."""
        return any(value.kind == "starred" for value in self.arguments) or any(
            not keyword.name for keyword in self.keywords
        )


class Binding(Struct, frozen=True, gc=False, array_like=True):
    """A place that binds or changes a name.

    `kind` is `assign`, `augment`, `annotate`, `for`, `with`, `import`, `def`, `class`, `except`, `walrus`,
    `parameter`, `match`, `magic`, `delete`; or `item` and `attribute` for a store into an object (`df["x"] = 1`,
    `plt.rcParams["a"] = 1`), which changes the root name and binds nothing.

    `text` is the dotted target of an import (`sklearn.model_selection.train_test_split`), the chain that a
    store goes to (`plt.rcParams`), else empty. A star import binds the name `*`. `value` is what is bound,
    `index` the position in an unpacked target or -1; a parameter's value is its default; a class's value is the
    tuple of its bases. `target` is the place of a store (`df["x"]`).
    """

    name: str
    kind: str
    text: str
    value: Value | None
    index: int
    line: int
    column: int
    end_line: int
    end_column: int
    at: int
    block: int
    target: Value | None = None

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.end_line, self.end_column)


class Block(Struct, frozen=True, gc=False, array_like=True):
    """A stretch of code that runs under a condition, repeatedly, later, or in a scope of its own.

    `kind` is `module` (the cell itself, always block 0), `function`, `lambda`, `class`, `comprehension` — the
    scopes — or `if`, `else`, `for`, `while`, `try`, `except`, `finally`, `with`, `match`. `text` is the name
    of a function or class; `names` the exceptions that an `except` or its `try` catches (`*` for all),
    or the names that a function declares global; `value` the test, iterable or context. `scope` is the index of the
    block that owns the names bound here; `is_later` is true inside the body of a function or lambda, which runs when
    it is called.
    """

    kind: str
    parent: int
    text: str
    value: Value | None
    names: tuple[str, ...]
    line: int
    end_line: int
    scope: int = 0
    is_later: bool = False


class Statement(Struct, frozen=True, gc=False, array_like=True):
    """A statement that binds nothing: `expression`, `return`, `assert`, `raise`, `delete`, or `shown`.

    `shown` is the last expression at the top of a cell, whose value Jupyter displays.
    """

    kind: str
    value: Value | None
    line: int
    end_line: int
    at: int
    block: int


class Magic(Struct, frozen=True, gc=False, array_like=True):
    """A line or cell magic, a shell line, or a question.

    `name` is `!` for shell lines, `%name`, `%%name` or `?`; `text` the rest of the line (continued lines joined with
    their line breaks); `body` the lines below a cell magic whose body is no Python of this kernel, else empty.
    """

    name: str
    text: str
    body: str
    line: int
    column: int
    end_line: int
    end_column: int
    at: int
    block: int

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.end_line, self.end_column)

    @property
    def is_shell(self) -> bool:
        return self.name in {
            "!",
            "!!",
            "%%bash",
            "%%sh",
            "%%shell",
            "%%script",
            "%sx",
            "%system",
            "%%system",
            "%%sx",
        }


class SyntaxFault(Struct, frozen=True, gc=False, array_like=True):
    """Why a cell does not parse: the parser's message, and where."""

    message: str
    line: int
    column: int


class Facts(Struct, frozen=True, gc=False, array_like=True):
    """What one cell says, in order of evaluation.

    `names` are the uses of names (each a `name` value), `strings` the string literals. `used` are the first names of
    `names`, `keywords` the names of keyword arguments. Of a run of the cell, `free` are the names that it needs from
    above, `bound` those that it leaves bound for the cells below, and `deleted` those that it deletes.
    `python_2` is what Python 3 says against a cell that only Python 2 reads.
    """

    calls: tuple[Call, ...] = ()
    bindings: tuple[Binding, ...] = ()
    names: tuple[Value, ...] = ()
    strings: tuple[Value, ...] = ()
    statements: tuple[Statement, ...] = ()
    blocks: tuple[Block, ...] = (Block("module", -1, "", None, (), 1, 1),)
    magics: tuple[Magic, ...] = ()
    used: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    fault: SyntaxFault | None = None
    python_2: SyntaxFault | None = None

    def scope(self, block: int) -> int:
        """The index of the block that owns the names bound in `block`."""
        return self.blocks[block].scope

    def around(self, block: int) -> tuple[Block, ...]:
        """The blocks around a place, innermost first, the cell itself left out."""
        found = []
        while block > 0:
            found.append(self.blocks[block])
            block = self.blocks[block].parent
        return tuple(found)

    def runs_later(self, block: int) -> bool:
        """True inside the body of a function or lambda, which runs when it is called."""
        return self.blocks[block].is_later


SCOPES = frozenset({"module", "function", "lambda", "class", "comprehension"})
LATER = frozenset({"function", "lambda"})
STORES = frozenset({"item", "attribute"})
"""The kinds of binding that change an object and bind no name."""
