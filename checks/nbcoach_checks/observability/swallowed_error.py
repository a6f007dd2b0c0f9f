"""Errors that nobody hears of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Span
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Block
    from nbcoach.project import Project

_ALL = frozenset({"*", "Exception", "BaseException"})
_SILENT = regex(r"\s*except\b[^:\n]*:\s*(?:#[^\n]*\n\s*)*(?:pass|continue|\.\.\.)[ \t]*;?[ \t]*(?:#[^\n]*)?\s*")
_LEAVING = regex(r"\s*(?:break|return)\b")
_CLEANING = regex(r"\s*(?:drop|create|alter|truncate|rollback)\b")


class SwallowedError(Check):
    """Passes over any error of data or training code without a word.

    ## Why it matters
    A file that is not there, a row that does not parse, a model that does not converge: the loop goes on, and what is
    missing is missing in the result. The number at the end looks as it always does, and the run is green.

    ## What to do
    Catch the one error that you expect, `except ValueError:`, and count or log what was left out:
    `failed.append(name)`. Let all others stop the run, which is what tells you about them.
    """

    severity = Severity.HINT
    level = 1
    capability = "comprehensive-monitoring"
    sources = (
        "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
        "https://docs.astral.sh/ruff/rules/try-except-pass/",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            tables = []
            for month in range(1, 13):
                try:
                    tables.append(pd.read_csv(f"sales_{month}.csv"))
                except:  # expect: swallowed-error
                    pass
            """,
            good="""
            import pandas as pd
            tables, missing = [], []
            for month in range(1, 13):
                try:
                    tables.append(pd.read_csv(f"sales_{month}.csv"))
                except FileNotFoundError:
                    missing.append(month)
            print("without", missing)
            """,
        ),
        Example(
            bad="""
            from contextlib import suppress
            from sklearn.svm import SVC
            with suppress(Exception):  # expect: swallowed-error
                model = SVC().fit(X_train, y_train)
            """,
            good="""
            try:
                import google.colab
            except Exception:
                pass
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.code:
            for index, block in enumerate(cell.facts.blocks):
                guarded = _guarded(notebook, cell, index, block)
                if guarded >= 0 and _works_on_data(notebook, cell, guarded):
                    message = (
                        "Any error is passed over here: what it costs, a row, a file or a model, is missing unseen."
                    )
                    yield self.finding(message, cell, _line(cell, block.line))


def _guarded(notebook: Notebook, cell: Cell, index: int, block: Block) -> int:
    """The block whose errors this one passes over; -1 for none."""
    if block.kind == "except" and not _ALL.isdisjoint(block.names):
        text = "\n".join(cell.source.split("\n")[block.line - 1 : block.end_line])
        return _tried(cell, index) if _SILENT.fullmatch(text) else -1
    if block.kind == "with" and block.value is not None and block.value.kind == "call":
        call = cell.facts.calls[block.value.call]
        if call.function.text.endswith("suppress") and any(each.text in _ALL for each in call.arguments):
            return index if notebook.resolve(cell, call.function) == "contextlib.suppress" else -1
    return -1


def _tried(cell: Cell, index: int) -> int:
    """The `try` that an `except` belongs to."""
    blocks = cell.facts.blocks
    parent = blocks[index].parent
    tries = (at for at in range(index - 1, 0, -1) if blocks[at].kind == "try" and blocks[at].parent == parent)
    return next(tries, -1)


def _works_on_data(notebook: Notebook, cell: Cell, guarded: int) -> bool:
    """True where something is read, changed, stored or trained in a block, and nothing waits for a person."""
    inside = _below(cell, guarded)
    sites = [notebook.site(cell, call) for call in cell.facts.calls if call.block in inside]
    found = [site for site in sites if site is not None]
    if any(site.method in _table().waiting for site in found) or _tries_again(cell, guarded):
        return False
    stores = any(each.kind == "item" and each.block in inside for each in cell.facts.bindings)
    return stores or any(_is_work(notebook, site) for site in found)


def _tries_again(cell: Cell, guarded: int) -> bool:
    """True in a loop that ends once the block has gone through."""
    block = cell.facts.blocks[guarded]
    lines = cell.source.split("\n")[block.line - 1 : block.end_line]
    return any(each.kind in {"for", "while"} for each in cell.facts.around(block.parent)) and any(
        _LEAVING.match(line) for line in lines
    )


def _below(cell: Cell, top: int) -> frozenset[int]:
    """A block and those in it; a block stands behind the one that holds it."""
    found = {top}
    for index, block in enumerate(cell.facts.blocks):
        if block.parent in found and index > top:
            found.add(index)
    return frozenset(found)


def _is_work(notebook: Notebook, site: CallSite) -> bool:
    table = _table()
    if site.name.startswith(table.others):
        return False
    if site.name in table.names or (
        site.method in table.methods and ("." in site.name or site.name in {"int", "float"})
    ):
        text = notebook.text_of(site.cell, site.call.arguments[0]).lower() if site.call.arguments else ""
        return not _CLEANING.match(text) and "//localhost" not in text and "//127.0.0.1" not in text
    return False


def _line(cell: Cell, number: int) -> Span:
    line = cell.source.split("\n")[number - 1]
    start = len(line) - len(line.lstrip())
    return Span(number, start, number, len(line.rstrip()))


class _Table(NamedTuple):
    methods: frozenset[str]
    names: frozenset[str]
    others: tuple[str, ...]
    waiting: frozenset[str]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "swallowing.toml")
    return _Table(frozenset(raw["methods"]), frozenset(raw["names"]), tuple(raw["others"]), frozenset(raw["waiting"]))
