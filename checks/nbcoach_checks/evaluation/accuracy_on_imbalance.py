"""A score that the rare class cannot lower."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.learning import learned
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings
from nbcoach_checks.evaluation._columns import target
from nbcoach_checks.evaluation._kinds import is_accuracy, kinds, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_ACCURATE = frozenset({"accuracy_score", "score", "cross_val_score", "cross_validate", "zero_one_loss", "accuracy"})
_SAID = regex(
    r"(?<!not )(?<!no )(?<!without )(?<!isn't )(?<!nor )\b(?:(?:im|un)balanced?|(?:class )?imbalance|minority class|"
    r"rare class|majority class|skewed (?:class|target|label|dataset))",
    re.IGNORECASE,
)
_COUNT = regex(r"^\S.*?\s(\d+(?:\.\d+)?)$", re.MULTILINE)
_SHARE = 0.8
"""From this share of one class on, who always names it looks good."""
_CLASSES = 12
_LONGEST = 40
_WEIGHTS = frozenset({"balanced", "balanced_subsample", "Balanced"})
_TARGETS = frozenset({"y", "Y", "y_train", "y_test", "target", "targets", "labels", "label", "y_all"})


class AccuracyOnImbalance(Check):
    """Reports nothing but the accuracy, where one class is rare.

    ## Why it matters
    Of a hundred payments, one is fraud: a model that never finds any is right in 99 of 100 cases. The accuracy says how
    common the common class is, and not whether the rare one, for which the model is made, is found.

    ## What to do
    Look at each class: `classification_report` or `confusion_matrix`. As one number take the average precision, the F1
    of the rare class, or `balanced_accuracy_score`.
    """

    severity = Severity.HINT
    level = 1
    capability = "standard-eval-suite"
    sources = (
        "https://scikit-learn.org/stable/modules/model_evaluation.html#balanced-accuracy-score",
        "https://developers.google.com/machine-learning/crash-course/classification/accuracy-precision-recall",
    )
    examples = (
        Example(
            bad="""
            from sklearn.linear_model import LogisticRegression
            from sklearn.metrics import accuracy_score
            model = LogisticRegression(class_weight="balanced").fit(X_train, y_train)
            print(accuracy_score(y_test, model.predict(X_test)))  # expect: accuracy-on-imbalance
            """,
            good="""
            from sklearn.linear_model import LogisticRegression
            from sklearn.metrics import accuracy_score, classification_report
            model = LogisticRegression(class_weight="balanced").fit(X_train, y_train)
            print(accuracy_score(y_test, model.predict(X_test)))
            print(classification_report(y_test, model.predict(X_test)))
            """,
        ),
        Example(
            bad="""
            # %% [markdown]
            # The classes are heavily imbalanced: two payments in a thousand are fraud.
            # %%
            from sklearn.ensemble import RandomForestClassifier
            forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
            forest.score(X_test, y_test)  # expect: accuracy-on-imbalance
            """,
            good="""
            # %% [markdown]
            # The classes are balanced.
            # %%
            from sklearn.ensemble import RandomForestClassifier
            forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
            forest.score(X_test, y_test)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not notebook.calls_of(_ACCURATE) or not trainings(notebook) or _looks_beyond(notebook):
            return
        shown = _shown_skew(notebook)
        message = f"{shown}, and the accuracy is all that is measured: to never find the rare class scores well."
        for measure in learned(notebook).measures if shown else ():
            if is_accuracy(notebook, measure):
                yield self.finding(message, measure.site.cell, measure.site.span)


def _looks_beyond(notebook: Notebook) -> bool:
    """True where any other measure of classes stands in the notebook, or a text that may choose one."""
    beyond = kinds().beyond
    if any(not beyond.isdisjoint(words(site.method)) for site in notebook.calls if not site.method[:1].isupper()):
        return True
    texts = (text.text for cell in notebook.code for text in cell.facts.strings if len(text.text) < _LONGEST)
    return any(not beyond.isdisjoint(words(text)) for text in texts if " " not in text and text not in _WEIGHTS)


def _shown_skew(notebook: Notebook) -> str:
    """How the notebook shows that one class is rare; empty where it does not."""
    if "imblearn" in notebook.imports:
        return "The classes are resampled"
    weights = kinds().weights
    weighed = [each for site in notebook.calls for each in site.call.keywords if each.name in weights]
    if any(each.value.text not in {"None", "False", "1"} for each in weighed) or notebook.calls_of(kinds().weighing):
        return "The classes are weighed"
    if any(cell.kind == "markdown" and _SAID.search(cell.source) for cell in notebook.cells):
        return "The text calls the classes imbalanced"
    counted = notebook.calls_of(frozenset({"value_counts"}))
    return "One class is rare in the counts above" if any(_is_skewed(notebook, site) for site in counted) else ""


def _is_skewed(notebook: Notebook, site: CallSite) -> bool:
    """True where the saved output of a count of the target has one class with most of the rows."""
    if not _counts_target(notebook, site):
        return False
    for output in notebook.outputs(site.cell):
        numbers = [float(each) for each in _COUNT.findall(_without_tail(output.plain))]
        if 1 < len(numbers) <= _CLASSES and max(numbers) >= _SHARE * sum(numbers):
            return True
    return False


def _without_tail(text: str) -> str:
    """A printed series without its heading of one word and its last line (`Name: y, dtype: int64`)."""
    return "\n".join(line for line in text.split("\n") if "dtype:" not in line)


def _counts_target(notebook: Notebook, site: CallSite) -> bool:
    """True for `y.value_counts()`, and for the column that models are fitted to."""
    function = site.call.function
    if function.kind == "name" and function.text.partition(".")[0] in _TARGETS:
        return True
    columns = _target_columns(notebook)
    if function.kind == "name":
        return function.text.split(".")[-2] in columns if function.text.count(".") > 1 else False
    base = function.parts[0] if function.parts else None
    return base is not None and base.kind == "subscript" and base.parts[1].text in columns


def _target_columns(notebook: Notebook) -> set[str]:
    """The columns that are split or fitted as the target."""
    found = set()
    for site in notebook.calls_of(frozenset({"fit", "train_test_split"})):
        value = site.argument(1, "y")
        known = target(notebook, site.cell, value) if value is not None else None
        if known is not None:
            found.add(known.column)
    return found
