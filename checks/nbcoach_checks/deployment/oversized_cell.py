"""Cells that do everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_MOST = 100
"""Lines of code that a cell may run, those of the functions and classes that it defines left out."""


class OversizedCell(Check):
    """Runs so many lines in one cell that it cannot be a step.

    Off by default: how long is too long is a matter of taste. Lines inside functions and classes do not count.

    ## Why it matters
    A pipeline runs, repeats and skips whole cells. Where one cell loads, cleans, trains and plots, all of it runs again
    for a change of the plot's title, and an error in the middle leaves half of it done.

    ## What to do
    Cut it where a new thing begins: load, clean, split, train, measure, draw. Move what only computes into functions.
    """

    severity = Severity.HINT
    level = 2
    capability = "training-pipeline"
    default = False
    sources = ("https://doi.org/10.1371/journal.pcbi.1007007",)
    examples = (
        Example(
            bad="x = 0  # expect: oversized-cell\n" + "x = x + 1\n" * _MOST,
            good="x = 0\n# %%\n" + "x = x + 1\n" * (_MOST - 1),
        ),
        Example(
            bad="import math  # expect: oversized-cell\n" + "print(\n    math.pi,\n)\n" * 40,
            good="def f():\n" + "    print(1)\n" * 2 * _MOST,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.code:
            if cell.source.count("\n") >= _MOST and not cell.facts.fault:
                lines = _run_lines(cell)
                if len(lines) > _MOST:
                    first = cell.source.split("\n")[lines[0] - 1]
                    message = (
                        f"This cell runs {len(lines)} lines: too much for a step that is repeated or skipped as one."
                    )
                    yield self.finding(message, cell, Span(lines[0], 0, lines[0], len(first)))


def _run_lines(cell: Cell) -> list[int]:
    """The numbers of the lines with code that runs when the cell does; texts of other languages are none."""
    defined = {
        line
        for block in cell.facts.blocks
        if block.kind in {"function", "class"}
        for line in range(block.line + 1, block.end_line + 1)
    }
    foreign = {line for magic in cell.facts.magics if magic.body for line in range(magic.line + 1, magic.end_line + 1)}
    left_out = defined | foreign | _lines_of_texts(cell)
    return [
        number
        for number, line in enumerate(cell.source.split("\n"), 1)
        if number not in left_out and line.strip() and not line.lstrip().startswith("#")
    ]


def _lines_of_texts(cell: Cell) -> set[int]:
    """The lines inside of texts that go over several."""
    return {line for text in cell.facts.strings for line in range(text.line + 1, text.end_line + 1)}
