import copyreg

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from nbcoach.pipeline.state.compare import compare


def differences(left, right):
    return [(found["kind"], found["where"]) for found in compare({"x": left}, {"x": right})]


@pytest.mark.parametrize(
    ("left", "right", "kind", "where"),
    [
        (1.0, 1.1, "value", "x"),
        (1, 1.0, "type", "x"),
        ([1, {"a": 2}], [1, {"a": 3}], "value", "x[1]['a']"),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "order", "x"),
        (np.zeros(3), np.array([0, 1.0, 0]), "value", "x[1]"),
        (np.zeros(3), np.zeros(3, "f4"), "dtype", "x"),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 3]}), "value", "x['a'][1]"),
        (pd.DataFrame({"a": [1]}, index=[1]), pd.DataFrame({"a": [1]}, index=[2]), "value", "x.index[0]"),
        (lambda: 1, lambda: 2, "code", "x"),
    ],
)
def test_a_difference_is_told_with_its_kind_and_place(left, right, kind, where):
    assert differences(left, right) == [(kind, where)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (float("nan"), float("nan")),
        (1.0, 1.0 + 1e-12),
        ("<f at 0x7f01>", "<f at 0x7f02>"),
        (pd.DataFrame({"a": [1, None]}), pd.DataFrame({"a": [1, None]})),
    ],
)
def test_what_only_looks_different_is_equal(left, right):
    assert differences(left, right) == []


def test_what_pickle_remembers_of_a_class_is_no_difference():
    here, there = (type("Item", (), {"__module__": "gone", "n": 1}) for _ in range(2))
    copyreg._slotnames(here)

    assert "__slotnames__" in vars(here)
    assert differences(here, there) == differences(there, here) == []


def test_values_that_contain_themselves_can_be_compared():
    left, right = [], []
    left.append(left)
    right.append(right)

    assert differences(left, right) == []


def test_a_drawn_collection_is_compared_by_its_points_and_colours():
    def points(moved=0.0):
        return Figure().subplots().scatter([1, 2, 3 + moved], [4, 5, 6], c=[1, 2, 3])

    assert differences(points(), points()) == []
    assert differences(points(), points(0.5)) == [("value", "x[0][2, 0]")]
