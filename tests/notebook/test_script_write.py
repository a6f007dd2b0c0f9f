"""Edits in a script: reading it then gives what the edits make of the notebook, and other lines stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcoach.errors import StaleEditError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import CellInsertion, CellRemoval, TextEdit, apply
from nbcoach.notebook.write import edited, write_edits

SCRIPT = """\
# ---
# jupyter:
#   kernelspec:
#     name: python3
# ---

# %% [markdown]
# # Title
#
# Text.

# %% Load tags=["a"]
import os


# !pip install x
x = os.listdir()


# %% [raw]
\"\"\"
raw
\"\"\"

# %% language="bash"
# ls
"""


def after(*edits, text=SCRIPT):
    return edited(text.encode(), edits, "a.py").decode()


def test_no_edit_changes_nothing():
    assert after() == SCRIPT


def test_a_text_edit_changes_its_line_and_no_other():
    made = after(TextEdit(1, 5, 4, 5, 16, "os.listdir()", "sorted(os.listdir())"))

    assert made == SCRIPT.replace("os.listdir()", "sorted(os.listdir())")


def test_new_magics_are_commented_out_and_new_text_too():
    made = after(
        TextEdit(1, 1, 0, 1, 0, "", "%pip install y\n"),
        TextEdit(0, 1, 7, 1, 7, "", "\n\nMore."),
        TextEdit(2, 1, 0, 1, 3, "raw", "cooked"),
        TextEdit(3, 2, 2, 2, 2, "", " -l"),
    )

    assert made == (
        SCRIPT.replace("import os", "# %pip install y\nimport os")
        .replace("# # Title\n", "# # Title\n#\n# More.\n")
        .replace("\nraw\n", "\ncooked\n")
        .replace("# ls\n", "# ls -l\n")
    )


def test_magics_stay_plain_where_they_are():
    made = after(TextEdit(0, 1, 0, 1, 0, "", "%pip install y\n"), text="# %%\n!ls\n")

    assert made == "# %%\n%pip install y\n!ls\n"


def test_a_new_cell_has_its_metadata_and_blank_lines_around_it():
    metadata = {"tags": ["nbcoach-seed"], "nbcoach": {"version": 1}}
    made = after(
        CellInsertion(1, "before", "!ls\nx = 1", "code", metadata), CellInsertion(3, "after", "a\n\nb", "markdown")
    )

    assert made == (
        SCRIPT.replace("# %% Load", '# %% tags=["nbcoach-seed"] nbcoach={"version": 1}\n# !ls\nx = 1\n\n# %% Load')
        + "\n# %% [markdown]\n# a\n#\n# b\n"
    )


def test_a_cell_is_taken_out_with_its_mark():
    made = after(CellRemoval(2, "raw"))

    assert made == SCRIPT.replace('# %% [raw]\n"""\nraw\n"""\n\n', "")


def test_a_cell_above_the_first_mark_can_be_changed():
    assert after(TextEdit(0, 1, 0, 1, 1, "x", "y"), text="x = 1\n# %%\n") == "y = 1\n# %%\n"
    assert after(CellInsertion(0, "before", "z = 1"), text="# %%\nx = 1\n") == "# %%\nz = 1\n\n# %%\nx = 1\n"


def test_line_ends_and_the_byte_order_mark_stay():
    data = b"\xef\xbb\xbf# %%\r\nx = 1\r\n"

    assert edited(data, [TextEdit(0, 1, 4, 1, 5, "1", "2")], "a.py") == b"\xef\xbb\xbf# %%\r\nx = 2\r\n"


def test_the_cell_magic_that_the_mark_tells_cannot_be_changed():
    with pytest.raises(StaleEditError, match="in its mark"):
        after(TextEdit(3, 1, 0, 1, 6, "%%bash", "%%sh"))


def test_the_header_cannot_be_changed():
    with pytest.raises(StaleEditError, match="header"):
        after(TextEdit(0, 2, 0, 2, 0, "", "x"), text="# ---\n# title: x\n# ---\n\n# %%\nx\n")


def test_a_script_is_written_in_place(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(SCRIPT)

    write_edits(file, [TextEdit(1, 5, 0, 5, 1, "x", "y")])

    assert file.read_text() == SCRIPT.replace("x = os", "y = os")


line = st.sampled_from(["x = 1", "# remark", "!ls", "%time x", "", "def f():", "    y()", "text", "it's", "%%time"])
body = st.lists(line, min_size=1, max_size=4)
mark = st.sampled_from(["# %%", "# %% t", '# %% tags=["a"]', "# %% [markdown]", "# %% [raw]", '# %% language="bash"'])


@st.composite
def scripts(draw):
    """A script of some cells, their text plain, commented out or between quotes."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        head, lines = draw(mark), draw(body)
        if "[" in head[:7] or "bash" in head:
            is_quoted = draw(st.booleans()) and "bash" not in head
            lines = ['"""', *lines, '"""'] if is_quoted else [f"# {each}".rstrip() for each in lines]
        pieces.append("\n".join([head, *lines, *draw(st.sampled_from([[], [""], ["", ""]]))]))
    return (
        draw(st.sampled_from(["", "import os\n", "# ---\n# jupyter:\n#   a: 1\n# ---\n\n"])) + "\n".join(pieces) + "\n"
    )


@st.composite
def changes(draw):
    """A script, and an edit of each kind at some of its cells."""
    text = draw(scripts())
    notebook = parse_notebook(text.encode(), "a.py")
    edits = []
    for cell in notebook.cells:
        what = draw(st.sampled_from(["stay", "edit", "before", "after", "remove"]))
        lines = cell.source.split("\n")
        first = 2 if lines[0].startswith("%%bash") else 1
        if what == "edit" and first <= len(lines):
            number = draw(st.integers(first, len(lines)))
            new = "\n".join(draw(body))
            edits.append(TextEdit(cell.index, number, 0, number, len(lines[number - 1]), lines[number - 1], new))
        elif what in ("before", "after"):
            kind = draw(st.sampled_from(["code", "markdown"]))
            edits.append(CellInsertion(cell.index, what, "\n".join(draw(body)), kind, {"tags": ["new"]}))
        elif what == "remove":
            edits.append(CellRemoval(cell.index, cell.source))
    return text, edits


def told(cells):
    return [(each["cell_type"], each["source"].strip("\n"), each["metadata"].get("tags")) for each in cells]


@settings(max_examples=150, deadline=None)
@given(changes())
def test_the_script_reads_as_the_edited_notebook(change):
    text, edits = change
    notebook = parse_notebook(text.encode(), "a.py")

    data = edited(text.encode(), edits, "a.py")

    expected = told(apply(notebook.document, edits)["cells"])
    found = told(parse_notebook(data + b"\n# %%\n", "a.py").document["cells"])
    assert filled(found) == filled(expected)


def filled(cells):
    """A cell above the first mark is not there when it holds nothing."""
    return [each for each in cells if each[1]]
