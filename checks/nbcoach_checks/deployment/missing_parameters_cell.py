"""Notebooks that no run can set a value of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.placement import PARAMETERS, insertion
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project

_READING = frozenset(
    {
        "read_csv",
        "read_parquet",
        "read_excel",
        "read_json",
        "read_sql",
        "read_table",
        "read_pickle",
        "read_feather",
        "load",
    }
    | {
        "loadtxt",
        "genfromtxt",
        "read_sql_query",
        "read_gbq",
        "load_dataset",
        "flow_from_directory",
        "ImageFolder",
        "open",
    }
)
_GIVEN = frozenset({"parse_args", "parse_known_args", "getArgument"})
_MODULES = frozenset({"hydra", "omegaconf", "absl", "click", "fire", "typer", "gin", "scrapbook"})


class MissingParametersCell(Check):
    """Reads data and trains, and has no cell that a run could set values in.

    Off by default: it holds for nearly every notebook that is not run by a scheduler yet.

    ## Why it matters
    To run the notebook on the data of another month somebody has to open and edit it. Papermill, Databricks jobs,
    SageMaker and Vertex set values from outside, and they need to be told where.

    ## What to do
    Gather what a run may set, paths, dates, sizes, rates, as plain literals in one cell near the top, and give the cell
    the tag `parameters`. `nbcoach export` makes one from the literals that it finds.
    """

    severity = Severity.HINT
    level = 2
    capability = "parameterised-training"
    default = False
    sources = ("https://papermill.readthedocs.io/en/latest/usage-parameterize.html",)
    examples = (
        Example(
            bad="""
            # expect: missing-parameters-cell
            # %%
            import pandas as pd
            from sklearn.svm import SVC
            table = pd.read_csv("sales.csv")
            model = SVC(C=10).fit(table[["price"]], table["sold"])
            """,
            good="""
            # %% tags=["parameters"]
            path = "sales.csv"
            C = 10
            # %%
            import pandas as pd
            from sklearn.svm import SVC
            table = pd.read_csv(path)
            model = SVC(C=C).fit(table[["price"]], table["sold"])
            """,
        ),
        Example(
            bad="""
            # expect: missing-parameters-cell
            # %%
            import numpy as np
            from sklearn.linear_model import Ridge
            rows = np.load("rows.npy")
            Ridge().fit(rows[:, 1:], rows[:, 0])
            """,
            good="""
            import os
            import numpy as np
            from sklearn.linear_model import Ridge
            rows = np.load(os.environ["ROWS"])
            Ridge().fit(rows[:, 1:], rows[:, 0])
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if any(set(cell.tags) & set(PARAMETERS) for cell in notebook.cells) or not notebook.calls_of(_READING):
            return
        if not trainings(notebook) or _is_given(notebook):
            return
        message = "This notebook reads data and trains, and no run can set a path or a value of it from outside."
        source = "# What a run may set from outside: plain literals, one name each"
        cell = insertion(notebook, source, {"tags": [PARAMETERS[0]]}, None)
        yield self.finding(message, None, None, Fix(title="Insert a parameters cell to fill in", edits=(cell,)))


def _is_given(notebook: Notebook) -> bool:
    """True where values come in another way: widgets, arguments, settings, the environment, forms of Colab."""
    if notebook.calls_of(_GIVEN) or not _MODULES.isdisjoint(notebook.imports):
        return True
    if notebook.uses_of("dbutils") or any(use.value.text.startswith("os.environ") for use in notebook.uses_of("os")):
        return True
    if notebook.calls_to("os.getenv"):
        return True
    return any("@param" in cell.source for cell in notebook.code)
