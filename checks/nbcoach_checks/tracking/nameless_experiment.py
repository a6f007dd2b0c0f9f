"""Runs in the default experiment."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_RECORDING = Wildcards(["mlflow.start_run", "mlflow.autolog", "mlflow.*.autolog", "mlflow.log_*", "mlflow.*.log_model"])
_NAMING = frozenset({"set_experiment", "create_experiment", "create_run", "get_experiment_by_name", "MLFlowLogger"})
_KEYWORDS = frozenset({"experiment_id", "experiment_name"})
_VARIABLES = ("MLFLOW_EXPERIMENT", "MLFLOW_RUN_ID", "WANDB_PROJECT")
_HOSTED = frozenset(
    {"dbutils", "azureml", "azure", "sagemaker", "dagshub", "databricks", "notebookutils", "mssparkutils", "spark"}
)
"""Modules and unbound names of hosts that give the notebook or job an experiment of its own."""


class NamelessExperiment(Check):
    """Records runs in the default experiment.

    ## Why it matters
    All notebooks of a team that name none share the one called *Default*. Runs of different questions lie side by
    side there, their measures cannot be compared, and nobody can give the experiment an owner, a description or rights.

    ## What to do
    Name the experiment after the question, once, above the first run: `mlflow.set_experiment("churn")`, or
    `wandb.init(project="churn")`.
    """

    severity = Severity.HINT
    level = 1
    follows_repairs = True
    capability = "experiment-tracking"
    sources = (
        "https://mlflow.org/docs/latest/ml/tracking/#experiments",
        "https://docs.wandb.ai/ref/python/functions/init/",
    )
    examples = (
        Example(
            bad="""
            import mlflow
            with mlflow.start_run():  # expect: nameless-experiment
                mlflow.log_metric("accuracy", 0.9)
            """,
            good="""
            import mlflow
            mlflow.set_experiment("churn")
            with mlflow.start_run():
                mlflow.log_metric("accuracy", 0.9)
            """,
        ),
        Example(
            bad="""
            import wandb
            run = wandb.init()  # expect: nameless-experiment
            run.finish()
            """,
            good="""
            import wandb
            run = wandb.init(project="churn")
            run.finish()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if notebook.imports.isdisjoint({"mlflow", "wandb"}) or _is_named(notebook):
            return
        first = next(iter(notebook.calls_named(_records)), None)
        if first is not None:
            message = "No experiment is named: these runs lie in the default one, between those of everybody else."
            yield self.finding(message, first.cell, first.span, *_naming(notebook, first))
            return
        for site in notebook.calls_to("wandb.init"):
            if not site.call.arguments and not site.call.is_open and not _gives(site, "project", "id"):
                message = "No project is named: this run lies among those that nobody has sorted."
                yield self.finding(message, site.cell, site.span)
                return


@lru_cache(maxsize=4096)
def _records(name: str) -> bool:
    return _RECORDING.match(name)


def _gives(site: CallSite, *keywords: str) -> bool:
    return any(site.call.keyword(each) is not None for each in keywords)


def _is_named(notebook: Notebook) -> bool:
    """True where an experiment is named by a call, a keyword or the environment, or where the host names it."""
    if notebook.calls_of(_NAMING) or not _HOSTED.isdisjoint(notebook.imports):
        return True
    if any(notebook.uses_of(each) and not notebook.bindings_of(each) for each in _HOSTED):
        return True
    if notebook.calls_to("wandb.sweep", "wandb.agent"):
        return True
    if any(_gives(site, *_KEYWORDS) for site in notebook.calls_to("mlflow.*")):
        return True
    if any(
        magic.name in {"%run", "%env", "%set_env"} and _names(magic.name, magic.text) for _, magic in notebook.magics()
    ):
        return True
    return any(
        text.text.startswith((*_VARIABLES, "databricks")) for cell in notebook.code for text in cell.facts.strings
    )


def _names(magic: str, text: str) -> bool:
    """True for a file that is run, which may name it, and for the variable that does."""
    return magic == "%run" or text.startswith(_VARIABLES)


def _naming(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """A cell above the first run that names the experiment after the notebook's file."""
    name = PurePath(notebook.path or "").stem
    if not name.isprintable() or not name or '"' in name or "\\" in name:
        return ()
    source = f'import mlflow\n\nmlflow.set_experiment("{name}")'
    cell = CellInsertion(site.cell.index, "before", source, "code", {})
    return (Fix(title="Name the experiment after the notebook", edits=(cell,)),)
