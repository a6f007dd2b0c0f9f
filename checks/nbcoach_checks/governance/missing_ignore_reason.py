"""Comments that switch a check off and do not say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.checking.suppress import directives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class MissingIgnoreReason(Check):
    """Switches a check off without saying why.

    ## Why it matters
    Whoever reads the notebook next cannot tell a considered exception from a hint that was in the way. Months later
    nobody dares to take the comment out, and the habit behind it stays.

    ## What to do
    Write the reason behind two dashes, in a few words: `# nbcoach: ignore[unseeded-run] -- only jitters the plot`. If
    there is none, take the comment out and follow the hint.
    """

    severity = Severity.HINT
    level = 0
    sources = ("https://google.github.io/styleguide/pyguide.html#21-lint",)
    examples = (
        Example(
            bad="""
            import random
            random.shuffle(colours)  # nbcoach: ignore[unseeded-run]  # expect: missing-ignore-reason
            """,
            good="""
            import random
            random.shuffle(colours)  # nbcoach: ignore[unseeded-run] -- the order of colours means nothing
            """,
        ),
        Example(
            bad="""
            # %% [markdown]
            # <!-- nbcoach: ignore-notebook[untracked-data] --> # expect: missing-ignore-reason
            """,
            good="""
            # %% [markdown]
            # <!-- nbcoach: ignore-notebook[untracked-data] -- the lecture's data are part of the book -->
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002 - part of the contract
        for wish in notebook.once(directives):
            if wish.reason == "":
                cell = None if wish.cell is None else notebook.cells[wish.cell]
                names = ", ".join(wish.checks) or "no check"
                yield self.finding(f"{names} is switched off, and no reason is given", cell, wish.span)
