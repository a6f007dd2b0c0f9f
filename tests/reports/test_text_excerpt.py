import pytest

from nbcoach.notebook.model import Span
from nbcoach.reports.text_excerpt import excerpt

SOURCE = "import numpy as np\n\nx = 1\nmodel.fit(\n    X,\n    y,\n)\n\nprint(x)"


def shown(source, span, room=100):
    return "\n".join(excerpt(source, Span(*span), room, str, str))


def test_what_was_found_is_underlined():
    assert shown("a = 1\nb = f(a)\nc = 2", (2, 4, 2, 8)) == (
        "  |\n1 | a = 1\n2 | b = f(a)\n  |     ^^^^\n3 | c = 2\n  |"
    )


def test_blank_lines_at_the_ends_are_left_out():
    assert shown("\n\nx = 1\n\n\n", (3, 0, 3, 1)) == "  |\n3 | x = 1\n  | ^\n  |"


def test_a_finding_over_several_lines_has_a_bar_at_its_left():
    assert shown(SOURCE, (4, 0, 7, 1)) == (
        "  |\n3 |   x = 1\n4 | / model.fit(\n5 | |     X,\n6 | |     y,\n7 | | )\n  | |_^\n9 |   print(x)\n  |"
    ).replace("9 |", "8 |\n9 |")


def test_a_finding_that_begins_within_a_line_is_pointed_at():
    assert shown("a = f(\n  1,\n)", (1, 4, 3, 1)) == (
        "  |\n1 |   a = f(\n  |  _____^\n2 | |   1,\n3 | | )\n  | |_^\n  |"
    )


def test_the_middle_of_a_long_finding_is_left_out():
    lines = ["f("] + [f"  {number}," for number in range(20)] + [")"]

    text = shown("\n".join(lines), (1, 0, 22, 1))

    assert "\n...\n" in text
    assert text.count("\n") < 12
    assert text.endswith("22 | | )\n   | |_^\n   |")


def test_wide_characters_keep_the_underline_in_place():
    text = shown('名前 = f("数字")', (1, 5, 1, 12)).splitlines()

    assert text[1] == '1 | 名前 = f("数字")'
    assert text[2] == "  |        ^^^^^^^^^"


def test_a_long_line_is_cut_around_the_finding():
    text = shown("x" * 500 + " bad " + "y" * 500, (1, 501, 1, 504), room=60)

    line, underline = text.splitlines()[1:3]
    assert line[underline.index("^") :].startswith("bad")
    assert max(len(each) for each in text.splitlines()) <= 60


@pytest.mark.parametrize(
    "span", [(99, 0, 99, 5), (1, 500, 1, 501), (3, 0, 1, 0), (0, -5, 0, -1), (1, 0, 99, 99), (2, 3, 2, 3), (1, 5, 1, 2)]
)
def test_a_place_outside_of_the_source_breaks_nothing(span):
    assert "^" in shown("a = 1\nb = 2", span)
    assert "^" in shown("", span)
