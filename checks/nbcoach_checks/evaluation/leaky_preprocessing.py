"""Preparation that has seen the test rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings
from nbcoach_checks.evaluation._divisions import Division, divisions, is_leading
from nbcoach_checks.evaluation._lessons import Lesson, lessons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.ancestry import Ancestry
    from nbcoach.notebook.model import Place, Value
    from nbcoach.project import Project

_TRAIN = regex(r"(?:^|_)(?:train|trn|tr|training)(?:\d*$|_|ing)|train", re.IGNORECASE)
_TEST = regex(r"(?:^|_)(?:test|tst|te|valid|val)(?:\d*$|_|ing)|test", re.IGNORECASE)
_JOINING = frozenset({"concat", "concatenate", "vstack", "hstack", "append", "r_", "row_stack"})


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
        learned = list(lessons(notebook))
        if not learned:
            return
        divided = divisions(notebook)
        is_measured = bool(divided) or bool(trainings(notebook))
        for lesson in learned if is_measured else ():
            if _leaks(notebook, lesson, divided):
                message = f"`{lesson.site.method}()` learns from rows that are divided into training and test data."
                yield self.finding(message, lesson.site.cell, lesson.site.span)


def _leaks(notebook: Notebook, lesson: Lesson, divided: tuple[Division, ...]) -> bool:
    """True where a lesson is learned from rows that are divided later, or from both parts of them."""
    rows = notebook.ancestry(lesson.site.cell, *lesson.rows, stores=True)
    if is_leading(notebook, lesson.site.cell, lesson.rows[0]):
        return False
    own = notebook.ancestry(lesson.site.cell, *lesson.rows)
    given_by = [each for each in divided if each.gave(own)]
    if given_by:
        return any(_joins(notebook, each, own) for each in given_by)
    if _is_of_both(notebook, rows) and bool(trainings(notebook)):
        return True
    reached = _reached(notebook, lesson, rows)
    return any(
        _comes_before(lesson, each) and _arrives(each, reached, lesson) and not _is_undone(notebook, each, lesson)
        for each in divided
    )


def _comes_before(lesson: Lesson, division: Division) -> bool:
    return division.place > lesson.site.place or lesson.site.cell.facts.runs_later(lesson.site.block)


class _Reached(NamedTuple):
    """Where a lesson goes on: calls that give what it made, and bindings of what it changed."""

    calls: frozenset[Place]
    bindings: frozenset[Place]


def _reached(notebook: Notebook, lesson: Lesson, rows: Ancestry) -> _Reached:
    site = lesson.site
    calls, bindings = {site.place}, set(lesson.changed)
    if site.method in {"fit", "adapt", "fit_on_texts"}:
        owner = site.call.function.text.rpartition(".")[0]
        later = [each for each in notebook.calls if owner and each.call.function.text.startswith(f"{owner}.t")]
        calls |= {each.place for each in later}
        calls |= {each.place for each in notebook.calls if owner and each.call.function.text == owner}
        bindings |= rows.bindings if later else set()
    if rows.is_whole:
        names = [f"__main__.{each.text}" for each in site.cell.facts.around(site.block) if each.kind == "function"]
        calls |= {each.place for each in notebook.calls_to(*names)}
    return _Reached(frozenset(calls), frozenset(bindings))


def _arrives(division: Division, reached: _Reached, lesson: Lesson) -> bool:
    if division.place == lesson.site.place:
        return False
    return bool(division.rows.calls & reached.calls or division.rows.bindings & reached.bindings)


def _joins(notebook: Notebook, division: Division, rows: Ancestry) -> bool:
    """True where both parts of a division were put together again."""
    for place in rows.calls:
        site = notebook.site_at(place)
        if site is not None and site.method in _JOINING:
            values = (site.call.function, *given(site.call)) if site.method == "append" else given(site.call)
            if division.joined(notebook.ancestry(site.cell, *values)):
                return True
    return False


def _is_undone(notebook: Notebook, division: Division, lesson: Lesson) -> bool:
    """True for slices that take apart what was put together after the lesson: `both[:n]` of `concat([train, test])`."""
    is_slice = notebook.site_at(division.place) is None
    return is_slice and any(place > lesson.site.place for place in _unions(notebook, division.rows))


def _is_of_both(notebook: Notebook, rows: Ancestry) -> bool:
    """True for rows that were put together from a training and a test file."""
    return next(_unions(notebook, rows), None) is not None


def _unions(notebook: Notebook, rows: Ancestry) -> Iterator[Place]:
    """Where a training and a test part were put together."""
    for place in rows.calls:
        site = notebook.site_at(place)
        if site is not None and site.method in _JOINING:
            names = [value.text for value in _joined(site)]
            if any(_TRAIN.search(name) for name in names) and any(_TEST.search(name) for name in names):
                yield place


def _joined(site: CallSite) -> Iterator[Value]:
    """The names that a call puts together."""
    function = site.call.function
    if site.method == "append":
        yield function
    objects = site.call.keyword("objs")
    for value in (*site.call.arguments[:1], *((objects,) if objects else ())):
        for part in value.parts if value.kind in {"list", "tuple"} else (value,):
            yield part.parts[0] if part.kind == "subscript" else part
