"""What counts as a fitted model, for libraries that the tests do not install: stand-ins of the same shape."""

from __future__ import annotations

import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from nbcoach.faces.widget import ledger


def stand_in(module: str, name: str, *bases: type, **body: object) -> type:
    return type(name, bases, {"__module__": module, **body})


@pytest.fixture
def book() -> ledger.Ledger:
    return ledger.Ledger()


def test_a_keras_model_counts_once_it_has_a_history(book):
    model = stand_in("keras.src.models.sequential", "Sequential", stand_in("keras.src.models.model", "Model"))()
    assert book.changes({"net": model}) == []
    model.history = stand_in("keras.src.callbacks.history", "History", epoch=[0, 1])()
    assert [found.kind for found in book.changes({"net": model})] == ["keras Sequential"]
    assert book.changes({"net": model}) == []
    model.history = type(model.history)()
    assert len(book.changes({"net": model})) == 1


def test_a_booster_counts_once_it_has_rounds(book):
    booster = stand_in("xgboost.core", "Booster", num_boosted_rounds=lambda self: self.rounds)()
    booster.rounds = 0
    assert book.changes({"b": booster}) == []
    booster.rounds = 5
    assert [found.kind for found in book.changes({"b": booster})] == ["xgboost Booster"]


def test_a_booster_that_refuses_to_answer_is_passed_over(book):
    def refuse(_):
        raise ValueError("0 feature is supplied")

    assert book.changes({"b": stand_in("xgboost.core", "Booster", num_boosted_rounds=refuse)()}) == []


def test_a_classifier_that_keeps_its_booster_privately_is_fitted(book):
    classifier = stand_in("xgboost.sklearn", "XGBClassifier", ClassifierMixin, BaseEstimator, predict=print)()
    assert book.changes({"c": classifier}) == []
    classifier._Booster = object()
    assert [found.kind for found in book.changes({"c": classifier})] == ["XGBClassifier"]


def test_results_of_statsmodels_count_and_its_tests_do_not(book):
    wrapper = stand_in("statsmodels.base.wrapper", "ResultsWrapper")
    results = stand_in("statsmodels.regression.linear_model", "RegressionResultsWrapper", wrapper)
    contrast = stand_in("statsmodels.stats.contrast", "ContrastResults")
    found = book.changes({"ols": results(), "t": contrast()})
    assert [(model.variable, model.kind) for model in found] == [("ols", "RegressionResults")]


def test_an_estimator_of_the_users_own_counts(book):
    own = stand_in("__main__", "Threshold", ClassifierMixin, BaseEstimator, predict=print)()
    own.cut_ = 0.5
    assert [model.kind for model in book.changes({"own": own})] == ["Threshold"]
    own.cut_ = 0.6
    assert len(book.changes({"own": own})) == 1


def test_an_attribute_that_was_added_later_is_no_new_fit(book):
    own = stand_in("__main__", "Threshold", ClassifierMixin, BaseEstimator, predict=print)()
    own.cut_ = 0.5
    book.changes({"own": own})
    own.note_ = "good"
    assert book.changes({"own": own}) == []
