"""Models, the rows that they were fitted on, and the measures of their quality: what the cells say together about learning."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.model import Place
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

Key = tuple[int, int] | str
"""What tells objects and rows apart: the place that made them, or a dotted name of unknown origin."""

_FITTING = frozenset({"fit", "fit_generator", "fit_predict", "partial_fit", "fit_transform", "set_params", "train"})
_PREDICTING = frozenset(
    {"predict", "predict_proba", "predict_log_proba", "predict_classes", "decision_function", "predict_generator"}
    | {"predict_on_batch", "fit_predict", "score_samples", "predict_step"}
)
_SCORING = frozenset({"score", "evaluate", "evaluate_generator"})
_CROSS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})
_SEARCHES = ("SearchCV", "RFECV", "LassoCV", "RidgeCV", "ElasticNetCV", "LogisticRegressionCV")
_NO_MEASURES = frozenset({"make_scorer", "get_scorer", "get_scorer_names", "check_scoring", "pairwise_distances"})


class Fit(NamedTuple):
    """A training: the model's key, and the rows (the first argument) where they are given."""

    site: CallSite
    model: Key
    rows: Value | None


class Measure(NamedTuple):
    """A call that measures quality: `models` and `rows` are those behind it, `is_crossed` for cross-validation."""

    site: CallSite
    models: frozenset[Key]
    rows: frozenset[Key]
    is_crossed: bool


class Learning:
    """The fits, predictions and measures of a notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """Every training that the notebook runs itself, in order."""
        found = []
        for training in trainings(self._notebook):
            site = training.site
            rows = site.call.arguments[0] if site.call.arguments else site.call.keyword("X") or site.call.keyword("x")
            found.append(Fit(site, self.owner(site), rows))
        return tuple(found)

    @cached_property
    def models(self) -> frozenset[Key]:
        """The keys of everything that is trained."""
        return frozenset(fit.model for fit in self.fits)

    @cached_property
    def predictions(self) -> dict[Place, CallSite]:
        """The calls that predict, by their place."""
        return {site.place: site for site in self._notebook.calls if site.method in _PREDICTING and "." in site.name}

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every call that measures the quality of a model, in order."""
        return tuple(self._measures())

    def _measures(self) -> Iterator[Measure]:
        for site in self._notebook.calls:
            if site.name.startswith("sklearn.model_selection.") and site.method in _CROSS:
                yield Measure(site, frozenset(self._given(site, 0)), frozenset(self._given(site, 1)), is_crossed=True)
            elif is_metric(site):
                yield self._of_metric(site)
            elif site.method in _SCORING and self._scores(site):
                crossed = any(each in site.name for each in _SEARCHES) and not site.call.arguments
                yield Measure(site, frozenset({self.owner(site)}), frozenset(self._given(site, 0)), is_crossed=crossed)

    def _of_metric(self, site: CallSite) -> Measure:
        """A metric function: the models and rows of the predictions among its arguments."""
        values = (*site.call.arguments, *[keyword.value for keyword in site.call.keywords])
        behind = self._notebook.ancestry(site.cell, *values).calls if values else set()
        predictions = [self.predictions[place] for place in behind if place in self.predictions]
        crossed = any(name in _CROSS for name in self._methods(behind))
        models = frozenset(self.owner(each) for each in predictions)
        rows = frozenset(key for each in predictions for key in self._given(each, 0))
        return Measure(site, models, rows, is_crossed=crossed)

    def _methods(self, places: set[Place]) -> set[str]:
        return {site.method for site in self._notebook.calls if site.place in places}

    def _scores(self, site: CallSite) -> bool:
        """True for `score` and `evaluate` of a model: one that is trained here, or by the library it is from."""
        if self.owner(site) in self.models:
            return True
        return site.name.startswith(("sklearn.", "keras.", "xgboost.", "lightgbm.", "catboost."))

    def _given(self, site: CallSite, position: int) -> list[Key]:
        names = ("X", "x", "estimator")
        value = site.call.arguments[position] if len(site.call.arguments) > position else None
        value = value or next((each.value for each in site.call.keywords if each.name in names), None)
        return [self.key(site.cell, value)] if value is not None else []

    def owner(self, site: CallSite) -> Key:
        """The key of the object whose method is called."""
        function = site.call.function
        if function.kind == "attribute" and function.parts:
            return self.key(site.cell, function.parts[0])
        root, _, rest = function.text.rpartition(".")
        if not root or "." in root:
            return root or function.text
        bound = self._notebook.flow.definition(site.cell, root, function.at, function.block)
        return self._bound_key(bound.cell, bound.binding.value, bound.place, root) if bound and bound.binding.index < 0 else root + rest[:0]

    def key(self, cell: Cell, value: Value) -> Key:
        """What made a value: the place of a call or binding; a text for what is no plain name or call."""
        if value.kind == "call":
            return self._made_by(cell, value)
        if value.kind == "name" and "." not in value.text:
            bound = self._notebook.definition(cell, value)
            if bound is None or bound.binding.kind == "import":
                return value.text
            if bound.binding.index >= 0 or bound.binding.kind not in {"assign", "annotate", "walrus"}:
                return tuple(bound.place)
            return self._bound_key(bound.cell, bound.binding.value, bound.place, value.text)
        if value.kind in {"subscript", "attribute"} and value.parts:
            return f"{self.key(cell, value.parts[0])}{value.text}{[part.text for part in value.parts[1:]]}"
        return value.text or str((cell.index, value.at))

    def _bound_key(self, cell: Cell, value: Value | None, place: Place, name: str) -> Key:
        if value is None:
            return tuple(place)
        if value.kind == "name" and "." not in value.text and value.text != name:
            return self.key(cell, value)
        return self._made_by(cell, value) if value.kind == "call" else tuple(place)

    def _made_by(self, cell: Cell, value: Value) -> Key:
        """`Model().fit(X)` is the model; any other call is what it gave."""
        call = cell.facts.calls[value.call]
        function = call.function
        if function.text.rpartition(".")[2] in _FITTING:
            if function.kind == "attribute" and function.parts:
                return self.key(cell, function.parts[0])
            root = function.text.partition(".")[0]
            bound = self._notebook.flow.definition(cell, root, function.at, function.block)
            if bound and bound.binding.kind != "import":
                return self._bound_key(bound.cell, bound.binding.value, bound.place, root)
        return (cell.index, call.at)


def is_metric(site: CallSite) -> bool:
    """True for the scores, errors and reports of the metric libraries."""
    if site.method in _NO_MEASURES or "()" in site.name:
        return False
    if site.name.startswith("sklearn.metrics."):
        return "pairwise" not in site.name and not site.method.endswith(("_distances", "_kernel", "_similarity"))
    return site.name.startswith("sklearn.metrics") or site.name in {"statsmodels.tools.eval_measures.rmse", "scikitplot.metrics"}
