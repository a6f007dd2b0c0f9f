import pytest

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.placement import insertion, unused_name


def place(text, before=None):
    made = insertion(parse_notebook(percent_document(text)), "x", {}, before)
    return made.where, made.anchor


IMPORTS = "# %% [markdown]\n# T\n# %%\nimport a\n# %%\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (IMPORTS + "x = 1", ("after", 1)),
        (IMPORTS + "%matplotlib inline\n# %%\nimport b\nb.c = 2\n# %%\ny = 1", ("after", 3)),
        (IMPORTS + "!head data.csv\n# %%\ny = 1", ("after", 1)),
        (IMPORTS + "import b\ny = b.load()", ("after", 1)),
        (IMPORTS + "y = 1\n# %%\nimport b", ("after", 1)),
        ("# %%\nx = 1\n# %%\ny = 1", ("before", 0)),
        (IMPORTS + 'y = 1\n# %% tags=["parameters"]\nn = 1\n# %%\ny = 2', ("after", 3)),
        ('# %% tags=["parameters"]\nn = 1\n# %%\nimport a', ("after", 1)),
        ("# %% [markdown]\n# T", ("before", 0)),
    ],
)
def test_a_cell_stands_behind_the_first_imports_and_the_parameters(text, expected):
    assert place(text) == expected


def test_a_cell_stands_above_what_needs_it():
    assert place(IMPORTS + "x = 1", before=1) == ("before", 1)
    assert place(IMPORTS + "import b\n# %%\nx = 1", before=2) == ("after", 1)
    assert place("# %%\nx = 1\n# %%\ny = 1", before=1) == ("before", 1)


def test_an_empty_notebook_has_a_place():
    notebook = parse_notebook({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    assert insertion(notebook, "x", {}, None).anchor == -1


def test_a_free_name_is_kept_and_a_taken_one_gets_a_number():
    notebook = parse_notebook(percent_document("# %%\nseed = 1\ndef f(a):\n    seed_2 = a\n    return b"))
    assert unused_name(notebook, "c") == "c"
    assert unused_name(notebook, "seed") == "seed_3"
    assert unused_name(notebook, "b") == "b_2"
    assert unused_name(notebook, "print") == "print_2"
    assert unused_name(notebook, "class") == "class_2"
    assert unused_name(notebook, "c", {"c"}) == "c_2"
