"""Scripts in percent format are read as Jupytext reads them, and keep their lines."""

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from nbcoach.errors import NotANotebookError
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.notebook.read import cell_texts
from nbcoach.notebook.script_sign import is_script

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jupytext

KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
code, markdown, raw = new_code_cell, new_markdown_cell, new_raw_cell


def read(text):
    return parse_notebook(text.encode(), "script.py")


def sources(text):
    return [(cell.kind, cell.source) for cell in read(text).cells]


def written(cells, form="py:percent", **metadata):
    return jupytext.writes(new_notebook(cells=cells, metadata=from_dict({**KERNEL, **metadata})), form)


def told(cells):
    """What is compared with what Jupytext reads: white lines around a source are between cells in a script."""
    return [(kind, source.strip("\n"), tags) for kind, source, tags in cells]


def by_jupytext(text, form):
    return told(
        (cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in jupytext.reads(text, form).cells
    )


def by_nbcoach(text):
    return told((cell.kind, cell.source, list(cell.tags)) for cell in read(text).cells)


NOTEBOOKS = {
    "magics": [
        code("import os\n%matplotlib inline\n!pip install x\nx = !ls\n%cd data\nx?\n?x"),
        code("%%time\nx = 1"),
        code("!pip install \\\n  numpy \\\n  scipy\nx = 1"),
        code("def f():\n    !ls\n    %time x"),
        code("# !pip install commented\n# %matplotlib commented\n# a remark\nls\ncd data"),
        code('s = """\n%not a magic\n# %% not a cell\n!x\n"""\ny = 2'),
    ],
    "languages": [
        code("%%bash\nls -l\n\ncd x"),
        code("%%bash -e\nls"),
        code("%%html\n<b>x</b>"),
        code("%%writefile a.py\nimport x\n!y"),
        code("%%capture out\n!pip install z"),
        code("%load_ext x\n%%timeit\nf()"),
    ],
    "text": [
        markdown("# Title\n\nhas # a hash\n# h1\n\n- 'quote'"),
        markdown(""),
        raw("raw\n\ntext"),
        markdown("```mermaid\n%% c\n# %% x\n```"),
        markdown("é 日本"),
        code("x = '日本'  # ok"),
    ],
    "metadata": [
        code("x = 1", metadata={"tags": ["parameters", "a b"]}),
        code("y = 1", metadata={"tags": ["active-ipynb"]}),
        code("z = 1", metadata={"tags": ["active-py"]}),
        code("z = 1", metadata={"title": "My = title"}),
        code("q", metadata={"nbcoach": {"kind": "tracking", "version": 1}, "tags": ["t"], "n": None, "k": True}),
        markdown("md", metadata={"tags": ["x"], "a": "b c"}),
    ],
    "blank": [code(""), code("a\n\n\nb"), code("\nlead"), code("def f():\n    pass"), code("f()")],
}


@pytest.mark.parametrize("markers", [None, '"""', "'''", 'r"""'])
@pytest.mark.parametrize("form", ["py:percent", "py:hydrogen"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_jupytext_wrote_is_read_as_jupytext_reads_it(name, form, markers):
    text = written(NOTEBOOKS[name], form, **({"jupytext": {"cell_markers": markers}} if markers else {}))

    assert by_nbcoach(text) == by_jupytext(text, form)


line = st.sampled_from([
    "x = 1", "# a remark", "%matplotlib inline", "!ls", "", "    y()", 's = """a\n# %% in\n%x b"""', "%%time", "x?",
    "it's", "'it''s'", "def f():", "# ---", "- item", "# + x", "# -", "@decorated", "x = '#'",
])  # fmt: skip
source = st.lists(line, max_size=5).map("\n".join)
cell = st.builds(lambda make, text: make(text), st.sampled_from([code, code, markdown, raw]), source)


@settings(max_examples=60, deadline=None)
@given(st.lists(cell, min_size=1, max_size=5), st.sampled_from(["py:percent", "py:hydrogen"]))
def test_any_notebook_is_read_as_jupytext_reads_it_or_as_it_was(cells, form):
    text = written(cells, form)
    was = told((each.cell_type, each.source, []) for each in cells)

    for found, theirs, own in zip(by_nbcoach(text), by_jupytext(text, form), was, strict=True):
        assert found in (theirs, own)


@settings(max_examples=40, deadline=None)
@given(st.lists(cell, min_size=1, max_size=5), st.sampled_from(["py:percent", "py:hydrogen"]))
def test_each_line_of_a_cell_is_found_in_the_script(cells, form):
    text = written(cells, form)
    notebook, lines = read(text), text.split("\n")

    places = notebook.script.file_lines(range(len(notebook.cells)))

    for each in notebook.cells:
        for number, shown in enumerate(each.source.split("\n")):
            assert shown.strip() in lines[places[each.index][number] - 1] or number >= len(places[each.index])


def test_the_header_tells_language_and_metadata():
    notebook = read(
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# ---\n# title: A report\n# jupyter:\n#   kernelspec:\n"
        "#     language: julia\n#     name: julia-1.9\n#   nbcoach:\n#     ignore: [missing-purpose -- a test]\n"
        "# ---\n\n# %%\nx"
    )

    assert notebook.language == "julia"
    assert notebook.metadata["nbcoach"] == {"ignore": ["missing-purpose -- a test"]}
    assert [(each.kind, each.source) for each in notebook.cells] == [
        ("raw", "---\ntitle: A report\n---"),
        ("code", "x"),
    ]


@pytest.mark.parametrize("header", ["# ---\n# jupyter: [\n# ---\n", "# ---\n# a\n", "# ---\n# 1: 2\n# ---\n"])
def test_a_broken_header_is_no_error(header):
    assert read(f"{header}# %%\nx = 1").cells[-1].source == "x = 1"


def test_a_script_without_a_header_is_python():
    assert read("# %%\nx = 1").is_python


def test_text_above_the_first_mark_is_code():
    assert sources('"""Doc."""\nimport os\n\n# %%\nx = 1\n') == [("code", '"""Doc."""\nimport os'), ("code", "x = 1")]


@pytest.mark.parametrize(
    ("mark", "kind", "tags"),
    [
        ("# %%", "code", ()),
        ("#%%", "code", ()),
        ("# %% A title", "code", ()),
        ('# %% tags=["parameters"]', "code", ("parameters",)),
        ("# %% tags=['a', 'b']", "code", ("a", "b")),
        ('# %% {"tags": ["a"]}', "code", ("a",)),
        ('# %% Title [markdown] tags=["a"]', "markdown", ("a",)),
        ('# %% [md] slideshow={"slide_type": "slide"} tags=["a"]', "markdown", ("a",)),
        ("# %% [raw]", "raw", ()),
        ("# %% tags=[broken", "code", ()),
        ("# %% x[0] = 3", "code", ()),
        ("# %%%% deeper", "code", ()),
        ("# <codecell>", "code", ()),
        ("# In[3]:", "code", ()),
    ],
)
def test_a_mark_tells_type_and_tags(mark, kind, tags):
    cell = read(f"# %%\n1\n{mark}\nx").cells[1]

    assert (cell.kind, cell.tags, cell.source) == (kind, tags, "x")


def test_magics_are_comments_unless_others_stand_there_plain():
    assert sources("# %%\n# !pip install x\n# %%time\nx = 1") == [("code", "!pip install x\n%%time\nx = 1")]
    assert sources("# %%\n# !pip install x\n!ls") == [("code", "# !pip install x\n!ls")]


def test_a_remark_that_begins_like_a_command_stays_one_where_jupytext_did_not_write_the_script():
    assert sources("# %%\n# copy the frame\n# ! note") == [("code", "# copy the frame\n# ! note")]


@pytest.mark.parametrize(
    ("text", "shown", "lines"),
    [
        ("# a\n\n# %%\n\nx = 1\ny = 2\n\n", "\nx = 1\ny = 2", (4, 5, 6)),
        ('# %% [markdown]\n"""\ntext\nmore\n"""\n', "text\nmore", (3, 4)),
        ('# %% [markdown]\n"""text\nmore"""\n', "text\nmore", (2, 3)),
        ('# %% [markdown]\nr"""text"""', "text", (2,)),
        ('# %% [markdown]\n"""\n"""', "", (1,)),
        ("# %% [markdown]\n# text\n#\n# more", "text\n\nmore", (2, 3, 4)),
        ('# %% language="bash" magic_args="-e"\n# ls', "%%bash -e\nls", (1, 2)),
        ("# %%\n# %%\nx", "", (1,)),
    ],
)
def test_lines_are_those_of_the_file(text, shown, lines):
    notebook = read(text)
    index = next(each.index for each in notebook.cells if each.source == shown)

    assert notebook.script.file_lines({index})[index] == lines


def test_line_ends_of_windows_and_a_byte_order_mark_are_read():
    data = b"\xef\xbb\xbf# %%\r\nx = 1\r\ny = 2\r\n"

    assert cell_texts(data, "a.py") == (("code", "x = 1\ny = 2"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"# %%\nx", True),
        (b"x = 1\n#%% load\n", True),
        (b"# %% [markdown]\r\n# x\r\n", True),
        (b"# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       format_name: percent\n# ---\nx", True),
        (
            b"# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       format_name: light\n# ---\n# %%\n",
            False,
        ),
        (b"# +\nx = 1\n# -\n", False),
        (b"# %%time\nx = 1\n", False),
        (b"x = '%%' % 3\n", False),
        (b"", False),
    ],
)
def test_scripts_that_are_notebooks_are_told_from_others(text, expected):
    assert is_script(text) is expected


@pytest.mark.parametrize("data", [b"import os\n", b"", b"# +\nx = 1\n", b"# %%\n\xff\xfe\n"])
def test_another_script_is_no_notebook(data, tmp_path):
    (tmp_path / "a.py").write_bytes(data)

    with pytest.raises(NotANotebookError, match=r"a\.py is not a notebook"):
        read_notebook(tmp_path / "a.py")
