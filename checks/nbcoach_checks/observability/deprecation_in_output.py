"""Warnings of what will stop to work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_WARNING = regex(r"\b(?P<category>\w*(?:Deprecation|Future)Warning): ?(?P<message>.*)")
_SAID = regex(r"(?:WARNING:[\w.]+:|\[[^\]]*\]\s*)?(?P<message>.*\bis deprecated\b.*\b(?:removed|instead|use)\b.*)$")
_LONGEST_LINE = 2000
_LONGEST = 100


class DeprecationInOutput(Check):
    """Was saved with a deprecation warning in its output.

    ## Why it matters
    The library says that the next release will do something else, or nothing. The notebook then stops on the day on
    which somebody else installs it, and by then nobody remembers the warning.

    ## What to do
    Change the call as the warning says, while the old and the new way both work and can be compared. Until then pin the
    version that the notebook was written for.
    """

    severity = Severity.HINT
    level = 1
    reads_outputs = True
    capability = "comprehensive-monitoring"
    sources = (
        "https://docs.python.org/3/library/warnings.html#warning-categories",
        "https://peps.python.org/pep-0387/",
    )
    examples = (
        Example(
            bad="""
            frame.append(row, ignore_index=True)  # expect: deprecation-in-output
            # warns: FutureWarning: The frame.append method is deprecated. Use pandas.concat instead.
            """,
            good="""
            pd.concat([frame, row], ignore_index=True)
            # shows: 4 rows
            """,
        ),
        Example(
            bad="""
            bool(~True)  # expect: deprecation-in-output
            # warns: <stdin>:1: DeprecationWarning: Bitwise inversion '~' on bool is deprecated
            """,
            good="""
            not True
            # %%
            fit(frame)
            # warns: ConvergenceWarning: lbfgs failed to converge
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        told: set[str] = set()
        for cell in notebook.showing(b"eprecat", b"FutureWarning"):
            new = [each for each in _warnings(notebook, cell) if each not in told]
            told.update(new)
            if new:
                more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
                yield self.finding(f"The last run warned: {_short(new[0])}{more}", cell)


def _warnings(notebook: Notebook, cell: Cell) -> tuple[str, ...]:
    """The distinct warnings on the saved standard error of a cell, without the places that they name."""
    found: dict[str, None] = {}
    for output in notebook.outputs(cell):
        if output.kind == "stream" and output.name == "stderr":
            lines = output.plain.split("\n") if _speaks(output.plain) else []
            found.update(dict.fromkeys(told for line in lines if (told := _told(line))))
    return tuple(found)


def _told(line: str) -> str:
    """The warning that a line holds; empty for none."""
    if not _speaks(line):
        return ""
    named = _WARNING.search(line)
    if named:
        return f"{named['category']}: {' '.join(named['message'].split())}"
    said = _SAID.match(line[:_LONGEST_LINE])
    return " ".join(said["message"].split()) if said else ""


def _speaks(text: str) -> bool:
    return "eprecat" in text or "FutureWarning" in text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
