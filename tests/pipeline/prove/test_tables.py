"""HTML is compared by what a reader sees, tables cell by cell."""

import pytest

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.tables import compare_html

FRAME = """<div><style scoped>.dataframe tbody {{ x: y }}</style><table border="1" class="dataframe"><thead>
<tr style="text-align: right;"><th></th><th>a</th><th>b</th></tr></thead><tbody>
<tr><th>0</th><td>{0}</td><td>{1}</td></tr><tr><th>1</th><td>3</td><td>x</td></tr></tbody></table>
<p>2 rows, 2 columns</p></div>"""


def test_a_table_is_compared_by_cell():
    assert compare_html(FRAME.format(1, "u"), FRAME.format("1.0000000001", "u")) == ()
    assert compare_html(FRAME.format(1, "u"), FRAME.format(1, "v")) == (
        Difference("text", "u", "v", "row 1, column 3"),
    )
    assert compare_html(FRAME.format(1, "u"), FRAME.format(2, "u"), "output (text/html)") == (
        Difference("number", "1", "2", "output (text/html), row 1, column 2"),
    )


def test_a_row_more_is_another_shape():
    found = compare_html("<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>")

    assert found == (Difference("shape", "1 rows of up to 1 columns", "2 rows of up to 1 columns"),)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('<div id="sk-container-id-1">Ridge()</div>', '<div id="sk-container-id-4">Ridge()</div>'),
        ("<style>#T_1a2b3_row0 {color: red}</style><b>x</b>", "<style>#T_99fff_row0 {color: red}</style><b>x</b>"),
        ('<div id="0123456789abcdef"></div>', '<div id="fedcba9876543210"></div>'),
    ],
)
def test_names_that_libraries_make_up_do_not_count(left, right):
    assert compare_html(left, right) == ()


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("<style>#T_1a2b3 {color: red}</style><b>x</b>", "<style>#T_99fff {color: blue}</style><b>x</b>", "text"),
        ("<b>x</b>", "<i>x</i>", "markup"),
        ("<h1>a</h1>", "<h1>b</h1>", "text"),
        ("<p>2024-01-05</p>", "<p>2025-01-05</p>", "number"),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,BB">', "text"),
        ("<table><tr><td>1</td></tr></table>", "1", "shape"),
    ],
)
def test_what_a_reader_sees_counts(left, right, kind):
    assert compare_html(left, right)[0].kind == kind


def test_broken_markup_is_read_as_far_as_it_goes():
    assert compare_html("<table><tr><td>1<td>2", "<table><tr><td>1<td>3")[0].kind == "number"
