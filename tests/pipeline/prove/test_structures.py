"""Charts are compared by structure and number."""

import array
import base64

import pytest

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.structures import compare_json


def packed(*numbers):
    return {"dtype": "f8", "bdata": base64.b64encode(array.array("d", numbers).tobytes()).decode()}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"a": [1, 2.0]}, {"a": [1.0, 2.0000000001]}),
        ({"uid": "x", "b": 1}, {"uid": "y", "b": 1}),
        ({"y": packed(1.0, 2.0)}, {"y": packed(1.0, 2.0 + 1e-12)}),
    ],
)
def test_equal_charts(left, right):
    assert compare_json(left, right) == ()


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ({"data": [{"y": [1, 2]}]}, {"data": [{"y": [1, 3]}]}, Difference("number", "2", "3", ".data[0].y[1]")),
        ({"y": packed(1.0)}, {"y": packed(4.0)}, Difference("number", "1.0", "4.0", ".y.bdata[0]")),
        ({"a": 1}, {}, Difference("missing", "1", "", ".a")),
        ({}, {"a": 1}, Difference("added", "", "1", ".a")),
        ([1], [1, 2], Difference("shape", "1 items", "2 items", "")),
        (True, 1, Difference("type", "True", "1", "")),
        ("a", "b", Difference("text", "a", "b", "")),
    ],
)
def test_charts_that_differ(left, right, found):
    assert compare_json(left, right) == (found,)


def test_many_differences_are_cut():
    assert len(compare_json(list(range(100)), list(range(1, 101)))) == 20
