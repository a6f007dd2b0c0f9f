"""A comment that makes a check pass over a place stands where it takes effect and breaks nothing."""

from __future__ import annotations

import pytest
from cells import notebook

from nbcoach.checking.ignoring import ignoring
from nbcoach.notebook.text_edits import edited_text

ASKED = "# nbcoach: ignore[a-check] -- why not"


def ignored(source: str, lines: tuple[int, int] | None) -> str:
    """The source of a cell that passes over `a-check`, or the tag that it gets."""
    wish = ignoring(notebook(source).cells[0], "a-check", "why\nnot", lines)
    return edited_text(source, [wish.edit]) if wish.edit else str(wish.tag)


@pytest.mark.parametrize(
    ("source", "lines", "after"),
    [
        ("a = 1\nb = f()  \nc = 2", (2, 2), f"a = 1\nb = f()  {ASKED}\nc = 2"),
        ("b = f(\n  1,\n)", (1, 3), f"b = f(\n  1,\n)  {ASKED}"),
        ("b = f('''\n''')", (1, 2), f"b = f('''\n''')  {ASKED}"),
        ("b = f('''\nx''' + \\\n 'y')", (1, 1), f"{ASKED}\nb = f('''\nx''' + \\\n 'y')"),
        ("b = g() + \\\n  f()", (1, 1), f"{ASKED}\nb = g() + \\\n  f()"),
        ("a = 1\n%pip install x", (2, 2), f"{ASKED}\na = 1\n%pip install x"),
        ("%%time\nf()", None, f"%%time\n{ASKED}\nf()"),
        ("f()", None, f"{ASKED}\nf()"),
        ("f(", (1, 1), f"f(  {ASKED}"),
        ("%%html\n<b>", (1, 1), "nbcoach-ignore-a-check"),
    ],
)
def test_the_comment_stands_where_it_takes_effect(source: str, lines: tuple[int, int] | None, after: str) -> None:
    assert ignored(source, lines) == after


def test_a_comment_that_is_there_names_one_check_more() -> None:
    before = "f()  # nbcoach: ignore[other] -- it is fine"

    assert ignored(before, (1, 1)) == "f()  # nbcoach: ignore[other, a-check] -- it is fine; why not"


def test_a_comment_for_the_cell_names_one_check_more() -> None:
    before = "# nbcoach: ignore[other]\nf()"

    assert ignored(before, None) == "# nbcoach: ignore[other, a-check] -- why not\nf()"
