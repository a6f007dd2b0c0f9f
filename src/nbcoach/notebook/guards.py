"""Whether a place runs only where it can: under a test of the environment, or as a fallback.

The words that tell a test of the environment are in `guards.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.notebook.model import STORES
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Block, Value

_TESTED = frozenset({"if", "else", "while", "match"})
_DEPTH = 4
_FILES = (
    ".json",
    "/.kaggle",
    ".zip",
    ".csv",
    ".txt",
    ".py",
    ".ipynb",
    ".yml",
    ".yaml",
    ".tar",
    ".gz",
    ".h5",
    ".pth",
    ".pkl",
)
"""Ends of texts that name a file: whether `kaggle.json` is there says nothing of the machine."""


class _Table(Struct, frozen=True):
    words: tuple[str, ...]
    calls: frozenset[str]
    names: frozenset[str]
    missing: frozenset[str]


def tests(cell: Cell, block: int) -> Iterator[Value]:
    """The tests that decide whether a place runs, innermost first."""
    for each in cell.facts.around(block):
        if each.kind in _TESTED and each.value is not None:
            yield each.value


def is_guarded(notebook: Notebook, cell: Cell, block: int) -> bool:
    """True where a test of the environment decides whether a place runs, or where it is the fallback of one.

    `if "google.colab" in sys.modules:`, `if IN_COLAB:` and both their branches are such places; so is an `except`
    that catches a missing module or setting.
    """
    if any(asks_environment(notebook, cell, test) for test in tests(cell, block)):
        return True
    return any(each.kind == "except" and _table().missing & set(each.names) for each in cell.facts.around(block))


def tries_import(cell: Cell, block: int) -> bool:
    """True inside a `try` that goes on where a module is missing, and where it goes on because none was."""
    wanted = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "*"}
    return any(wanted & set(each.names) for each in _tries(cell, block))


def _tries(cell: Cell, block: int) -> Iterator[Block]:
    """The `try` blocks around a place, and those in whose `else` it stands."""
    blocks = cell.facts.blocks
    while block > 0:
        each = blocks[block]
        if each.kind == "try":
            yield each
        elif each.kind == "else" and each.value is None:
            start = (each.parent, each.line)
            yield from (other for other in blocks if other.kind == "try" and (other.parent, other.line) == start)
        block = each.parent


def is_parameter_test(notebook: Notebook, cell: Cell, block: int) -> bool:
    """True where a switch decides whether a place runs: a name that holds a literal, or a function's parameter."""
    return any(_is_switch(notebook, cell, test) for test in tests(cell, block))


def is_fallback(notebook: Notebook, site: CallSite) -> bool:
    """True for a call that only fills in for a setting: `os.getenv("KEY") or getpass()`."""
    inner = site.call.at
    for holder in notebook.context(site.cell).holders(site.call):
        value = holder.node
        if holder.role == "part" and getattr(value, "kind", "") == "boolean" and holder.position > 0:
            before = value.parts[: holder.position]  # type: ignore[union-attr]
            if any(each.at < inner and asks_environment(notebook, site.cell, each) for each in before):
                return True
    return False


def asks_environment(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> bool:
    """True for a test whose outcome depends on where the notebook runs."""
    table = _table()
    if value.kind == "string":
        return _speaks_of_it(value.text) and not value.text.endswith(_FILES)
    if value.kind == "name":
        return _speaks_of_it(value.text) or _names_it(notebook, cell, value, depth)
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        name = notebook.resolve(cell, call.function)
        if name in table.calls or _speaks_of_it(name):
            return True
        inside = (call.function, *call.arguments)
        return depth < _DEPTH and any(asks_environment(notebook, cell, each, depth + 1) for each in inside)
    return any(asks_environment(notebook, cell, part, depth) for part in value.parts)


def _names_it(notebook: Notebook, cell: Cell, value: Value, depth: int) -> bool:
    resolved = notebook.resolve(cell, value)
    if resolved in _table().names or any(resolved.startswith(each + ".") for each in _table().names):
        return True
    site = notebook.definition(cell, value)
    if site is None or depth >= _DEPTH:
        return False
    bound = [each for each in notebook.bindings_of(value.root) if each.binding.kind not in STORES]
    if site not in bound:
        bound = [site]
    if any(_is_set_where_asked(each.cell, each.binding.block) for each in bound):
        return True
    given = site.binding.value
    return (
        given is not None and site.binding.kind == "assign" and asks_environment(notebook, site.cell, given, depth + 1)
    )


def _is_set_where_asked(cell: Cell, block: int) -> bool:
    """True for a flag that is set by `try: import google.colab` and its `except`."""
    around = cell.facts.around(block)
    return any(_is_import_try(cell, each) for each in around)


def _is_import_try(cell: Cell, block: Block) -> bool:
    missing = {"ImportError", "ModuleNotFoundError", "*", "Exception"}
    return (
        block.kind in {"try", "except"}
        and bool(missing & set(block.names))
        and any(binding.kind == "import" for binding in cell.facts.bindings if binding.line <= block.end_line)
    )


def _is_switch(notebook: Notebook, cell: Cell, test: Value) -> bool:
    if test.kind in {"boolean", "compare"}:
        return any(_is_switch(notebook, cell, part) for part in test.parts)
    if test.kind != "name":
        return False
    site = notebook.definition(cell, test)
    if site is None or site.binding.kind not in {"assign", "annotate", "parameter"}:
        return False
    if site.binding.kind == "parameter":
        return True
    value = site.binding.value
    return value is not None and value.kind in {"constant", "string", "number"} and len(_assigned(notebook, test)) == 1


def _assigned(notebook: Notebook, name: Value) -> list[object]:
    return [each for each in notebook.bindings_of(name.root) if each.binding.kind not in STORES] or [name]


def _speaks_of_it(text: str) -> bool:
    if len(text) > 200:
        return False
    lowered = text.lower()
    return any(each in lowered for each in _table().words)


@cache
def _table() -> _Table:
    raw = read_table(__file__, "guards.toml")
    return _Table(tuple(raw["words"]), frozenset(raw["calls"]), frozenset(raw["names"]), frozenset(raw["missing"]))
