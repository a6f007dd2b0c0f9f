"""A rare class is also shown by the counts that were saved below a cell."""

import pytest
from tests.saved import ran, saved_notebook, shown, stream

from nbcoach.checking.lint import lint_notebook
from nbcoach_checks.evaluation.accuracy_on_imbalance import AccuracyOnImbalance

TRAINED = """
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
model = LogisticRegression().fit(X, y)
print(accuracy_score(y_test, model.predict(X_test)))
"""
RARE = "Class\n0    284315\n1       492\nName: count, dtype: int64"
EVEN = "Class\n0    520\n1    480\nName: count, dtype: int64"


def findings(*cells):
    outcome = lint_notebook(saved_notebook(*cells), checks=[AccuracyOnImbalance])
    assert not outcome.errors
    return [(each.cell, each.span.line) for each in outcome.findings]


@pytest.mark.parametrize("output", [shown(RARE), stream(RARE)], ids=["shown", "printed"])
def test_a_saved_count_shows_that_a_class_is_rare(output):
    counted = ran("data = read()\nX, y = data.drop(columns='Class'), data['Class']\ny.value_counts()", output)

    assert findings(counted, ran(TRAINED)) == [(1, 5)]


def test_a_share_shows_it_too():
    counted = ran("y.value_counts(normalize=True)", shown("no     0.91\nyes    0.09\nName: y, dtype: float64"))

    assert findings(counted, ran(TRAINED)) == [(1, 5)]


def test_even_classes_are_silent():
    assert findings(ran("y.value_counts()", shown(EVEN)), ran(TRAINED)) == []


def test_the_counts_of_another_column_are_silent():
    assert findings(ran("data['city'].value_counts()", shown(RARE)), ran(TRAINED)) == []


def test_counts_without_a_saved_output_are_silent():
    assert findings(ran("y.value_counts()"), ran(TRAINED)) == []


def test_a_report_of_each_class_silences_it():
    report = "\nfrom sklearn.metrics import confusion_matrix\nconfusion_matrix(y_test, model.predict(X_test))"

    assert findings(ran("y.value_counts()", shown(RARE)), ran(TRAINED + report)) == []
