from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nbcoach.wire.units import utf16_column


def test_a_character_outside_the_basic_plane_counts_twice() -> None:
    assert utf16_column("x = '😀' + y", 9) == 10


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")), st.integers(0, 50))
def test_a_column_is_the_number_of_units_before_it(line: str, column: int) -> None:
    column = min(column, len(line))

    assert utf16_column(line, column) == len(line[:column].encode("utf-16-le")) // 2
