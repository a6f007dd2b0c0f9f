"""What counts as changed by a cell: names bound anew, objects changed in place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from nbcoach.pipeline.observe.probe import changes


def told(namespace: dict[str, Any], code: str, *used: str) -> list[str]:
    """What changes by some code that uses some names."""
    before = dict(namespace)
    prints = changes.prints(namespace, changes.closed(list(used), namespace))
    exec(code, namespace)  # noqa: S102 - a cell of the test
    namespace.pop("__builtins__", None)
    return changes.changed(namespace, before, prints)


class Model:
    def __init__(self) -> None:
        self.weights: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([1, [2]], "x[1].append(3)"),
        ({"a": {"b": 1}}, "x['a']['b'] = 2"),
        ({1, 2}, "x.add(3)"),
        (Model(), "x.weights['a'] = [1]"),
        (np.arange(10.0), "x[3] = 7"),
        (np.arange(500_000.0), "x[123_457] = 7"),
        (np.arange(500_000.0)[::2], "x[1234] = 7"),
        (np.array(["a", None, {}], dtype=object), "x[0] = 'b'"),
        (np.arange(5.0), "x.sort(); x[:] = x[::-1].copy()"),
        (np.random.default_rng(0), "x.random()"),
        (np.random.RandomState(0), "x.rand()"),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "x['c'] = 1"),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "x.loc[0, 'a'] = 5"),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "del x['b']"),
        (pd.DataFrame({"a": [1, 2]}), "x.index = ['p', 'q']"),
        (pd.Series([1.0, 2.0]), "x.iloc[0] = 9"),
        (pd.Series(pd.Categorical(["a", "b"])), "x.iloc[0] = 'b'"),
    ],
)
def test_a_change_in_place_is_seen(value, code):
    assert told({"x": value}, code, "x") == ["x"]


@pytest.mark.parametrize(
    "value",
    [
        [1, [2]],
        {"a": 1},
        Model(),
        np.arange(100_000),
        np.array(["a", None], dtype=object),
        np.random.default_rng(0),
        pd.DataFrame({"a": range(1000), "b": ["x"] * 1000, "c": pd.Categorical(["u"] * 1000)}),
        pd.Series(pd.date_range("2020", periods=5)),
        float("nan"),
    ],
)
def test_what_is_only_read_is_not_called_changed(value):
    assert told({"x": value}, "repr(x); y = 1", "x") == ["y"]


def test_a_change_through_another_name_tells_both():
    first = [1]

    assert told({"a": first, "b": first, "c": [1]}, "b.append(2)", "b") == ["a", "b"]


def test_a_change_through_a_function_and_the_functions_that_it_calls_is_seen():
    namespace: dict[str, Any] = {"log": []}
    exec("def inner(): log.append(1)\ndef outer(): inner()", namespace)  # noqa: S102 - a cell of the test
    namespace.pop("__builtins__")

    assert told(namespace, "outer()", "outer") == ["log"]


def test_a_change_through_a_method_is_seen():
    namespace: dict[str, Any] = {"__name__": "__main__", "log": []}
    exec("class Job:\n    def go(self): log.append(1)", namespace)  # noqa: S102 - a cell of the test
    namespace.pop("__builtins__")

    assert told(namespace, "Job().go()", "Job") == ["log"]


def test_names_bound_and_deleted_are_told_and_those_of_ipython_are_not():
    namespace = {"a": 1, "b": 2, "_": 0, "In": [""]}

    assert told(namespace, "a = 2; del b; _ = 3; _i1 = 'x'; _3 = 4; In = []") == ["a", "b"]


def test_an_object_that_does_not_like_to_be_looked_at_does_not_disturb():
    class Shy:
        @property
        def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
            raise RuntimeError("no")

    assert told({"x": Shy()}, "y = x", "x") == ["y"]


def test_objects_that_hold_themselves_end():
    ring: list[Any] = []
    ring.append(ring)

    assert told({"x": ring}, "x.append(1)", "x") == ["x"]
