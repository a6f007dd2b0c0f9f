import copy

import nbformat
import pytest

from nbcoach.errors import NotANotebookError, StaleEditError
from nbcoach.notebook.edit import CellInsertion, CellRemoval, OutputClearing, TextEdit, apply
from nbcoach.notebook.text_edits import ConflictingEditsError


def code(source, **more):
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source, **more}


def notebook(*sources, minor=4, **more):
    return {"cells": [code(each) for each in sources], "metadata": {}, "nbformat": 4, "nbformat_minor": minor, **more}


def sources(document):
    return ["".join(each["source"]) for each in document["cells"]]


def text(cell, line, column, old, new):
    lines = old.split("\n")
    end_column = len(lines[-1]) + (column if len(lines) == 1 else 0)
    return TextEdit(cell, line, column, line + len(lines) - 1, end_column, old, new)


def test_a_text_edit_replaces_exactly_its_range():
    made = apply(notebook("a = 1\nb = 22\n"), [text(0, 2, 4, "22", "33")])
    assert sources(made) == ["a = 1\nb = 33\n"]


def test_the_given_document_stays_as_it_is():
    document = notebook("a = 1", ["b = 1\n", "c"])
    before = copy.deepcopy(document)
    apply(document, [text(0, 1, 4, "1", "2"), text(1, 2, 0, "c", "d"), CellInsertion(0, "after", "x")])
    assert document == before


def test_columns_count_code_points():
    made = apply(notebook("s = '😀é'; n = 1"), [text(0, 1, 14, "1", "2")])
    assert sources(made) == ["s = '😀é'; n = 2"]


def test_several_edits_of_a_cell_keep_their_own_positions():
    edits = [text(0, 1, 0, "a", "first"), text(0, 2, 0, "b", ""), text(0, 1, 4, "1", "100")]
    assert sources(apply(notebook("a = 1\nb = 2"), edits)) == ["first = 100\n = 2"]


def test_texts_put_in_at_one_point_keep_their_order():
    made = apply(notebook("x"), [text(0, 1, 1, "", "1"), text(0, 1, 1, "", "2"), text(0, 1, 0, "x", "y")])
    assert sources(made) == ["y12"]


def test_an_edit_may_span_lines_and_end_with_the_cell():
    assert sources(apply(notebook("a = (\n  1\n)"), [text(0, 1, 4, "(\n  1\n)", "1")])) == ["a = 1"]


@pytest.mark.parametrize(
    "edit",
    [text(0, 1, 0, "b", "c"), text(0, 9, 0, "", "c"), text(0, 1, 99, "", "c"), text(4, 1, 0, "", "c")],
)
def test_a_text_that_no_longer_stands_there_is_stale(edit):
    with pytest.raises(StaleEditError):
        apply(notebook("a = 1"), [edit])


def test_overlapping_edits_are_refused_with_both_texts():
    with pytest.raises(ConflictingEditsError, match=r"abc.*bcd"):
        apply(notebook("abcd"), [text(0, 1, 0, "abc", "x"), text(0, 1, 1, "bcd", "y")])


def test_an_edit_inside_a_replaced_range_is_refused():
    with pytest.raises(ConflictingEditsError):
        apply(notebook("abcd"), [text(0, 1, 0, "abcd", "x"), text(0, 1, 2, "", "y")])


def test_a_removed_cell_cannot_be_changed_too():
    with pytest.raises(ConflictingEditsError):
        apply(notebook("a"), [CellRemoval(0, "a"), text(0, 1, 0, "a", "b")])


def test_a_removal_needs_the_source_that_it_expects():
    assert sources(apply(notebook("a", "b"), [CellRemoval(0, "a")])) == ["b"]
    with pytest.raises(StaleEditError):
        apply(notebook("a", "b"), [CellRemoval(0, "b")])


def test_a_source_keeps_the_form_it_had():
    document = notebook("a = 1\nb", ["a = 1\n", "b"])
    made = apply(document, [text(0, 2, 0, "b", "c\nd"), text(1, 2, 0, "b", "c\nd")])
    assert [each["source"] for each in made["cells"]] == ["a = 1\nc\nd", ["a = 1\n", "c\n", "d"]]


def test_lines_that_stay_are_cut_as_they_were():
    made = apply(notebook(["a\nb\n", "c\n", "d\ne"]), [text(0, 3, 0, "c", "x\ny")])
    assert made["cells"][0]["source"] == ["a\nb\n", "x\n", "y\n", "d\ne"]


def test_a_last_line_that_grows_stays_one_line():
    made = apply(notebook(["a\n", "b"]), [text(0, 2, 1, "", "  # c")])
    assert made["cells"][0]["source"] == ["a\n", "b  # c"]


