"""Runs that say how good it was, and not with what settings."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.training import Training, trainings
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_PLAIN = ("sklearn.", "xgboost.XGB", "lightgbm.LGBM", "catboost.CatBoost")


class UnloggedParameters(Check):
    """Records the measures of a run and none of its settings.

    ## Why it matters
    The table of runs shows that one was better, and nobody can tell what was different about it: the values stood in a
    cell that has been edited since.

    ## What to do
    Record the settings beside the measures: `mlflow.log_params(model.get_params())`, or switch on
    `mlflow.autolog()`, which does so for most libraries; in Weights & Biases `wandb.init(config=settings)`.
    """

    severity = Severity.HINT
    level = 1
    capability = "experiment-tracking"
    sources = (
        "https://mlflow.org/docs/latest/ml/tracking/",
        "https://docs.wandb.ai/guides/track/config/",
    )
    examples = (
        Example(
            bad="""
            import mlflow
            from sklearn.svm import SVC
            with mlflow.start_run():  # expect: unlogged-parameters
                model = SVC(C=10)
                model.fit(X_train, y_train)
                mlflow.log_metric("accuracy", model.score(X_test, y_test))
            """,
            good="""
            import mlflow
            from sklearn.svm import SVC
            with mlflow.start_run():
                model = SVC(C=10)
                model.fit(X_train, y_train)
                mlflow.log_params(model.get_params())
                mlflow.log_metric("accuracy", model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
            import wandb
            from sklearn.svm import SVC
            run = wandb.init(project="churn")  # expect: unlogged-parameters
            model = SVC(C=10).fit(X_train, y_train)
            run.log({"accuracy": model.score(X_test, y_test)})
            run.finish()
            """,
            good="""
            import wandb
            from sklearn.svm import SVC
            run = wandb.init(project="churn", config={"C": 10})
            model = SVC(C=run.config["C"]).fit(X_train, y_train)
            run.log({"accuracy": model.score(X_test, y_test)})
            run.finish()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if notebook.imports.isdisjoint({"mlflow", "wandb"}) or not notebook.calls_named(_measures):
            return
        starts = notebook.calls_to("mlflow.start_run", "wandb.init")
        if not starts or notebook.calls_named(_keeps) or _is_configured(notebook, starts):
            return
        trained = trainings(notebook)
        if trained:
            message = "This run records its measures and not the settings that they were reached with."
            yield self.finding(message, starts[0].cell, starts[0].span, *_logging(starts[0], trained))


class _Table(NamedTuple):
    measures: Wildcards
    settings: Wildcards


@cache
def _table() -> _Table:
    raw = read_table(__file__, "recording.toml")
    return _Table(Wildcards(raw["measures"]), Wildcards(raw["settings"]))


@lru_cache(maxsize=4096)
def _measures(name: str) -> bool:
    return _table().measures.match(name)


@lru_cache(maxsize=4096)
def _keeps(name: str) -> bool:
    return _table().settings.match(name)


def _is_configured(notebook: Notebook, starts: tuple[CallSite, ...]) -> bool:
    """True where a run is given its settings at the start, or by stores into its configuration."""
    if any(site.call.is_open or site.call.keyword("config") or site.call.keyword("tags") for site in starts):
        return True
    if any(site.name == "wandb.init" and len(site.call.arguments) > 2 for site in starts):
        return True
    if any(magic.name == "%run" for _, magic in notebook.magics()):
        return True
    stores = (each.binding for each in notebook.bindings if each.binding.kind in {"attribute", "item"})
    return any(each.target is not None and ".config" in f"{each.target.text}.{each.text}" for each in stores)


def _logging(start: CallSite, trained: tuple[Training, ...]) -> tuple[Fix, ...]:
    """The model's settings, recorded below its training; where one name holds one model of a known kind."""
    if start.name != "mlflow.start_run" or len(trained) != 1:
        return ()
    site = trained[0].site
    inside = site.cell is start.cell and site.place > start.place and not site.cell.facts.runs_later(site.block)
    if not inside or site.method != "fit" or not site.name.startswith(_PLAIN):
        return ()
    name, line = _model(site), site.cell.source.split("\n")[site.call.end_line - 1]
    if not name or line.rstrip() != line[: site.call.end_column]:
        return ()
    first = site.cell.source.split("\n")[site.call.line - 1]
    module = start.call.function.text.rpartition(".")[0] or "mlflow"
    new = f"\n{first[: len(first) - len(first.lstrip())]}{module}.log_params({name}.get_params())"
    edit = TextEdit(site.cell.index, site.call.end_line, len(line), site.call.end_line, len(line), "", new)
    return (Fix(title="Record the settings of the model", edits=(edit,)),)


def _model(site: CallSite) -> str:
    """The name of the model in `model.fit(X, y)` and `model = Ridge().fit(X, y)`, each a statement of its own."""
    facts, call = site.cell.facts, site.call
    bound = [each for each in facts.bindings if each.value is not None and each.value.at == call.at]
    if len(bound) == 1 and bound[0].kind == "assign" and bound[0].index < 0 and bound[0].line == call.line:
        return bound[0].name
    owner = call.function.text.rpartition(".")[0] if call.function.kind == "name" else ""
    alone = any(each.kind == "expression" and each.value and each.value.at == call.at for each in facts.statements)
    return owner if alone and owner.isidentifier() else ""
