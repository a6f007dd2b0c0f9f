"""Code that was never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.reproducibility._runs import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_SKIPPED = frozenset({"skip-execution", "raises-exception", "skip", "no-execute", "noexecute", "remove-cell"})
_SETTING_UP = frozenset({"%pip", "%conda", "%mamba", "%uv"})
_INSTALLERS = frozenset({"pip", "pip3", "conda", "mamba", "uv", "apt", "apt-get", "brew", "npm"})


class UnrunCell(Check):
    """Holds code that never ran, in a notebook whose other cells did.

    ## Why it matters
    Nobody knows whether the cell works, and what it would change in the results below it. On the next run of all cells
    it runs for the first time, perhaps unattended.

    ## What to do
    Restart the kernel and run all cells before you save. What is not to run does not belong into a code cell: delete
    it, or show it in a markdown cell. What only sometimes runs stands under an `if` with a parameter.
    """

    severity = Severity.HINT
    level = 0
    reads_outputs = True
    follows_repairs = True
    capability = "reproducible-experiments"
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://jupyterbook.org/en/stable/content/execute.html",
    )
    examples = (
        Example(
            bad="""
            total = sum(range(100))
            # ran: 1
            # %%
            total / 0.7  # expect: unrun-cell
            # %%
            print(total)
            # ran: 2
            """,
            good="""
            total = sum(range(100))
            # ran: 1
            # %%
            # total / 0.7
            # %%
            print(total)
            # ran: 2
            """,
        ),
        Example(
            bad="""
            model = train()
            # ran: 1
            # %%
            model.score(rows)
            # ran: 2
            # %%
            upload(model)  # expect: unrun-cell
            # %%
            notify("done")
            """,
            good="""
            # %%
            !pip install scikit-learn==1.5.2
            # %%
            model = train()
            # ran: 1
            # %% tags=["skip-execution"]
            upload(model)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        ran = counted(notebook)
        if not ran or len(ran) == len(notebook.code):
            return
        for stretch in _stretches(notebook):
            more = len(stretch) - 1
            also = f", nor {_cells(more)} below it" if more else ""
            yield self.finding(f"This cell was never run{also}, though the notebook was.", stretch[0])


def _cells(number: int) -> str:
    return "the code cell" if number == 1 else f"the {number} code cells"


def _stretches(notebook: Notebook) -> Iterator[list[Cell]]:
    """The cells that never ran, as far as they follow each other."""
    stretch: list[Cell] = []
    for cell in notebook.code:
        if _is_unrun(notebook, cell):
            stretch.append(cell)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _is_unrun(notebook: Notebook, cell: Cell) -> bool:
    """True for code without a count and outputs, but for what is told not to run and what only installs packages."""
    if cell.execution_count or cell.index in notebook.saved.sizes or not _SKIPPED.isdisjoint(cell.tags):
        return False
    magics = cell.facts.magics
    only_magics = bool(magics) and not (cell.facts.calls or cell.facts.bindings)
    return not (only_magics and all(each.name in _SETTING_UP or _installs(each.text) for each in magics))


def _installs(line: str) -> bool:
    words = line.split()
    return bool(words) and (words[0] in _INSTALLERS or words[1:2] == ["-m"])
