"""Home folders that a run has printed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach_checks.governance._clearing import clearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_HOME = regex(
    r"(?<![\w.~-])(?:/home/|/Users/|/u?home\d?/|[A-Za-z]:(?:\\{1,4}|/)Users(?:\\{1,4}|/))(?P<who>[A-Za-z_][\w.-]*)(?=[/\\])"
)


class PathInOutput(Check):
    """Shows somebody's home folder in a saved output.

    A matter of taste, so it is asked for: among colleagues a user name is no secret.

    ## Why it matters
    Warnings and tracebacks print the whole path of a file: who ran the notebook, on what machine, below which folder.
    Published, that is a name that nobody asked for, and a hint for whoever looks for a way in.

    ## What to do
    Mend what warns, or clear the output before the notebook leaves the house.
    """

    severity = Severity.HINT
    level = 1
    reads_outputs = True
    capability = "security-compliance"
    default = False
    sources = (
        "https://owasp.org/www-community/attacks/Full_Path_Disclosure",
        "https://nbconvert.readthedocs.io/en/latest/removing_cells.html",
    )
    examples = (
        Example(
            bad="""
            frame["ratio"] = frame.gain / frame.cost  # expect: path-in-output
            # warns: /home/mkovac/lab/lib/python3.11/site-packages/pandas/core/ops.py:3: RuntimeWarning
            """,
            good="""
            frame["ratio"] = frame.gain / frame.cost.where(frame.cost > 0)
            # warns: /opt/conda/lib/python3.11/site-packages/pandas/core/ops.py:3: RuntimeWarning
            """,
        ),
        Example(
            bad="""
            data_folder.resolve()  # expect: path-in-output
            # shows: PosixPath('/Users/mira.kovac/thesis/data')
            """,
            good="""
            data_folder
            # shows: PosixPath('data')
            # %%
            print(model_folder)
            # prints: /home/jovyan/work/models
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        told: set[str] = set()
        for cell in notebook.showing(b"/home", b"/Users/", b"Users"):
            new = _owners(notebook, cell) - told
            told |= new
            if new:
                message = "The saved output of this cell names a home folder, and with it a user."
                yield self.finding(message, cell, None, clearing(cell))


@lru_cache(maxsize=1)
def nobody() -> frozenset[str]:
    """Names of accounts that are no person's."""
    return frozenset(read_table(__file__, "accounts.toml")["nobody"])


def _owners(notebook: Notebook, cell: Cell) -> set[str]:
    """The users whose home folders the outputs name."""
    texts = (text for each in notebook.outputs(cell) for text in each.texts)
    found = {each["who"].lower() for text in texts for each in _HOME.finditer(text)}
    return {each for each in found if each not in nobody() and not each.startswith(("your", "user"))}
