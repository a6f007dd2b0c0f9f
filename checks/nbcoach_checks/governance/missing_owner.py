"""Notebooks that nobody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_KEYS = ("authors", "author", "owner", "owners", "maintainer", "maintainers", "contact", "team")
_SAID = regex(
    r"(?im)^[\s>#*_-]*(?:<[^>]*>\s*)*(?:authors?|owners?|maintain(?:ers?|ed by)|contacts?|written by|created by|by)\b"
    r"[*_ ]*:?[*_ ]+\S|[\w.+-]+@[\w-]+\.\w+"
)
_TAGS = frozenset({"owner", "author", "team", "contact", "maintainer", "mlflow.user"})
_CODE = regex(r"(?im)^\s*#+\s*(?:author|owner|maintainer|contact|created by)s?\s*:\s*\S|^__author__\s*=")


class MissingOwner(Check):
    """Names nobody who answers for the notebook.

    Off by default: hardly any notebook names its owner in itself, and version control often knows. Select it where
    notebooks run in production and somebody has to be called when they fail.

    ## Why it matters
    When the scheduled run fails at night, or the model is asked about by an auditor, the first question is whom to ask.
    The last person who touched the file is seldom the answer.

    ## What to do
    Name the team in `CODEOWNERS`, in the notebook's metadata (`"authors": [{"name": "Churn team"}]`), or in its first
    text cell: `Owner: churn team`. Tag registered models: `mlflow.set_tag("owner", "churn team")`.
    """

    severity = Severity.HINT
    level = 2
    capability = "named-owner"
    default = False
    sources = (
        "https://nbformat.readthedocs.io/en/latest/format_description.html#notebook-metadata",
        "https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners",
    )
    examples = (
        Example(
            bad="""
            # expect: missing-owner
            # %% [markdown]
            # # Churn
            # %%
            import pandas as pd
            """,
            good="""
            # %% [markdown]
            # # Churn
            #
            # Owner: the churn team
            # %%
            import pandas as pd
            """,
        ),
        Example(
            bad="""
            # expect: missing-owner
            # %%
            import mlflow
            mlflow.set_tag("stage", "draft")
            """,
            good="""
            # beside: CODEOWNERS: * @acme/churn
            # %%
            import mlflow
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        if not notebook.code or _is_named(notebook.metadata) or _is_tagged(notebook):
            return
        if any(_says(cell) for cell in notebook.cells) or project.has_owners:
            return
        yield self.finding("Nobody is named who answers for this notebook when it fails or is asked about.")


def _is_named(metadata: dict[str, Any]) -> bool:
    return any(metadata.get(key) for key in _KEYS)


def _is_tagged(notebook: Notebook) -> bool:
    """True where a run or model is tagged with its owner."""
    for site in notebook.calls_of(frozenset({"set_tag", "set_tags", "set_registered_model_tag", "set_experiment_tag"})):
        texts = {each.text.lower() for each in site.call.arguments}
        texts |= {key.text.lower() for each in site.call.arguments if each.kind == "dict" for key in each.parts[::2]}
        if texts & _TAGS:
            return True
    return False


def _says(cell: Cell) -> bool:
    """True for a text that names somebody, or a comment that does."""
    if cell.kind == "markdown":
        return bool(_SAID.search(cell.source[:5000]))
    return cell.kind == "code" and bool(_CODE.search(cell.source[:2000]))
