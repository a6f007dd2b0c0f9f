import json

import msgspec
import pytest
from saved import error, ran, saved_document, saved_notebook, shown, stream, text

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.output_text import visible

PICTURE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"image/png": "iVBORw0KGgo/home/", "text/plain": "<Figure>"},
}


def of(notebook, index=0):
    return notebook.outputs(notebook.cells[index])


def test_outputs_say_what_kind_they_are():
    notebook = saved_notebook(ran("f()", stream("a\n"), stream("b\n", "stderr"), shown("3"), error("KeyError", "'x'")))

    assert [(each.kind, each.name, each.message) for each in of(notebook)] == [
        ("stream", "stdout", ""),
        ("stream", "stderr", ""),
        ("execute_result", "", ""),
        ("error", "KeyError", "'x'"),
    ]


def test_texts_that_are_saved_as_lines_are_joined():
    notebook = saved_notebook(ran("f()", stream(["one\n", "two\n"]), shown(["a\n", "b"], html=["<p>", "a</p>"])))

    assert of(notebook)[0].plain == "one\ntwo\n"
    assert of(notebook)[1].plain == "a\nb"
    assert of(notebook)[1].html == "<p>a</p>"


def test_terminal_colours_are_taken_off():
    notebook = saved_notebook(ran("f()", error("ValueError", "no", "\x1b[0;31mValueError\x1b[0m", "----> 1 f()")))

    assert of(notebook)[0].plain == "ValueError\n----> 1 f()"


def test_a_word_is_found_in_texts_and_not_in_pictures():
    notebook = saved_notebook(text("/home/"), ran("open('/home/')", PICTURE), ran("f()", stream("in /home/ada\n")))

    assert [cell.index for cell in notebook.showing(b"/home/")] == [2]
    assert notebook.saved.mention(b"Figure", b"nothing")
    assert not notebook.saved.mention(b"iVBORw0")


def test_nothing_is_decoded_where_no_output_was_saved():
    notebook = saved_notebook(ran("f()"))

    assert of(notebook) == ()
    assert notebook.saved.sizes == {}


@pytest.mark.parametrize("form", ["bytes", "live"])
def test_outputs_are_the_same_in_a_file_and_in_live_json(form):
    document = saved_document(ran("f()", stream("a@b.org")), text("x"), ran("g()", shown("<H>", html="<b>1</b>")))
    notebook = parse_notebook(document if form == "live" else json.dumps(document).encode())

    assert [cell.index for cell in notebook.showing(b"a@b.org", b"<b>")] == [0, 2]
    assert of(notebook, 2)[0].texts == ("<H>", " 1 ")


def test_a_page_is_read_only_where_no_plain_text_says_the_same():
    notebook = saved_notebook(
        ran("f()", shown("x\n1", html="<td>ada@lab.de</td>")), ran("g()", shown("<H>", html="<p>b"))
    )

    assert of(notebook)[0].texts == ("x\n1",)
    assert of(notebook, 1)[0].texts == ("<H>", " b")
    assert not notebook.saved.mention(b"ada@lab.de")


def test_a_page_that_is_a_chart_is_left_alone():
    notebook = saved_notebook(ran("f()", shown("<Chart>", html="<p>x" + "y" * 200_000)))

    assert of(notebook)[0].texts == ("<Chart>",)
    assert not notebook.saved.mention(b"yyy")


def test_the_third_format_is_read_like_the_fourth():
    outputs = [
        {"output_type": "stream", "stream": "stderr", "text": "w\n"},
        {"output_type": "pyout", "prompt_number": 1, "text": ["x"], "html": ["<i>x</i>"]},
        {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["t"]},
    ]
    cell = {"cell_type": "code", "input": "x", "outputs": outputs, "prompt_number": 1, "language": "python"}
    document = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}

    found = of(parse_notebook(json.dumps(document).encode()))

    assert [(each.kind, each.name) for each in found] == [("stream", "stderr"), ("execute_result", ""), ("error", "E")]
    assert found[1].html == "<i>x</i>"


@pytest.mark.parametrize(
    "outputs",
    [None, 3, "text", {}, [None, 7, "x", []], [{"output_type": 3, "text": 5}], [{"data": []}], [{"text": [1, None]}]],
)
def test_values_of_a_wrong_type_are_passed_over(outputs):
    document = saved_document({**ran("f()"), "outputs": outputs}, ran("g()", stream("kept")))

    for notebook in (parse_notebook(document), parse_notebook(json.dumps(document).encode())):
        assert all(each.texts == () for each in of(notebook))
        assert [cell.index for cell in notebook.showing(b"kept")] == [1]
        assert 1 in notebook.saved.sizes


def test_numbers_that_json_forbids_do_not_hide_the_outputs():
    data = msgspec.json.encode(saved_document(ran("f()", stream("kept")))).replace(
        b'"metadata":{}', b'"metadata":{"a":NaN}'
    )

    assert [each.plain for each in of(parse_notebook(data))] == ["kept"]


def test_the_size_of_outputs_counts_pictures():
    notebook = saved_notebook(ran("f()"), ran("g()", {**PICTURE, "data": {"image/png": "x" * 5000}}))

    assert list(notebook.saved.sizes) == [1]
    assert 5000 < notebook.saved.sizes[1] < 5200


def test_what_a_page_shows_is_read_without_tags_and_scripts():
    page = "<style>a{}</style><script>var key='x'</script><!-- no --><td>Ada &amp; Bob</td><script>open"

    assert visible(page).split() == ["Ada", "&", "Bob"]


@pytest.mark.parametrize("piece", ["<script", "<!--", "<script>", "<", "&"])
def test_hostile_pages_take_no_longer_than_others(piece):
    assert len(visible(piece * 100_000)) <= len(piece) * 100_000
