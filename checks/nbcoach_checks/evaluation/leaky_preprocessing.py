"""Preparation that has seen the test rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.names import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Place, Value
    from nbcoach.project import Project

_LEARNING = (
    "sklearn.preprocessing.StandardScaler*", "sklearn.preprocessing.MinMaxScaler*", "sklearn.preprocessing.RobustScaler*",
    "sklearn.preprocessing.MaxAbsScaler*", "sklearn.preprocessing.PowerTransformer*", "sklearn.preprocessing.QuantileTransformer*",
    "sklearn.preprocessing.KBinsDiscretizer*", "sklearn.preprocessing.TargetEncoder*", "sklearn.preprocessing.scale",
    "sklearn.preprocessing.minmax_scale", "sklearn.preprocessing.robust_scale", "sklearn.preprocessing.Imputer*",
    "sklearn.impute.*", "sklearn.decomposition.*", "sklearn.feature_selection.*",
    "sklearn.feature_extraction.text.TfidfVectorizer*", "sklearn.feature_extraction.text.CountVectorizer*",
    "sklearn.feature_extraction.text.TfidfTransformer*", "sklearn.manifold.*", "umap.*",
    "imblearn.over_sampling.*", "imblearn.under_sampling.*", "imblearn.combine.*", "category_encoders.*",
)  # fmt: skip
_STATELESS = ("sklearn.feature_extraction.text.HashingVectorizer*", "sklearn.decomposition.*sparse_encode*")
_FITS = frozenset({"fit", "fit_transform", "fit_resample", "fit_sample"})
_FUNCTIONS = frozenset({"scale", "minmax_scale", "robust_scale"})
_SPLITTERS = frozenset({"train_test_split", "split", "cross_val_score", "cross_validate", "cross_val_predict"})
_MODELS = ("sklearn.model_selection.",)


class LeakyPreprocessing(Check):
    """Fits a scaler, imputer, vectoriser or sampler on rows that are test rows later.

    ## Why it matters
    The means, words or components that it learns hold a part of the test rows. The model is then measured on rows
    that helped to prepare it, and the score comes out better than it will ever be on new rows.

    ## What to do
    Split first and fit on the training part; or put the preparation and the model into one `Pipeline`, which keeps
    the two apart in cross-validation too.
    """

    severity = Severity.WARNING
    level = 0
    capability = "standard-eval-suite"
    sources = ("https://scikit-learn.org/stable/common_pitfalls.html#data-leakage",)
    examples = (
        Example(
            bad="""
            from sklearn.model_selection import train_test_split
            from sklearn.preprocessing import StandardScaler
            scaled = StandardScaler().fit_transform(X)  # expect: leaky-preprocessing
            X_train, X_test = train_test_split(scaled, random_state=0)
            """,
            good="""
            from sklearn.model_selection import train_test_split
            from sklearn.preprocessing import StandardScaler
            X_train, X_test = train_test_split(X, random_state=0)
            scaler = StandardScaler().fit(X_train)
            X_test = scaler.transform(X_test)
            """,
        ),
        Example(
            bad="""
            from imblearn.over_sampling import SMOTE
            from sklearn.model_selection import train_test_split
            X_more, y_more = SMOTE(random_state=0).fit_resample(X, y)  # expect: leaky-preprocessing
            parts = train_test_split(X_more, y_more, random_state=0)
            """,
            good="""
            from sklearn.linear_model import Ridge
            from sklearn.model_selection import cross_val_score
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import StandardScaler
            scores = cross_val_score(make_pipeline(StandardScaler(), Ridge()), X, y)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        fits = [site for site in notebook.calls if _learns(site)]
        if not fits:
            return
        splits = [site for site in notebook.calls if _is_split(site)]
        divided = {split.place: _behind(notebook, split) for split in splits}
        for fit in fits:
            if _leaks(notebook, fit, splits, divided):
                message = (
                    f"`{fit.call.function.text}()` learns from rows that are divided into training and test data later."
                )
                yield self.finding(message, fit.cell, fit.span)


def _learns(site: CallSite) -> bool:
    if site.method in _FITS and "()" in site.name:
        owner = site.name.rpartition(".")[0].removesuffix("()")
        return matches(owner, _LEARNING) and not matches(owner, _STATELESS)
    return site.method in _FUNCTIONS and site.name.startswith("sklearn.preprocessing.")


def _is_split(site: CallSite) -> bool:
    if site.method not in _SPLITTERS:
        return False
    if site.method == "split":
        return site.name.startswith(_MODELS)
    return site.name.startswith((*_MODELS, "sklearn.cross_validation."))


def _rows(site: CallSite) -> tuple[Value, ...]:
    """The values that hold the rows of a split or a fit."""
    values = (*site.call.arguments, *[each.value for each in site.call.keywords if each.name in {"X", "y", "arrays"}])
    return values[1:] if site.method.startswith("cross_val") else values


def _behind(notebook: Notebook, split: CallSite) -> set[Place]:
    return notebook.ancestry(split.cell, *_rows(split), stores=True).calls


def _leaks(notebook: Notebook, fit: CallSite, splits: list[CallSite], divided: dict[Place, set[Place]]) -> bool:
    own = notebook.ancestry(fit.cell, *_rows(fit), stores=True).calls
    if any(split.place in own for split in splits):
        return False
    for split in splits:
        if split.place <= fit.place:
            continue
        if fit.place in divided[split.place] or _transforms(notebook, fit, divided[split.place]):
            return True
    return False


def _transforms(notebook: Notebook, fit: CallSite, behind: set[Place]) -> bool:
    """`scaler.fit(X)`, then `scaler.transform(X)`, whose result is divided."""
    owner = fit.call.function.text.rpartition(".")[0]
    if fit.method != "fit" or not owner:
        return False
    return any(
        site.place in behind and site.method == "transform" and site.call.function.text == f"{owner}.transform"
        for site in notebook.calls
        if site.place > fit.place
    )
