"""Cells that may run only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook import BindingSite
from nbcoach.notebook.model import Place
from nbcoach_checks.reproducibility._repeats import changes_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Block, Span
    from nbcoach.project import Project

_KINDS = frozenset({"assign", "augment", "item", "attribute"})
_WORKED = frozenset({"operation", "call", "subscript"})
_LISTS = ("list().append", "list().extend", "list().insert")
_LAYERS = ("keras.models.Sequential().add", "keras.Sequential().add")


class RerunUnsafeCell(Check):
    """Changes a variable of an earlier cell, so that a second run gives another result.

    ## Why it matters
    Cells are run again all the time: after an error below, after a change, by accident. This one then scales what is
    scaled already, or appends everything twice, and says nothing. What the notebook shows is no longer what its code
    computes.

    ## What to do
    Give the result a new name, `scaled = images / 255`, or begin the cell with what it changes: read, copy or empty it
    there, as in `losses = []` above the loop. Then the cell may run as often as you like.
    """

    severity = Severity.WARNING
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://doi.org/10.1145/3173574.3173606",
    )
    examples = (
        Example(
            bad="""
            import numpy as np
            images = np.load("images.npy")
            # %%
            images = images / 255  # expect: rerun-unsafe-cell
            """,
            good="""
            import numpy as np
            images = np.load("images.npy")
            # %%
            scaled = images / 255
            """,
        ),
        Example(
            bad="""
            losses = []
            # %%
            for batch in batches:
                losses.append(step(batch))  # expect: rerun-unsafe-cell
            """,
            good="""
            losses = []
            for batch in batches:
                losses.append(step(batch))
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            sales = pd.read_csv("sales.csv")
            # %%
            sales["price"] *= 1.19  # expect: rerun-unsafe-cell
            """,
            good="""
            import pandas as pd
            sales = pd.read_csv("sales.csv")
            # %%
            sales["gross"] = sales["price"] * 1.19
            sales = sales.dropna()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        told: set[tuple[int, str]] = set()
        for cell, span, name, made in sorted(_changes(notebook), key=lambda each: (each.cell.index, each.span)):
            if (cell.index, name) not in told:
                told.add((cell.index, name))
                message = f"`{name}` comes from cell {made + 1} and is changed here: a second run changes it again."
                yield self.finding(message, cell, span)


class _Change(NamedTuple):
    """Where a cell changes a variable; `made` is the index of the earlier cell that bound it."""

    cell: Cell
    span: Span
    name: str
    made: int


def _changes(notebook: Notebook) -> Iterator[_Change]:
    for site in _worked(notebook):
        binding = site.binding
        earlier = notebook.bindings_of(binding.name)
        if earlier and earlier[0].cell.index < site.cell.index and changes_itself(notebook, site):
            made = _made(notebook, site.cell, binding.name, binding.at, binding.block)
            if made is not None:
                yield _Change(site.cell, site.span, binding.name, made)
    for call in notebook.calls_to(*_LISTS, *_LAYERS):
        function = call.call.function
        if function.kind == "name" and _fills(call):
            made = _made(notebook, call.cell, function.root, call.call.at, call.block)
            if made is not None:
                yield _Change(call.cell, call.span, function.root, made)


def _worked(notebook: Notebook) -> Iterator[BindingSite]:
    """The bindings of what is worked out, to names that their cell takes from above."""
    for cell in notebook.code:
        free = cell.facts.free
        for binding in cell.facts.bindings if free else ():
            value = binding.value
            if binding.name in free and value and value.kind in _WORKED and binding.kind in _KINDS:
                yield BindingSite(cell, binding, Place(cell.index, binding.at))


def _fills(site: CallSite) -> bool:
    """True where each run puts something more into a list, by a loop, or into a network."""
    return site.name in _LAYERS or any(each.kind in {"for", "while"} for each in site.cell.facts.around(site.block))


def _made(notebook: Notebook, cell: Cell, name: str, at: int, block: int) -> int | None:
    """The index of the earlier cell whose variable is changed at a place; None for none, and where a test guards it."""
    facts = cell.facts
    if facts.scope(block) or any(_may_guard(each) for each in facts.around(block)):
        return None
    site = notebook.flow.definition(cell, name, at, block)
    if site is None or site.cell is cell or site.binding.kind in {"import", "def", "class"}:
        return None
    return site.cell.index


def _may_guard(block: Block) -> bool:
    return block.kind in {"if", "else", "try", "except", "match"}
