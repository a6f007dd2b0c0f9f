from nbcoach.checking.staged import files_beside, stage
from nbcoach.checking.testing import read_marked


def staged(text):
    return read_marked(text).notebook.cells[0]


def test_a_cell_keeps_its_code_and_gets_a_count_and_outputs():
    notebook = read_marked(
        "f()\n# ran: 4\n# prints: a\n# prints: b\n# warns: w\n# shows: <b>3</b>\n# shows: 4"
    ).notebook
    cell = notebook.cells[0]

    assert (cell.source, cell.execution_count) == ("f()", 4)
    assert [(each.kind, each.name, each.plain, each.html) for each in notebook.outputs(cell)] == [
        ("stream", "stdout", "a\nb\n", ""),
        ("stream", "stderr", "w\n", ""),
        ("execute_result", "", "", "<b>3</b>\n4"),
    ]


def test_an_error_has_a_name_and_a_message():
    notebook = read_marked("f()\n# fails: KeyError: 'x'").notebook

    assert [(each.name, each.message) for each in notebook.outputs(notebook.cells[0])] == [("KeyError", "'x'")]


def test_other_comments_stay():
    assert staged("f()  # prints: a\n# nothing: b\n#ran: 3").source == "f()  # prints: a\n# nothing: b\n#ran: 3"


def test_cells_of_text_stay():
    cell = {"cell_type": "markdown", "source": "# ran: 3"}
    stage(cell)

    assert cell == {"cell_type": "markdown", "source": "# ran: 3"}


def test_files_lie_beside_the_notebook_and_not_in_it():
    text = "# beside: requirements.txt: pandas\n# beside: requirements.txt: numpy\n# beside: a/b.toml: x = 1\nf()"

    assert files_beside(text) == {"requirements.txt": "pandas\nnumpy\n", "a/b.toml": "x = 1\n"}
    assert read_marked(text).notebook.cells[0].source == "f()"
