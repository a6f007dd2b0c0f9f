import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbcoach.reports.text_line import show, visible, window


@pytest.mark.parametrize(
    ("line", "text", "columns"),
    [
        ("a = 1", "a = 1", [0, 1, 2, 3, 4, 5]),
        ("\tx", "    x", [0, 4, 5]),
        ("数 = 1", "数 = 1", [0, 2, 3, 4, 5, 6]),
        ("e\u0301a", "e\u0301a", [0, 1, 1, 2]),
        ("🎲a", "🎲a", [0, 2, 3]),
        ("\x1b[31m", "␛[31m", [0, 1, 2, 3, 4, 5]),
        ("a\u202eb", "a\ufffdb", [0, 1, 2, 3]),
        ("\x7f\x00\x9b", "␡␀\ufffd", [0, 1, 2, 3]),
    ],
)
def test_each_code_point_has_its_column(line, text, columns):
    shown = show(line)

    assert "".join(shown.pieces) == text
    assert list(shown.columns) == columns


def test_a_column_behind_the_end_stands_at_the_end():
    assert show("ab").at(9) == 2
    assert show("").at(3) == 0


@given(st.text(), st.integers(0, 60), st.integers(20, 60))
def test_a_window_never_is_wider_than_the_room(line, start, room):
    shown = show(line.replace("\n", ""))

    text, moved = window(shown, shown.at(start), room)

    assert show(text).columns[-1] <= room
    assert 0 <= moved <= shown.at(start)


def test_a_window_into_a_long_line_holds_the_place():
    shown = show("x" * 1000 + "HERE" + "y" * 1000)

    text, moved = window(shown, 1000, 60)

    assert text[1000 - moved :].startswith("HERE")
    assert text[0] == text[-1] == "…"


def test_a_wide_character_at_the_edge_of_a_window_keeps_the_columns():
    line = "数" * 100 + "a" + "数" * 100
    for start in range(90, 110):
        text, moved = window(show(line), show(line).at(start), 41)
        columns = show(text)
        place = columns.columns.index(show(line).at(start) - moved)
        assert columns.pieces[place] == line[start]


@given(st.text())
def test_no_text_steers_the_terminal(text):
    assert visible(text).isprintable() or "\u00a0" in text or any(character.isspace() for character in visible(text))
    assert not set("\x1b\n\r\x07\u202e") & set(visible(text))
