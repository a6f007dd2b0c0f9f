"""The outputs of a cell are compared by MIME type."""

import base64

import pytest
from pictures import DOTTED, NAMED, PLAIN

from nbcoach.pipeline.prove.outputs import compare_outputs, shown, weakest


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def result(**data):
    return {
        "output_type": "execute_result",
        "execution_count": 3,
        "metadata": {},
        "data": {mime.replace("_", "/", 1): value for mime, value in data.items()},
    }


def image(content):
    return result(image_png=base64.b64encode(content).decode() + "\n", text_plain="<Figure>")


def differ(left, right, **options):
    return [(each.kind, each.where) for each in compare_outputs(left, right, **options)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([stream("a"), stream("b\n")], [stream("ab\n")]),
        ([stream(["a\n", "b"])], [stream("a\nb")]),
        ([stream("a"), stream("e", "stderr"), stream("b")], [stream("ab"), stream("e", "stderr")]),
        ([image(PLAIN)], [image(NAMED)]),
        ([result(text_plain="<C at 0x7f0011223344>")], [result(text_plain=["<C at 0x7f0011229999>"])]),
        ([], []),
        (
            [{"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["a"]}],
            [{"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["b"]}],
        ),
    ],
)
def test_equal_outputs(left, right):
    assert differ(left, right) == []


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ([stream("a 1")], [stream("a 2")], ("number", "stdout, line 1, number 1")),
        ([stream("a")], [], ("text", "stdout, line 1")),
        ([stream("a", "stderr")], [stream("b", "stderr")], ("text", "stderr, line 1")),
        ([image(PLAIN)], [image(DOTTED)], ("pixels", "output (image/png)")),
        ([result(text_plain="1")], [], ("shape", "display")),
        ([result(text_plain="1")], [result(text_html="1")], ("type", "output")),
        ([result(text_latex="$x$")], [result(text_latex="$y$")], ("text", "output (text/latex), line 1")),
        (
            [{"output_type": "error", "ename": "E", "evalue": "x", "traceback": []}],
            [stream("")],
            ("error", ""),
        ),
    ],
)
def test_outputs_that_differ(left, right, found):
    assert differ(left, right) == [found]


def test_charts_tables_and_drawings_have_their_own_ways():
    chart = "application_vnd.plotly.v1+json"
    drawing = '<svg><metadata>{}</metadata><path id="m{}"/><text>{}</text></svg>'

    assert differ([result(**{chart: {"y": [1]}})], [result(**{chart: {"y": [2]}})]) == [
        ("number", "output (application/vnd.plotly.v1+json), .y[0]")
    ]
    assert (
        differ(
            [result(**{"image_svg+xml": drawing.format("a", "12345678ab", "x")})],
            [result(**{"image_svg+xml": drawing.format("b", "ffffffffff", "x")})],
        )
        == []
    )
    assert differ(
        [result(**{"image_svg+xml": drawing.format("a", "1", "x")})],
        [result(**{"image_svg+xml": drawing.format("a", "1", "y")})],
    ) == [("text", "output (image/svg+xml), line 1")]


def test_warnings_and_widgets_are_weak():
    warning = stream("/x.py:3: UserWarning: old\n  f()\n", "stderr")
    widget = [result(**{"application_vnd.jupyter.widget-view+json": {"model_id": name}}) for name in "ab"]
    found = compare_outputs([warning], [])

    assert [each.kind for each in found] == ["warning"]
    assert weakest(found) == ()
    assert weakest(compare_outputs(widget[:1], widget[1:])) == ()


def test_the_folders_of_both_runs_are_the_same_place():
    assert differ([stream("/scratch/a/x")], [stream("/scratch/b/x")], folders=("/scratch/a", "/scratch/b")) == []


def test_outputs_are_counted():
    assert shown([stream("a"), stream("b"), result(text_plain="1"), stream("e", "stderr")]).count == 3
