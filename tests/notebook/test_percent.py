import pytest

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document


def cells_of(text):
    return [(cell.kind, cell.source) for cell in parse_notebook(percent_document(text)).cells]


def test_each_mark_begins_a_cell():
    assert cells_of("# %%\na = 1\n\n# %% a title\nb = 2\n") == [("code", "a = 1"), ("code", "b = 2")]


def test_text_without_a_mark_is_one_code_cell():
    assert cells_of("\nimport os\n") == [("code", "import os")]


def test_markdown_lines_lose_their_comment_signs():
    assert cells_of("# %% [markdown]\n# # Title\n#\n# text\n") == [("markdown", "# Title\n\ntext")]


def test_tags_stand_behind_the_mark():
    notebook = parse_notebook(percent_document('# %% tags=["parameters", "x"]\na = 1\n'))

    assert notebook.cells[0].tags == ("parameters", "x")


def test_a_cell_magic_is_no_mark():
    assert cells_of("# %%\n%%time\nx = 1\n") == [("code", "%%time\nx = 1")]


def test_an_empty_cell_stays():
    assert cells_of("# %%\n# %%\nx = 1") == [("code", ""), ("code", "x = 1")]


def test_broken_tags_are_an_error():
    with pytest.raises(ValueError, match="Expecting"):
        percent_document("# %% tags=[x]\n")
