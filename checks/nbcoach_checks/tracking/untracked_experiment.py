"""Training that leaves no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.callers import Spot, runs
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import remote_trainings, trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Place, Span
    from nbcoach.project import Project


class UntrackedExperiment(Check):
    """Trains a model and records nothing about it.

    ## Why it matters
    In a month nobody knows which settings, data and code gave the good score: it stood in an output that the next run
    overwrote. Comparing two ideas means training both again.

    ## What to do
    Three lines of MLflow, `mlflow.set_experiment(…)` and `mlflow.autolog()` before the first fit, keep parameters,
    scores and the model of every run.
    """

    severity = Severity.WARNING
    level = 1
    capability = "experiment-tracking"
    sources = ("https://mlflow.org/docs/latest/ml/tracking/autolog/",)
    examples = (
        Example(
            bad="""
            from sklearn.linear_model import LogisticRegression
            model = LogisticRegression()
            model.fit(X, y)  # expect: untracked-experiment
            """,
            good="""
            import mlflow
            from sklearn.linear_model import LogisticRegression
            mlflow.autolog()
            model = LogisticRegression()
            model.fit(X, y)
            """,
        ),
        Example(
            bad="""
            import xgboost as xgb
            booster = xgb.train({"eta": 0.1}, xgb.DMatrix("train.libsvm"))  # expect: untracked-experiment
            """,
            good="""
            from sklearn.preprocessing import StandardScaler
            scaled = StandardScaler().fit_transform(X)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        here = [each.site for each in trainings(notebook)]
        sites = [*here, *remote_trainings(notebook)]
        if not sites or next(tracker_calls(notebook), None) or _is_watched(notebook):
            return
        if any(next(tracker_calls(file), None) for each in project.companions(notebook) for file in each.everything()):
            return
        place = min(_first_run(notebook, site) for site in sites)
        offer = Offer("track", {"style": "autolog"})
        fixes = (Fix(title="Insert MLflow tracking", offer=offer),) if here else ()
        cell, span = _at(notebook, place, sites)
        yield self.finding(
            "This training leaves no record: settings, data and score are lost with the next run.", cell, span, *fixes
        )


def _is_watched(notebook: Notebook) -> bool:
    """True where a cell opens TensorBoard, on the log that a library writes by itself."""
    return any(magic.name == "%tensorboard" for _, magic in notebook.magics())


def _first_run(notebook: Notebook, site: CallSite) -> Place:
    """Where a training first runs from top to bottom; of a function that nothing calls, where it stands."""
    places = runs(notebook, Spot(site.cell, site.call.at, site.block))
    return places[0] if places else site.place


def _at(notebook: Notebook, place: Place, sites: list[CallSite]) -> tuple[Cell, Span | None]:
    """The cell and range of the training at a place, or of the call of the function that trains."""
    cell = notebook.cells[place.cell]
    exact = next((site.span for site in sites if site.place == place), None)
    use = next((value.span for value in cell.facts.names if value.at == place.at), None)
    call = next((call.span for call in cell.facts.calls if call.at == place.at), None)
    return cell, exact or use or call
