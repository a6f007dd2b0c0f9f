"""Small edits: another text in a range, one more argument of a call."""

import pytest
from cells import document

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.changes import replaced, text_in, with_argument
from nbcoach.notebook.edit import apply
from nbcoach.notebook.model import Span


def changed(source: str) -> str | None:
    given = document(source)
    notebook = parse_notebook(given)
    edit = with_argument(notebook.calls_to("fit")[0], "seed=1")
    return None if edit is None else apply(given, [edit])["cells"][0]["source"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("fit()", "fit(seed=1)"),
        ("fit(a, b=2)", "fit(a, b=2, seed=1)"),
        ("fit((a))", "fit((a), seed=1)"),
        ("fit(a, )", "fit(a, seed=1)"),
        ("fit(\n    a,\n)", "fit(\n    a,\nseed=1)"),
        ("é = fit('é')", "é = fit('é', seed=1)"),
    ],
)
def test_an_argument_goes_before_the_closing_bracket(source, expected):
    assert changed(source) == expected


@pytest.mark.parametrize("source", ["fit(**settings)", "fit(*given)", "fit(x for x in y)", "fit(a  # (last)\n)"])
def test_no_argument_is_added_where_it_may_be_given_or_would_not_parse(source):
    assert changed(source) is None


def test_a_range_over_several_lines_is_replaced_whole():
    given = document("a = [\n    1,\n    2]\nb")
    cell = parse_notebook(given).cells[0]
    span = Span(1, 4, 3, 6)
    assert text_in(cell, span) == "[\n    1,\n    2]"
    assert apply(given, [replaced(cell, span, "[]")])["cells"][0]["source"] == "a = []\nb"
