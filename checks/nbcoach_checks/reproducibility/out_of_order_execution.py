"""Cells that ran in another order than they stand in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.reproducibility._runs import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class OutOfOrderExecution(Check):
    """Was saved after its cells had run in another order than they stand in.

    ## Why it matters
    What the notebook shows was made in an order that nobody sees any more. Run from top to bottom it may show other
    results, or stop: of a million published notebooks, about one in four ran again without an error, and one in
    twenty-five gave the same results.

    ## What to do
    Restart the kernel, run all cells, and save: JupyterLab has a button for it in the notebook's toolbar; in a terminal
    it is `jupyter execute --inplace notebook.ipynb`. Do it before each commit.
    """

    severity = Severity.WARNING
    level = 0
    reads_outputs = True
    capability = "reproducible-experiments"
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://jupyterlab.readthedocs.io/en/stable/user/documents_kernels.html",
    )
    examples = (
        Example(
            bad="""
            rate = 0.19
            # ran: 7
            # %%
            gross = net * (1 + rate)  # expect: out-of-order-execution
            # ran: 3
            """,
            good="""
            rate = 0.19
            # ran: 1
            # %%
            gross = net * (1 + rate)
            # ran: 2
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            # ran: 1
            # %%
            sales = pd.read_csv("sales.csv")
            # ran: 2
            # %%
            sales.describe()  # expect: out-of-order-execution
            # ran: 2
            """,
            good="""
            import pandas as pd
            # ran: 4
            # %%
            sales = pd.read_csv("sales.csv")
            # %%
            sales.describe()
            # ran: 6
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        turns = [
            (above, below, before, after)
            for (above, before), (below, after) in pairwise(counted(notebook))
            if after <= before
        ]
        if turns:
            above, below, before, after = turns[0]
            more = f" The order turns back {len(turns)} times." if len(turns) > 1 else ""
            message = f"This cell ran as [{after}], but cell {above.index + 1} above it as [{before}].{more}"
            yield self.finding(message, below)
