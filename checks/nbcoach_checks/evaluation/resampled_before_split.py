"""Copies of one row on both sides of a split."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach_checks.evaluation._divisions import divisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project
    from nbcoach_checks.evaluation._divisions import Division

_SAMPLERS = regex(
    r"(?:imblearn|smote_variants)\.(?:over_sampling|combine)\.|^smote_variants\.|^smogn\.|^smote\.|^ImbalancedLearningRegression\."
)
_FITTING = frozenset({"fit_resample", "fit_sample", "sample", "smoter", "smote", "ro", "adasyn"})
_AUGMENTERS = regex(
    r"^(?:nlpaug|imgaug|albumentations|Augmentor|textattack\.augmentation|textaugment|tsaug|audiomentations)\."
)
_AUGMENTING = frozenset({"augment", "augment_image", "augment_images", "augment_batch", "augment_many"})
_NAMED = regex(r"(?:^|_)(?:augment\w*|over_?sampl\w*|upsampl\w*|up_sampl\w*)", re.IGNORECASE)
_METHODS = frozenset({"fit_resample", "fit_sample", "resample", "sample", "smoter", *_AUGMENTING})
_DIVIDING = frozenset({"sklearn", "torch", "pyspark", "skmultilearn", "iterstrat", "keras", "tensorflow"})
_MEASURED = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})


class ResampledBeforeSplit(Check):
    """Over-samples or augments rows, and splits them afterwards.

    ## Why it matters
    A copy, a synthetic neighbour or a turned picture of a training row lands among the test rows. The model is measured
    on what it has seen, and the score is too good by far: with SMOTE often by ten points and more.

    ## What to do
    Split first, and over-sample the training part only. In cross-validation put the sampler into an imbalanced-learn
    `Pipeline`, which leaves the held-out fold alone.
    """

    severity = Severity.WARNING
    level = 0
    capability = "standard-eval-suite"
    sources = ("https://imbalanced-learn.org/stable/common_pitfalls.html",)
    examples = (
        Example(
            bad="""
            from imblearn.over_sampling import SMOTE
            from sklearn.model_selection import train_test_split
            X_more, y_more = SMOTE(random_state=0).fit_resample(X, y)  # expect: resampled-before-split
            X_train, X_test, y_train, y_test = train_test_split(X_more, y_more, random_state=0)
            """,
            good="""
            from imblearn.over_sampling import SMOTE
            from sklearn.model_selection import train_test_split
            X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
            X_more, y_more = SMOTE(random_state=0).fit_resample(X_train, y_train)
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            from sklearn.utils import resample
            rare, usual = claims[claims.fraud == 1], claims[claims.fraud == 0]
            more = resample(rare, replace=True, n_samples=len(usual), random_state=0)  # expect: resampled-before-split
            balanced = pd.concat([usual, more])
            train, test = train_test_split(balanced, random_state=0)
            """,
            good="""
            from imblearn.over_sampling import SMOTE
            from imblearn.pipeline import make_pipeline
            from sklearn.linear_model import LogisticRegression
            from sklearn.model_selection import cross_val_score
            scores = cross_val_score(make_pipeline(SMOTE(), LogisticRegression()), X, y, scoring="f1")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        copies = [each for each in (_copy(notebook, site) for site in _candidates(notebook)) if each is not None]
        if not copies:
            return
        divided = divisions(notebook)
        for copy in copies:
            if any(_is_divided(notebook, copy, each, divided) for each in divided):
                message = f"{copy.what} of a row can end up on both sides of the split that follows."
                yield self.finding(message, copy.site.cell, copy.site.span)


class _Copy(NamedTuple):
    """A call that makes more rows out of rows, and what these are."""

    site: CallSite
    what: str
    rows: tuple[Value, ...]


def _candidates(notebook: Notebook) -> tuple[CallSite, ...]:
    if not notebook.imports & _DIVIDING:
        return ()
    found = {site.place: site for site in (*notebook.calls_of(_METHODS), *notebook.calls_named(_is_own))}
    return tuple(found[place] for place in sorted(found))


@lru_cache(maxsize=16384)
def _is_own(name: str) -> bool:
    """True for a function of the notebook that is named after what it does to rows."""
    return name.startswith("__main__.") and bool(_NAMED.search(name[9:]))


def _copy(notebook: Notebook, site: CallSite) -> _Copy | None:
    rows = given(site.call)
    if _SAMPLERS.match(site.name) and site.method in _FITTING:
        return _Copy(site, "A synthetic neighbour", rows)
    if _AUGMENTERS.match(site.name) and site.method in _AUGMENTING:
        return _Copy(site, "A changed copy", rows)
    if site.name.startswith("__main__.") and _NAMED.search(site.method) and not _is_handed_on(site):
        return _Copy(site, "A changed copy", rows)
    if site.name == "sklearn.utils.resample" and _repeats(notebook, site, usual=True):
        return _Copy(site, "A copy", rows[:1])
    if site.method == "sample" and "." in site.name and _repeats(notebook, site, usual=False):
        return _Copy(site, "A copy", (site.call.function,))
    return None


def _repeats(notebook: Notebook, site: CallSite, *, usual: bool) -> bool:
    """True where rows are drawn with replacement, and as many as there are of others: to balance, not to bootstrap."""
    replace = site.call.keyword("replace")
    repeats = usual if replace is None else notebook.constant(site.cell, replace) is True
    wanted = site.call.keyword("n_samples") if usual else site.argument(0, "n")
    return repeats and wanted is not None and not site.name.startswith("random.")


def _is_handed_on(site: CallSite) -> bool:
    """True inside a function, whose rows its callers know."""
    return site.cell.facts.runs_later(site.block)


def _is_divided(notebook: Notebook, copy: _Copy, division: Division, divided: tuple[Division, ...]) -> bool:
    """True where what was made of rows is divided later, and these were no part of a division already."""
    if copy.site.place not in division.rows.calls or division.place < copy.site.place:
        return False
    own = notebook.ancestry(copy.site.cell, *copy.rows)
    if not any(each.gave(own) for each in divided if each.place < copy.site.place):
        return True
    return not _is_search(notebook, division)


def _is_search(notebook: Notebook, division: Division) -> bool:
    """True for the folds of a search, which choose settings and report nothing."""
    site = notebook.site_at(division.place)
    return division.is_cross and site is not None and site.method not in _MEASURED
