"""Outputs that bloat the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.governance._clearing import clearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project

_CELL = 1_000_000
_NOTEBOOK = 5_000_000
"""Bytes. GitHub shows no notebook of some ten megabytes, and hooks commonly stop files above half a megabyte."""


class OversizedOutput(Check):
    """Keeps outputs that are larger than a repository should carry.

    ## Why it matters
    Each run saves the pictures and tables anew, and version control keeps every version for ever. Clones become slow,
    differences unreadable, and above some megabytes the web view of the repository shows nothing at all.

    ## What to do
    Show less: `frame.head()`, a picture with fewer points or a lower resolution, a link to an interactive chart. Clear
    what remains before the commit, by hand or by a filter such as nbstripout, and publish results as a report instead.
    """

    severity = Severity.HINT
    level = 1
    reads_outputs = True
    capability = "code-versioning"
    sources = (
        "https://docs.github.com/en/repositories/working-with-files/using-files/working-with-non-code-files",
        "https://github.com/kynan/nbstripout",
    )
    examples = (
        Example(
            bad="""
            plot_everything(points)  # expect: oversized-output
            # draws: 2300
            """,
            good="""
            plot_everything(points.sample(5_000, random_state=1))
            # draws: 90
            """,
        ),
        Example(
            bad="""
            # expect: oversized-output
            # %%
            plot(first)
            # draws: 900
            # %%
            plot(second)
            # draws: 950
            # %%
            plot(third)
            # draws: 900
            # %%
            plot(fourth)
            # draws: 950
            # %%
            plot(fifth)
            # draws: 900
            # %%
            plot(sixth)
            # draws: 950
            """,
            good="""
            # %%
            plot(first)
            # draws: 900
            # %%
            plot(second)
            # draws: 950
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if isinstance(notebook.document, bytes) and len(notebook.document) <= _CELL:
            return
        sizes = notebook.saved.sizes
        large = [index for index, size in sizes.items() if size > _CELL]
        for index in large:
            message = f"The saved outputs of this cell take {_megabytes(sizes[index])} of the file."
            yield self.finding(message, notebook.cells[index], None, clearing(notebook.cells[index]))
        total = sum(sizes.values())
        if total > _NOTEBOOK and not large:
            message = f"The saved outputs take {_megabytes(total)} of the file, none of them alone much."
            yield self.finding(message, None, None, clearing(*(notebook.cells[index] for index in sizes)))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
