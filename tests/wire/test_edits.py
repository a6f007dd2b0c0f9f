from __future__ import annotations

from nbcoach.notebook.edit import CellInsertion, CellRemoval, TextEdit
from nbcoach.wire.answers import InsertCell, Range, RemoveCell, ReplaceText
from nbcoach.wire.edits import changes
from nbcoach.wire.requests import LiveCell, LiveNotebook

NOTEBOOK = LiveNotebook(cells=(LiveCell("first", "code", "a = 1"), LiveCell("second", "code", "'😀'\nb = '😀' + c")))


def test_a_text_edit_goes_to_the_cell_with_that_id_in_utf16_units() -> None:
    (change,) = changes([TextEdit(1, 2, 8, 2, 11, "+ c", "")], NOTEBOOK)

    assert change == ReplaceText("second", Range(2, 9, 2, 12), "+ c", "")


def test_an_insertion_names_its_neighbour() -> None:
    (change,) = changes([CellInsertion(1, "before", "import mlflow", metadata={"tags": ["t"]})], NOTEBOOK)

    assert change == InsertCell("second", "before", "code", "import mlflow", {"tags": ["t"]})


def test_an_insertion_into_an_empty_notebook_has_no_neighbour() -> None:
    (change,) = changes([CellInsertion(-1, "after", "x")], LiveNotebook(cells=()))

    assert isinstance(change, InsertCell)
    assert change.anchor_id is None


def test_a_removal_carries_what_it_expects() -> None:
    assert changes([CellRemoval(0, "a = 1")], NOTEBOOK) == (RemoveCell("first", "a = 1"),)
