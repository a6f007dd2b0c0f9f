"""Registered models that nothing live can be compared with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_REGISTERING = Wildcards(["mlflow.register_model", "mlflow.*Client().create_model_version"])
_LOGGING = Wildcards(["mlflow.*log_model", "mlflow.*save_model"])
_KEEPING = Wildcards(
    [
        "mlflow.log_input*", "mlflow.log_table", "mlflow.log_dict", "mlflow.log_artifact*", "mlflow.log_text",
        "mlflow.autolog", "mlflow.*.autolog", "mlflow.data.*", "mlflow.*Client().log_artifact*", "mlflow.evaluate",
        "mlflow.models.evaluate", "*.suggest_baseline", "*.create_monitor", "*.quality_monitors.create", "*.log_inputs",
    ]
)  # fmt: skip
_PROFILERS = frozenset(
    {
        "evidently",
        "whylogs",
        "nannyml",
        "alibi_detect",
        "deepchecks",
        "ydata_profiling",
        "pandas_profiling",
        "great_expectations",
    }
    | {"tensorflow_data_validation", "sweetviz", "fiddler", "arize", "whylabs", "frouros", "feast", "pandera"}
)
_WRITING = frozenset(
    {
        "to_csv",
        "to_parquet",
        "to_json",
        "to_pickle",
        "to_feather",
        "save",
        "savez",
        "saveAsTable",
        "save_table",
        "write_table",
        "dump",
    }
)
_NAMED = regex(r"reference|baseline|profile|statistic|stats|train", re.IGNORECASE)


class MissingMonitoringBaseline(Check):
    """Registers a model and keeps nothing of the data that it learned from.

    ## Why it matters
    Whether live data has moved can only be said against what the model has seen. Once the training set is overwritten,
    nobody can compute that any more, and drift is noticed by the complaints.

    ## What to do
    Keep the training data or its statistics with the run that made the model:
    `mlflow.log_input(mlflow.data.from_pandas(train), context="training")`, `mlflow.log_dict(train.describe().to_dict(),
    "profile.json")`, or a profile by Evidently or whylogs.
    """

    severity = Severity.HINT
    level = 2
    capability = "drift-vs-training-baseline"
    sources = (
        "https://mlflow.org/docs/latest/ml/dataset/",
        "https://docs.evidentlyai.com/docs/library/data_definition",
    )
    examples = (
        Example(
            bad="""
            import mlflow
            with mlflow.start_run() as run:
                info = mlflow.sklearn.log_model(model, name="model", input_example=X[:5])
            mlflow.register_model(info.model_uri, "churn")  # expect: missing-monitoring-baseline
            """,
            good="""
            import mlflow
            with mlflow.start_run() as run:
                mlflow.log_input(mlflow.data.from_pandas(train), context="training")
                info = mlflow.sklearn.log_model(model, name="model", input_example=X[:5])
            mlflow.register_model(info.model_uri, "churn")
            """,
        ),
        Example(
            bad="""
            import mlflow
            mlflow.sklearn.log_model(model, "m", registered_model_name="churn")  # expect: missing-monitoring-baseline
            """,
            good="""
            import mlflow
            mlflow.sklearn.log_model(model, "m", registered_model_name="churn")
            train.describe().to_csv("churn_profile.csv")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if "mlflow" not in notebook.imports:
            return
        first = next((site for site in notebook.calls_named(_may_register) if _registers(site)), None)
        if first is None or _keeps_reference(notebook):
            return
        message = "Nothing of the training data is kept with this model: live data has nothing to be compared with."
        yield self.finding(message, first.cell, first.span)


@lru_cache(maxsize=4096)
def _may_register(name: str) -> bool:
    return _REGISTERING.match(name) or _LOGGING.match(name)


@lru_cache(maxsize=4096)
def _keeps(name: str) -> bool:
    return _KEEPING.match(name)


def _registers(site: CallSite) -> bool:
    if _REGISTERING.match(site.name):
        return True
    name = site.call.keyword("registered_model_name")
    return name is not None and name.text != "None"


def _keeps_reference(notebook: Notebook) -> bool:
    """True where data or statistics of it are recorded with the run, or written under such a name."""
    if notebook.calls_named(_keeps) or not _PROFILERS.isdisjoint(notebook.imports):
        return True
    if any(magic.name == "%run" for _, magic in notebook.magics()):
        return True
    for site in notebook.calls_of(_WRITING):
        texts = [
            notebook.text_of(site.cell, each)
            for each in (*site.call.arguments, *[each.value for each in site.call.keywords])
        ]
        if any(_NAMED.search(text) for text in texts):
            return True
    return False
