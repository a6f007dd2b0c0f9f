from cells import notebook

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import CellInsertion, CellRemoval, TextEdit
from nbcoach.notebook.percent import percent_document
from nbcoach.reports.cell_diff import cell_diff

NOTEBOOK = parse_notebook(percent_document("# %%\na = 1\nb\nc\nd\ne\n# %%\nx\n# %%\ny = '\x1b[31m'\nz"), "n.ipynb")


def shown(*edits):
    return [line.text for line in cell_diff(NOTEBOOK, edits)]


def test_a_changed_line_stands_between_its_neighbours():
    assert shown(TextEdit(0, 4, 0, 4, 1, "d", "D")) == [
        "--- n.ipynb",
        "+++ n.ipynb",
        "@@ cell 1, line 2 @@",
        " b",
        " c",
        "-d",
        "+D",
        " e",
    ]


def test_new_and_removed_cells_are_shown_whole_and_counted_as_they_will_be():
    lines = shown(CellInsertion(0, "before", "n\nm", metadata={"tags": ["t"]}), CellRemoval(1, "x"))
    assert lines[2:] == ["@@ cell 1, new (tag: t) @@", "+n", "+m", "@@ cell 2, removed @@", "-x"]


def test_a_removed_last_cell_is_shown():
    lines = shown(CellRemoval(2, "y = '\x1b[31m'\nz"))
    assert lines[2] == "@@ cell 3, removed @@"


def test_what_steers_a_terminal_is_made_visible():
    assert not any("\x1b" in line for line in shown(TextEdit(2, 2, 0, 2, 1, "z", "Z\x1b")))


def test_credentials_are_hidden_before_and_after():
    book = notebook('login("etl", password="Tr0ub4dor&3")\nx = 1', 'password = "hunter22"')
    edits = [TextEdit(0, 2, 4, 2, 5, "1", "'Tr0ub4dor&3'"), CellRemoval(1, 'password = "hunter22"')]

    shown = "\n".join(line.text for line in cell_diff(book, edits))

    assert "Tr0ub" not in shown
    assert "hunter" not in shown
    assert "-x = 1" in shown
