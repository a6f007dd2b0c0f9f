"""Literals inside calls: which are offered as parameters, under which names, and what changes when one is taken."""

from __future__ import annotations

import pytest
from tests.cells import notebook

from nbcoach.errors import BadCallError
from nbcoach.pipeline import plan
from nbcoach.pipeline.hoists import hoists

SPLIT = "from sklearn.model_selection import train_test_split as split\n"
FOREST = "from sklearn.ensemble import RandomForestClassifier\n"


def offered(*cells: str) -> dict[str, object]:
    return {each.parameter.name: each.parameter.default for each in hoists(notebook(*cells))}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (SPLIT + "split(x, test_size=0.2, random_state=1)", {"test_size": 0.2, "random_state": 1}),
        (FOREST + "m = RandomForestClassifier(n_estimators=100, max_depth=None)", {"n_estimators": 100}),
        ("import pandas as pd\ndf = pd.read_csv('data/Churn 2.csv')", {"churn_2_path": "data/Churn 2.csv"}),
        ("import pandas as pd\ndf = pd.read_csv('2024.csv', nrows=5)", {"data_path": "2024.csv"}),
        (
            "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.groupby('kind').size().to_csv('b.csv')",
            {"a_path": "a.csv"},
        ),
        ("import pandas as pd\nfor x in y:\n    pd.read_csv('a.csv')", {"a_path": "a.csv"}),
        ("import sqlite3\nsqlite3.connect(':memory:')", {}),
        ("import pandas as pd\npd.read_csv(path)\npd.read_csv(f'{path}.csv')", {}),
        (SPLIT + "f'{split(x, test_size=0.2)}'", {"test_size": 0.2}),
        (SPLIT + "def f(x):\n    return split(x, test_size=0.2)", {}),
        ("%%timeit\nx.fit(epochs=3)", {}),
        ("other(test_size=0.2)", {}),
        ("import pandas as pd\npd.read_sql('postgres://maria:pw@host/db', con)", {}),
    ],
)
def test_literals_in_known_calls_are_offered(code: str, found: dict[str, object]) -> None:
    assert offered(code) == found


def test_equal_literals_of_a_name_are_one_parameter_and_others_have_names_of_their_own() -> None:
    code = SPLIT + FOREST + "split(x, random_state=1)\nRandomForestClassifier(random_state=1)"
    assert offered(code) == {"random_state": 1}
    other = "RandomForestClassifier(random_state=2)\nRandomForestClassifier(random_state=3)"
    assert offered(code, other) == {
        "random_state": 1,
        "random_forest_classifier_random_state": 2,
        "random_forest_classifier_random_state_2": 3,
    }


def test_a_name_that_the_notebook_has_is_not_taken_again() -> None:
    assert offered("test_size = 0.5", SPLIT + "split(x, test_size=0.2)") == {"train_test_split_test_size": 0.2}


def test_nothing_is_offered_where_names_may_be_bound_unseen() -> None:
    assert offered("from pylab import *", SPLIT + "split(x, test_size=0.2)") == {}


def test_they_are_not_taken_unasked_and_say_where_they_stand() -> None:
    (candidate,) = hoists(notebook("import os", SPLIT + "a = split(x,\n          test_size=0.2)"))
    assert not candidate.taken
    assert candidate.reason == "it stands in a call of train_test_split"
    assert candidate.parameter.schema == {"type": "number", "minimum": 0, "maximum": 1}
    (hoist,) = candidate.parameter.hoists
    assert (hoist.cell, hoist.span, hoist.before, hoist.after) == (1, (3, 20, 3, 23), "0.2", "test_size")
    assert plan(notebook(SPLIT + "split(x, test_size=0.2)")).parameters == ()


def test_taken_ones_stand_in_the_parameters_cell_and_their_names_in_the_calls() -> None:
    (step,) = plan(notebook(SPLIT + "é = 'ü'; split(x, test_size=0.2, random_state=1)"), parameters=["test_size"]).steps
    assert [cell.source for cell in step.cells] == [
        "test_size: float = 0.2",
        SPLIT + "é = 'ü'; split(x, test_size=test_size, random_state=1)",
    ]


def test_what_is_not_offered_is_refused() -> None:
    with pytest.raises(BadCallError, match="test_sise is no literal"):
        plan(notebook(SPLIT + "split(x, test_size=0.2)"), parameters=["test_sise"])
