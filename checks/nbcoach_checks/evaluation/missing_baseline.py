"""A number on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.learning import learned
from nbcoach.notebook.training import trainings
from nbcoach_checks.evaluation._kinds import is_accuracy, kinds, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.learning import Learning, Measure
    from nbcoach.project import Project

_LOOPS = frozenset({"for", "comprehension", "while"})
_RECORDS = frozenset({"search_runs", "load_model", "get_run", "from_pretrained"})
_SEVERAL = ("CV().fit", "compare_models", "lazypredict.", "autogluon.", "flaml.", "h2o.automl.")


class MissingBaseline(Check):
    """Measures one model, and compares its score with nothing.

    Off by default: many notebooks show one model for the sake of showing it, and a score on its own is right there.

    ## Why it matters
    An error of 4.2 is excellent or useless, and the number does not say which. Guessing the mean, the last value or the
    most common class is often surprisingly good, and costs nothing to run.

    ## What to do
    Measure the simplest thing that could work on the same rows: `DummyClassifier`, `DummyRegressor`, yesterday's value,
    or the model that is in use. Report both numbers.
    """

    severity = Severity.HINT
    level = 1
    capability = "regression-vs-previous"
    default = False
    sources = (
        "https://scikit-learn.org/stable/modules/model_evaluation.html#dummy-estimators",
        "https://developers.google.com/machine-learning/guides/rules-of-ml",
    )
    examples = (
        Example(
            bad="""
            from sklearn.ensemble import RandomForestRegressor
            from sklearn.metrics import mean_absolute_error
            forest = RandomForestRegressor(random_state=0).fit(X_train, y_train)
            mean_absolute_error(y_test, forest.predict(X_test))  # expect: missing-baseline
            """,
            good="""
            from sklearn.dummy import DummyRegressor
            from sklearn.ensemble import RandomForestRegressor
            from sklearn.metrics import mean_absolute_error
            for model in [DummyRegressor(), RandomForestRegressor(random_state=0)]:
                print(mean_absolute_error(y_test, model.fit(X_train, y_train).predict(X_test)))
            """,
        ),
        Example(
            bad="""
            from sklearn.metrics import accuracy_score
            from sklearn.svm import SVC
            svc = SVC().fit(X_train, y_train)
            print(accuracy_score(y_test, svc.predict(X_test)))  # expect: missing-baseline
            """,
            good="""
            # %% [markdown]
            # The majority class alone gives an accuracy of 0.62.
            # %%
            from sklearn.metrics import accuracy_score
            from sklearn.svm import SVC
            svc = SVC().fit(X_train, y_train)
            print(accuracy_score(y_test, svc.predict(X_test)))
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        sites = [each.site for each in trainings(notebook)]
        if not sites or any(_repeats(site) for site in sites) or notebook.calls_of(_RECORDS):
            return
        found = learned(notebook)
        if not found.measures or not _is_alone(found) or any(_is_relative(each) for each in found.measures):
            return
        first = next((each for each in found.measures if _is_plain(notebook, each)), None)
        if first is not None and not _speaks_of_another(notebook):
            message = "This score stands alone: nothing says what a simple guess would reach on the same rows."
            yield self.finding(message, first.site.cell, first.site.span)


def _repeats(site: CallSite) -> bool:
    """True for a training of several models: in a loop, or by a search."""
    return any(block.kind in _LOOPS for block in site.cell.facts.around(site.block)) or any(
        each in site.name for each in _SEVERAL
    )


def _is_alone(found: Learning) -> bool:
    """True where one model is fitted, and every measure is of that one."""
    fitted = {fit.model for fit in found.fits}
    measured = {model for measure in found.measures for model in measure.models}
    return len(fitted) == 1 and "" not in fitted and measured <= fitted


def _is_relative(measure: Measure) -> bool:
    """True for a measure that holds its comparison: R² is relative to the mean, the area under a curve to chance."""
    site = measure.site
    if site.method == "score" and not kinds().classifiers.match(site.name.rpartition(".")[0].removesuffix(".fit()")):
        return True
    return not kinds().relative.isdisjoint(words(site.method))


def _is_plain(notebook: Notebook, measure: Measure) -> bool:
    """True for an accuracy or an error."""
    return is_accuracy(notebook, measure) or not kinds().lower.isdisjoint(words(measure.site.method))


def _speaks_of_another(notebook: Notebook) -> bool:
    """True where a name, a text or a heading speaks of what the score is compared with."""
    compared = kinds().compared
    code = [cell.facts for cell in notebook.code]
    names = (each.name for facts in code for each in facts.bindings)
    texts = (text.text for facts in code for text in facts.strings)
    written = (cell.source for cell in notebook.cells if cell.kind == "markdown")
    calls = (site.method for site in notebook.calls)
    return any(not compared.isdisjoint(words(each)) for group in (names, calls, texts, written) for each in group)
