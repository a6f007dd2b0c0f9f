"""Texts are compared line by line: words exactly, numbers with a tolerance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.texts import MOST, compare_texts


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", ""),
        ("a b", "a b\n"),
        ("x   0.1", "x 0.10"),
        ("0.30000000000000004", "0.3"),
        ("1,200.5", "1200.5"),
        ("nan", "nan"),
        ("\u22121.5", "-1.5"),
        ("{'b', 'a', 'c'}", "{'c', 'a', 'b'}"),
        ("1e-05", "0.00001"),
    ],
)
def test_texts_that_say_the_same_do_not_differ(left, right):
    assert compare_texts(left, right) == ()


@pytest.mark.parametrize(
    ("left", "right", "kind", "where"),
    [
        ("a\nloss 0.5", "a\nloss 0.6", "number", "line 2, number 1"),
        ("1 2 3", "1 9 3", "number", "line 1, number 2"),
        ("9007199254740993", "9007199254740992", "number", "line 1, number 1"),
        ("a", "b", "text", "line 1"),
        ("took 0.5 s", "took 0.7 s", "duration", "line 1, number 1"),
        ("['b', 'a']", "['a', 'b']", "order", "line 1"),
        ("a\nb\nc", "a\nc", "missing", "line 2"),
        ("a\nc", "a\nb\nc", "added", "line 2"),
        ("3", "3.1", "number", "line 1, number 1"),
        ("nan", "1.0", "text", "line 1"),
        ("True", "False", "text", "line 1"),
    ],
)
def test_a_difference_has_a_kind_and_a_place(left, right, kind, where):
    (found,) = compare_texts(left, right)

    assert (found.kind, found.where) == (kind, where)


def test_a_missing_line_does_not_shift_the_others():
    found = compare_texts("a 1\nb 2\nc 3\nd 4", "a 1\nc 3\nd 5")

    assert found == (
        Difference("missing", "b 2", "", "line 2"),
        Difference("number", "4", "5", "line 4, number 1"),
    )


def test_long_texts_are_counted_and_many_differences_are_cut():
    assert compare_texts("a\n" * 5000, "a\n" * 4999 + "b")[0].kind == "text"
    assert compare_texts("a\n" * 5000, "a\n" * 4000) == (Difference("lines", "5000 lines", "4000 lines"),)
    assert len(compare_texts("1\n" * 100, "2\n" * 100)) == MOST


@given(st.text(max_size=200))
def test_every_text_equals_itself(text):
    assert compare_texts(text, text) == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_comparing_goes_both_ways(left, right):
    assert bool(compare_texts(left, right)) == bool(compare_texts(right, left))


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_differ_by_value_alone(left, right):
    is_same = math.isclose(left, right, rel_tol=1e-6)

    assert (compare_texts(f"mse = {left!r}", f"mse = {right!r}") == ()) == is_same


def test_a_time_of_day_is_one_number():
    (found,) = compare_texts("Date: Sat  Time: 10:59:58  n 3", "Date: Sat  Time: 11:00:01  n 3")

    assert (found.kind, found.left, found.right, found.where) == ("number", "10:59:58", "11:00:01", "line 1, number 1")