def test_dos_line_breaks_stay_and_are_used_for_new_lines():
    made = apply(notebook("a\r\nb\r\n"), [text(0, 1, 0, "a\nb", "x\ny\nz")])
    assert sources(made) == ["x\r\ny\r\nz\r\n"]


def test_insertions_stand_around_their_anchor_in_the_given_order():
    edits = [
        CellInsertion(1, "before", "before b"),
        CellInsertion(0, "after", "after a, 1"),
        CellInsertion(0, "after", "after a, 2"),
        CellInsertion(0, "before", "top"),
    ]
    assert sources(apply(notebook("a", "b"), edits)) == ["top", "a", "after a, 1", "after a, 2", "before b", "b"]


def test_cleared_outputs_leave_the_code_and_that_it_ran():
    ran = code("a = 1", outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}], execution_count=3)
    document = {**notebook(), "cells": [ran, ran]}

    made = apply(document, [OutputClearing(1), text(1, 1, 4, "1", "2")])

    assert made["cells"] == [ran, {**ran, "outputs": [], "source": "a = 2"}]


def test_what_has_no_outputs_cannot_be_cleared():
    document = {**notebook(), "cells": [{"cell_type": "markdown", "metadata": {}, "source": "# Title"}]}
    with pytest.raises(StaleEditError):
        apply(document, [OutputClearing(0)])


def test_a_cell_can_be_replaced_by_another():
    assert sources(apply(notebook("a", "b"), [CellRemoval(0, "a"), CellInsertion(0, "after", "x")])) == ["x", "b"]


def test_an_empty_notebook_takes_a_cell_at_minus_one():
    assert sources(apply(notebook(), [CellInsertion(-1, "after", "x\ny")])) == ["x\ny"]
    with pytest.raises(StaleEditError):
        apply(notebook("a"), [CellInsertion(-1, "after", "x")])


@pytest.mark.parametrize("anchor", [-2, 2])
def test_an_anchor_that_is_gone_is_stale(anchor):
    with pytest.raises(StaleEditError):
        apply(notebook("a", "b"), [CellInsertion(anchor, "after", "x")])


def test_ids_come_with_nbformat_4_5_and_differ():
    edits = [CellInsertion(0, "after", "x"), CellInsertion(0, "after", "x")]
    assert all("id" not in each for each in apply(notebook("a", minor=4), edits)["cells"])
    made = apply({**notebook(minor=5), "cells": [code("a", id="one")]}, edits)["cells"]
    assert len({each["id"] for each in made}) == 3


def test_a_new_id_avoids_those_that_are_taken():
    document = {**notebook(minor=5), "cells": [code("a", id="one")]}
    once = apply(document, [CellInsertion(0, "after", "x")])
    twice = apply(once, [CellInsertion(0, "after", "x")])
    assert len({each["id"] for each in twice["cells"]}) == 3


def test_an_inserted_cell_is_valid_for_its_format():
    edits = [
        CellInsertion(0, "after", "x = 1\n", metadata={"tags": ["t"]}),
        CellInsertion(0, "before", "# T", "markdown"),
    ]
    for minor in (4, 5):
        document = {**notebook(minor=minor), "cells": [code("a", **({"id": "a"} if minor == 5 else {}))]}
        nbformat.validate(apply(document, edits))


def old_notebook():
    cell = {
        "cell_type": "code",
        "collapsed": True,
        "input": ["a\n", "b"],
        "language": "python",
        "metadata": {},
        "outputs": [],
    }
    sheet = {"cells": [cell, {"cell_type": "markdown", "metadata": {}, "source": "t"}], "metadata": {}}
    other = {"cells": [{**cell, "input": "c"}]}
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [sheet, other]}


def test_a_notebook_of_nbformat_3_is_edited_in_its_worksheets():
    edits = [text(0, 2, 0, "b", "x"), text(2, 1, 0, "c", "y"), CellInsertion(2, "before", "new"), CellRemoval(1, "t")]
    first, second = apply(old_notebook(), edits)["worksheets"]
    assert [each["input"] for each in first["cells"]] == [["a\n", "x"]]
    assert [each["input"] for each in second["cells"]] == ["new", "y"]
    assert second["cells"][0]["language"] == "python"


def test_what_has_no_cells_is_no_notebook():
    with pytest.raises(NotANotebookError):
        apply({"cells": {}}, [CellInsertion(-1, "after", "x")])


def test_a_cell_without_a_source_cannot_be_edited():
    with pytest.raises(StaleEditError):
        apply({"cells": [{"cell_type": "code"}]}, [text(0, 1, 0, "", "x")])
