"""Scores that end on the screen."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.callers import Spot, runs
from nbcoach.notebook.measure_names import may_measure
from nbcoach.notebook.measuring import measuring
from nbcoach.notebook.model import Place
from nbcoach.notebook.reach import given
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.wildcards import Wildcards
from nbcoach_checks.tracking._histories import recorded_histories
from nbcoach_checks.tracking._recording import TRACK, metric_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.measuring import Measuring
    from nbcoach.notebook.model import Span
    from nbcoach.project import Project


class PrintedMetric(Check):
    """Measures a model, and only prints, shows or plots the value.

    ## Why it matters
    The next run overwrites the output, and the value is gone. Nobody can compare two runs, see a model get worse, or
    say which settings gave the number in the slides.

    ## What to do
    Record it where it is computed: `mlflow.log_metric("accuracy", accuracy)`. Printing it as well does no harm.
    """

    severity = Severity.WARNING
    level = 1
    capability = "experiment-tracking"
    sources = (
        "https://mlflow.org/docs/latest/ml/tracking/",
        "https://scikit-learn.org/stable/modules/model_evaluation.html",
    )
    examples = (
        Example(
            bad="""
            from sklearn.linear_model import Ridge
            model = Ridge().fit(X_train, y_train)
            print("R2:", model.score(X_test, y_test))  # expect: printed-metric
            """,
            good="""
            import mlflow
            from sklearn.linear_model import Ridge
            model = Ridge().fit(X_train, y_train)
            r2 = model.score(X_test, y_test)
            mlflow.log_metric("r2", r2)
            print("R2:", r2)
            """,
        ),
        Example(
            bad="""
            import numpy as np
            from sklearn.svm import SVC
            predicted = SVC().fit(X_train, y_train).predict(X_test)
            # %%
            np.mean(predicted == y_test)  # expect: printed-metric
            """,
            good="""
            import json
            import numpy as np
            from sklearn.svm import SVC
            predicted = SVC().fit(X_train, y_train).predict(X_test)
            # %%
            accuracy = np.mean(predicted == y_test)
            with open("scores.json", "w") as file:
                json.dump({"accuracy": accuracy}, file)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        measured = measuring(notebook)
        if not (measured.has_model and measured.has_measure):
            return
        trackers = list(tracker_calls(notebook))
        if any(each.site.method == "autolog" for each in trackers):
            return
        kept = _kept(notebook, measured)
        told: set[tuple[int, Place]] = set()
        for shown in sorted(_shown(notebook, measured), key=lambda each: each.place):
            new = {measure for measure in shown.measures - kept if (shown.place.cell, measure) not in told}
            if new:
                told |= {(shown.place.cell, measure) for measure in new}
                cell = notebook.cells[shown.place.cell]
                fixes = metric_fix(notebook, new) if trackers else (TRACK,)
                yield self.finding(_MESSAGE, cell, shown.span, *fixes)


_MESSAGE = "This score is only shown: the next run overwrites it, and nobody can compare the two."


class _Shown(NamedTuple):
    """A place at the top of the notebook whose run shows some measures."""

    place: Place
    span: Span | None
    measures: frozenset[Place]


def _shown(notebook: Notebook, measured: Measuring) -> Iterator[_Shown]:
    saving = _saving_cells(notebook)
    for site in notebook.calls_named(_may_show):
        measures: frozenset[Place] = frozenset()
        if measured.is_measure(site) and measured.shows_itself(site):
            measures = frozenset() if site.cell.index in saving else frozenset({site.place})
        elif _shows(site.name) and not (site.cell.index in saving and site.name.startswith(_table().plots)):
            measures = measured.behind(site.cell, site.call.function, *given(site.call))
            measures = _without_progress(measured, site, measures)
        if measures and site.call.keyword("file") is None:
            yield from _where_run(notebook, site, measures)
    for cell in notebook.code:
        for statement in cell.facts.statements:
            if statement.kind == "shown" and statement.value is not None:
                measures = measured.behind(cell, statement.value)
                if measures:
                    yield _Shown(Place(cell.index, statement.at), statement.value.span, measures)


def _without_progress(measured: Measuring, site: CallSite, measures: frozenset[Place]) -> frozenset[Place]:
    """Inside a loop, what it tells of its way is no result."""
    if not any(block.kind in {"for", "while"} for block in site.cell.facts.around(site.block)):
        return measures
    return frozenset(place for place in measures if not measured.is_progress(place))


def _where_run(notebook: Notebook, site: CallSite, measures: frozenset[Place]) -> Iterator[_Shown]:
    """The place of a call, or of the calls of the function that holds it."""
    for place in runs(notebook, Spot(site.cell, site.call.at, site.block)):
        if place == site.place:
            yield _Shown(place, site.span, measures)
        else:
            yield _Shown(place, _span(notebook.cells[place.cell], place.at), measures)


def _span(cell: Cell, at: int) -> Span | None:
    found = next((value.span for value in cell.facts.names if value.at == at), None)
    return found or next((call.span for call in cell.facts.calls if call.at == at), None)


def _saving_cells(notebook: Notebook) -> frozenset[int]:
    """The cells that write a plot to a file, or record it."""
    return frozenset(site.cell.index for site in notebook.calls_of(_SAVING))


_SAVING = frozenset({"savefig", "write_image", "write_html", "log_figure", "log_image", "log_plot"})


@lru_cache(maxsize=16384)
def _may_show(name: str) -> bool:
    return _shows(name) or may_measure(name)


@lru_cache(maxsize=4096)
def _shows(name: str) -> bool:
    return bool(_table().shows.match(name))


@lru_cache(maxsize=4096)
def _keeps(name: str) -> bool:
    return bool(_table().keeps.match(name))


def _kept(notebook: Notebook, measured: Measuring) -> frozenset[Place]:
    """The measures that a tracker records, or that are written to a file or table."""
    sites = [each.site for each in tracker_calls(notebook)]
    sites += notebook.calls_named(_keeps)
    sites += [site for site in notebook.calls_to("print") if site.call.keyword("file") is not None]
    found: frozenset[Place] = frozenset()
    for site in sites:
        found |= measured.behind(site.cell, site.call.function, *given(site.call))
        if measured.is_measure(site):
            found |= {site.place}
    return found | recorded_histories(notebook)


class _Table(Struct, frozen=True):
    shows: Wildcards
    keeps: Wildcards
    plots: tuple[str, ...]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "showing.toml")
    return _Table(Wildcards(raw["shows"]), Wildcards(raw["keeps"]), tuple(raw["plots"]))
