"""Comments that switch a check off where it would say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.checking.discover import catalogue
from nbcoach.checking.suppress import covers, directives
from nbcoach_checks.governance._ignore_edits import without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding, Results
    from nbcoach.checking.suppress import Directive
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class UnusedIgnore(Check):
    """Switches a check off that would say nothing there, or that does not exist.

    ## Why it matters
    The habit is gone and its excuse is still there: readers believe that something is wrong which is not, and when the
    habit comes back, nobody is told. A misspelt name switches nothing off at all.

    ## What to do
    Take the comment out, or the one name in it. Only checks that ran are judged; what `nbcoach lint --select` leaves
    out is left alone here too.
    """

    severity = Severity.HINT
    level = 0
    follows_repairs = True
    sources = ("https://docs.astral.sh/ruff/rules/unused-noqa/",)
    examples = (
        Example(
            bad="""
            import random
            random.shuffle(colours)  # nbcoach: ignore[unseeded-runs] -- only colours  # expect: unused-ignore
            """,
            good="""
            import random
            random.shuffle(colours)  # nbcoach: ignore[unseeded-run] -- only colours
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002 - see `review`
        return iter(())

    def review(self, notebook: Notebook, results: Results) -> Iterator[Finding]:
        for wish in notebook.once(directives):
            unknown = [name for name in wish.checks if _is_unknown(name, results)]
            unused = [name for name in wish.checks if self._is_unused(name, wish, results)]
            if unknown or unused:
                cell = None if wish.cell is None else notebook.cells[wish.cell]
                edits = without(cell, wish, {*unknown, *unused}) if cell else None
                fixes = (Fix("Take it out", safe=True, edits=edits),) if edits else ()
                yield self.finding(_message(unknown, unused), cell, wish.span, *fixes)

    def _is_unused(self, name: str, wish: Directive, results: Results) -> bool:
        """Whether a check ran and found nothing there; what this check finds itself is not known yet."""
        if name == self.name or name not in results.ran:
            return False
        return not any(finding.check == name and covers(wish, finding) for finding in results.findings)


def _is_unknown(name: str, results: Results) -> bool:
    return name not in results.ran and name not in {each.name for each in catalogue().checks}


def _message(unknown: list[str], unused: list[str]) -> str:
    said = [f"There is no check `{name}`{_near(name)}." for name in unknown]
    if unused:
        names = ", ".join(f"`{name}`" for name in unused)
        said.append(f"{names} is switched off where nothing is found.")
    return " ".join(said)


def _near(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(name.lower().replace("_", "-"), [each.name for each in catalogue().checks], 1)
    return f", but `{near[0]}`" if near else ""
