"""Scores on the rows that the model has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.learning import learned
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.learning import Fit, Learning, Measure
    from nbcoach.project import Project

_UNSUPERVISED = (
    "sklearn.cluster.", "sklearn.mixture.", "sklearn.neighbors.KernelDensity", "hdbscan.",
    "sklearn.neighbors.NearestNeighbors",
    "sklearn.covariance.", "sklearn.manifold.", "sklearn.decomposition.", "sklearn.svm.OneClassSVM", "statsmodels.",
    "sklearn.ensemble.IsolationForest", "sklearn.neighbors.LocalOutlierFactor", "gensim.", "hmmlearn.", "lifelines.",
)  # fmt: skip
_CLUSTER_METRICS = frozenset(
    {"silhouette_score", "silhouette_samples", "calinski_harabasz_score", "davies_bouldin_score", "adjusted_rand_score"}
    | {
        "normalized_mutual_info_score",
        "homogeneity_score",
        "completeness_score",
        "v_measure_score",
        "mutual_info_score",
    }
    | {"adjusted_mutual_info_score", "fowlkes_mallows_score", "homogeneity_completeness_v_measure", "rand_score"}
)
_HELD_OUT = frozenset({"validation_data", "validation_split", "eval_set", "valid_sets", "evals", "eval_data"})


class NoHoldout(Check):
    """Measures a model only on the rows that it was fitted on.

    ## Why it matters
    A model can learn its own rows by heart. A score on them says how well it remembers, not how well it will do on
    rows that it has never seen, which is all that counts later.

    ## What to do
    Keep a part back with `train_test_split` before the fit and measure there, or use `cross_val_score`.
    """

    severity = Severity.WARNING
    level = 0
    capability = "standard-eval-suite"
    sources = ("https://scikit-learn.org/stable/modules/cross_validation.html",)
    examples = (
        Example(
            bad="""
            import mlflow
            from sklearn.linear_model import Ridge
            mlflow.autolog()
            model = Ridge().fit(X, y)
            r2 = model.score(X, y)  # expect: no-holdout
            """,
            good="""
            import mlflow
            from sklearn.linear_model import Ridge
            from sklearn.model_selection import train_test_split
            mlflow.autolog()
            X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
            model = Ridge().fit(X_train, y_train)
            r2 = model.score(X_test, y_test)
            """,
        ),
        Example(
            bad="""
            import mlflow
            from sklearn.metrics import mean_absolute_error
            from sklearn.neighbors import KNeighborsRegressor
            mlflow.autolog()
            knn = KNeighborsRegressor()
            knn.fit(frame, target)
            fitted = knn.predict(frame)
            error = mean_absolute_error(target, fitted)  # expect: no-holdout
            """,
            good="""
            import mlflow
            from sklearn.model_selection import cross_val_score
            from sklearn.neighbors import KNeighborsRegressor
            mlflow.autolog()
            knn = KNeighborsRegressor()
            scores = cross_val_score(knn, frame, target)
            knn.fit(frame, target)
            seen = knn.score(frame, target)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not trainings(notebook):
            return
        learning = learned(notebook)
        rows = _fitted_rows(learning)
        if not rows or _has_own_holdout(notebook):
            return
        held_out = _held_out(learning, rows)
        for measure in learning.measures:
            seen = {model for model, each in measure.pairs if each in rows.get(model, set())}
            if seen and not (measure.is_crossed or held_out & seen or measure.site.method in _CLUSTER_METRICS):
                message = "This measures the model on the rows that it was fitted on; no other rows are measured."
                yield self.finding(message, measure.site.cell, measure.site.span)


def _fitted_rows(learning: Learning) -> dict[str, set[str]]:
    """The rows that each supervised model was fitted on."""
    found: dict[str, set[str]] = {}
    for fit in learning.fits:
        if fit.rows and fit.model and not fit.site.name.startswith(_UNSUPERVISED) and not _only_rows(fit):
            found.setdefault(fit.model, set()).add(fit.rows)
    return found


def _only_rows(fit: Fit) -> bool:
    """True for a fit without a target, which is clustering or density."""
    alone = len(fit.site.call.arguments) == 1 and not fit.site.call.keywords
    return alone and "." in fit.site.name and fit.site.name.startswith(("sklearn.", "?"))


def _has_own_holdout(notebook: Notebook) -> bool:
    """True where a forest measures itself on the rows that each tree left out."""
    return bool(notebook.calls_with(frozenset({"oob_score"})))


def _held_out(learning: Learning, rows: dict[str, set[str]]) -> set[str]:
    """The models that are measured on other rows than their own, somewhere in the notebook."""
    found: set[str] = set()
    for fit in learning.fits:
        if any(keyword.name in _HELD_OUT for keyword in fit.site.call.keywords) or _is_search(fit):
            found.add(fit.model)
    for measure in learning.measures:
        found |= _measured_elsewhere(learning, measure, rows)
    for asked in learning.predictions:
        if asked.model in rows and asked.rows not in rows[asked.model]:
            found.add(asked.model)
    return found


def _measured_elsewhere(learning: Learning, measure: Measure, rows: dict[str, set[str]]) -> set[str]:
    """The models that a measure may judge on rows that they were not fitted on."""
    if measure.site.method in _CLUSTER_METRICS:
        return set()
    pairs = {(_whole(model, rows), each) for model, each in measure.pairs}
    if not any(
        model in rows for model, _ in pairs
    ):  # a model in a function, a fresh copy, predictions that were kept: it may be any of them
        possible = {fit.model for fit in learning.fits if fit.model in rows and learning.is_of(measure, fit)}
        return {model for model in possible if measure.is_crossed or not measure.rows & rows[model]}
    return {model for model, each in pairs if model in rows and (measure.is_crossed or each not in rows[model])}


def _whole(model: str, rows: dict[str, set[str]]) -> str:
    """The model that another one is a part of: `search` of `search.best_estimator_`."""
    return next((each for each in rows if model.startswith(f"{each}.")), model)


def _is_search(fit: Fit) -> bool:
    return "SearchCV()" in fit.site.name or fit.site.name.endswith("CV().fit")
