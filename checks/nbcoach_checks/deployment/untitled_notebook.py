"""Notebooks whose file has no name of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project

_UNTITLED = regex(
    r"untitled[\W_]*\d*|notebook[0-9a-f]{10}|(?:new notebook|unbenannt|sans titre|sin título)[\W_]*\d*", re.IGNORECASE
)
_COPY = regex(
    r"(?:copy[ _]of|copia[ _]de|kopie[ _]von)[ _].*"
    r"|.*(?<!deep)(?<!shallow)(?<!zero)[-_ ](?:copy|kopie)(?:[-_ ]?\(?\d+\)?)?|.*\S ?\(\d+\)",
    re.IGNORECASE,
)
_COPIED = ("cop", "kopie", "(")
_TRIPPING = regex(r"[^\w.+@~,=-]")


class UntitledNotebook(Check):
    """Has a file name that names nothing, is a copy's, or that shells and schedulers trip over.

    ## Why it matters
    Nobody finds `Untitled3.ipynb` again, nobody knows which of `train.ipynb` and `train-Copy1.ipynb` was run, and a
    space, a bracket or an ampersand has to be quoted in each shell, Makefile, job and address that names the file.

    ## What to do
    Name it after what it does, in letters, digits, `_` and `-`: `train_churn_model.ipynb`. Throw the copy away; the
    history is in version control.
    """

    severity = Severity.HINT
    level = 0
    capability = "manual-docs"
    sources = (
        "https://doi.org/10.1371/journal.pcbi.1007007",
        "https://doi.org/10.1109/MSR.2019.00077",
    )
    examples = (
        Example(
            bad="""
            # named: Untitled3.ipynb
            # expect: untitled-notebook
            # %%
            import pandas as pd
            """,
            good="""
            # named: clean_sales.ipynb
            # %%
            import pandas as pd
            """,
        ),
        Example(
            bad="""
            # named: train-Copy1.ipynb
            # expect: untitled-notebook
            # %%
            import pandas as pd
            """,
            good="""
            # named: 01-train.ipynb
            # %%
            import pandas as pd
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        name = (notebook.path or "").replace("\\", "/").rpartition("/")[2]
        message = _fault(name.rpartition(".")[0]) if name else ""
        if message and notebook.code:
            yield self.finding(message)


def _fault(stem: str) -> str:
    """What is wrong with a name; empty for nothing."""
    if _UNTITLED.fullmatch(stem):
        return f"`{stem}` says nothing of what the notebook does."
    if any(each in stem.lower() for each in _COPIED) and _COPY.fullmatch(stem):
        return f"`{stem}` is named as a copy: which of the two holds what was run is left open."
    tripping = sorted(set(_TRIPPING.findall(stem)))
    if tripping:
        shown = "a space" if tripping[0].isspace() else f"`{tripping[0]}`"
        return f"The file's name holds {shown}, which shells, Makefiles and schedulers trip over."
    return ""
