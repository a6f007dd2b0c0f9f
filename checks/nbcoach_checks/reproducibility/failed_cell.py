"""Cells whose saved run ended with an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.outputs import Output
    from nbcoach.project import Project

_EXPECTED = "raises-exception"
_STOPS = frozenset({"KeyboardInterrupt", "SystemExit"})
_SPOKEN = r"\b(?:errors?|exceptions?|fails?|failed|raises?|traceback|crash(?:es)?|n[o']t work|not allowed|illegal)\b"
_ARROW = r"^-+>\s*(\d+)\s?(.*)$"
_LONGEST = 90


class FailedCell(Check):
    """Was saved with an error below a cell.

    ## Why it matters
    Run all, and the notebook stops at this cell; the cells below it show what an earlier state of the kernel gave. Who
    reads the results cannot tell which of them still hold.

    ## What to do
    Mend the cell, restart the kernel, run all and save. If the error is what you want to show, say so by the cell tag
    `raises-exception`: then Jupyter goes on, and nobody mistakes it for an accident.
    """

    severity = Severity.WARNING
    level = 0
    reads_outputs = True
    capability = "reproducible-experiments"
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://nbclient.readthedocs.io/en/latest/client.html#handling-errors-and-exceptions",
    )
    examples = (
        Example(
            bad="""
            frame["prize"].mean()  # expect: failed-cell
            # ran: 4
            # fails: KeyError: 'prize'
            """,
            good="""
            frame["price"].mean()
            # ran: 4
            # shows: 12.5
            """,
        ),
        Example(
            bad="""
            for epoch in range(500):  # expect: failed-cell
                train(epoch)
            # ran: 9
            # fails: KeyboardInterrupt: stopped
            """,
            good="""
            # %% [markdown]
            # A tuple cannot be changed:
            # %% tags=["raises-exception"]
            point = (1, 2)
            point[0] = 3
            # ran: 9
            # fails: TypeError: 'tuple' object does not support item assignment
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.ended_with("error"):
            error = next(each for each in notebook.outputs(cell) if each.kind == "error")
            if _EXPECTED not in cell.tags and not _is_meant(notebook, cell, error):
                yield self.finding(_message(error), cell, _place(cell, error))


def _is_meant(notebook: Notebook, cell: Cell, error: Output) -> bool:
    """True where the text around the cell, or a comment in it, speaks of the error: a lesson shows it on purpose."""
    beside = (cell.index - 1, cell.index + 1)
    texts = [each.source for each in notebook.cells if each.index in beside and each.kind == "markdown"]
    said = "\n".join([*texts, *re.findall(r"#.*", cell.source)])
    return bool(said) and (error.name in said or re.search(_SPOKEN, said, re.IGNORECASE) is not None)


def _message(error: Output) -> str:
    if error.name in _STOPS:
        how = "was interrupted" if error.name == "KeyboardInterrupt" else "ended the kernel's run"
        return f"The saved run of this cell {how}: what stands below it is from another run."
    said = " ".join(error.message.split())
    said = f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said
    what = f"{error.name}: {said}" if said else error.name or "an error"
    return f"The saved run of this cell failed with {what}"


def _place(cell: Cell, error: Output) -> Span | None:
    """The line at which the error arose, where the traceback tells it of this very text."""
    lines = cell.source.split("\n")
    for shown in error.plain.split("\n"):
        arrow = re.match(_ARROW, shown)
        number = int(arrow[1]) if arrow else 0
        if arrow and 0 < number <= len(lines) and lines[number - 1].strip() == arrow[2].strip():
            line = lines[number - 1]
            return Span(number, len(line) - len(line.lstrip()), number, len(line))
    return None
