from textwrap import dedent

import pytest

from nbcoach.checking import Finding, Severity
from nbcoach.checking.suppress import directives, unsuppressed
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.model import Span
from nbcoach.notebook.percent import percent_document


def notebook_of(text, metadata=None):
    document = percent_document(dedent(text))
    document["metadata"] |= metadata or {}
    return parse_notebook(document)


def finding(cell=0, line=1, end_line=None, check="unseeded-run"):
    span = None if cell is None else Span(line, 0, end_line or line, 5)
    return Finding(check, "reproducibility", Severity.WARNING, "message", cell, None, span)


def survives(notebook, found):
    return unsuppressed(notebook, (found,)) == (found,)


def test_a_comment_at_the_end_of_a_line_covers_that_line():
    notebook = notebook_of("a = f()  # nbcoach: ignore[unseeded-run] -- a toy\nb = f()\n")

    assert not survives(notebook, finding(line=1))
    assert survives(notebook, finding(line=2))


def test_a_comment_covers_only_the_checks_that_it_names():
    notebook = notebook_of("a = f()  # nbcoach: ignore[unseeded-run, other-check] -- a toy\n")

    assert not survives(notebook, finding(check="other-check"))
    assert survives(notebook, finding(check="untracked-data"))


def test_a_comment_on_the_last_line_of_a_long_call_covers_the_call():
    notebook = notebook_of("a = f(\n    1,\n)  # nbcoach: ignore[unseeded-run] -- a toy\n")

    assert not survives(notebook, finding(line=1, end_line=3))


@pytest.mark.parametrize(
    "top",
    [
        "# nbcoach: ignore[unseeded-run] -- a toy",
        "\n\n  # nbcoach: ignore[unseeded-run] -- a toy",
        "%%time\n# nbcoach: ignore[unseeded-run] -- a toy",
        "%%bash\n# nbcoach: ignore[unseeded-run] -- a toy",
        "# nbcoach: ignore[x] -- y\n# nbcoach: ignore[unseeded-run] -- a toy",
    ],
)
def test_a_comment_alone_at_the_top_covers_the_cell(top):
    notebook = notebook_of(f"# %%\n{top}\na = 1\nb = 2\nc = 3\n# %%\nd = 4")

    assert not survives(notebook, finding(line=5))
    assert survives(notebook, finding(cell=1, line=1))


def test_a_comment_alone_below_code_covers_no_other_line():
    notebook = notebook_of("a = 1\n# nbcoach: ignore[unseeded-run] -- a toy\nb = f()\n")

    assert survives(notebook, finding(line=3))


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- nbcoach: ignore-notebook[unseeded-run] -- a lecture -->",
        "# Title\n\n<!--\nnbcoach: ignore-notebook[unseeded-run] -- a lecture\n-->\ntext",
        "[//]: # (nbcoach: ignore-notebook[unseeded-run] -- a lecture)",
        "[comment]: <> (nbcoach: ignore-notebook[unseeded-run] -- a lecture)",
    ],
)
def test_a_comment_in_a_text_cell_covers_the_notebook(comment):
    lines = "\n".join(f"# {line}" for line in comment.splitlines())
    notebook = notebook_of(f"# %%\na = f()\n# %% [markdown]\n{lines}")

    assert not survives(notebook, finding())
    assert not survives(notebook, finding(cell=None))
    assert directives(notebook)[0].reason == "a lecture"


@pytest.mark.parametrize(
    "text",
    [
        "nbcoach: ignore-notebook[unseeded-run] -- only talked about",
        "`<!-- nbcoach: ignore-notebook[unseeded-run] -- shown -->`",
        "```html\n<!-- nbcoach: ignore-notebook[unseeded-run] -- shown -->\n```",
    ],
)
def test_a_text_that_shows_a_comment_covers_nothing(text):
    lines = "\n".join(f"# {line}" for line in text.splitlines())

    assert directives(notebook_of(f"# %% [markdown]\n{lines}")) == ()


@pytest.mark.parametrize(
    "given",
    [
        ["unseeded-run -- a lecture"],
        {"unseeded-run": "a lecture"},
        "unseeded-run -- a lecture",
        ["nbcoach: ignore-notebook[unseeded-run] -- a lecture"],
    ],
)
def test_metadata_covers_the_notebook(given):
    notebook = notebook_of("a = f()", {"nbcoach": {"ignore": given}})

    assert not survives(notebook, finding())
    assert [wish.reason for wish in directives(notebook)] == ["a lecture"]


@pytest.mark.parametrize("own", [None, 3, [], {"ignore": None}, {"ignore": 3}, {"ignore": [3, None]}])
def test_metadata_of_another_shape_covers_nothing(own):
    assert directives(notebook_of("a = 1", {"nbcoach": own})) == ()


def test_a_tag_covers_its_cell_and_needs_no_reason():
    notebook = notebook_of('# %% tags=["nbcoach-ignore-unseeded-run"]\na = f()\n# %%\nb = f()')

    assert not survives(notebook, finding(cell=0))
    assert survives(notebook, finding(cell=1))
    assert directives(notebook)[0].reason is None


def test_a_comment_inside_of_a_string_covers_nothing():
    notebook = notebook_of('x = """\n# nbcoach: ignore[unseeded-run] -- no\n""" + f()\n')

    assert directives(notebook) == ()


def test_a_comment_in_a_cell_that_does_not_parse_counts():
    notebook = notebook_of("x = f(  # nbcoach: ignore[unseeded-run] -- not done yet\n")

    assert not survives(notebook, finding())


def test_a_comment_behind_another_comment_counts():
    notebook = notebook_of("x = f()  # noqa  # nbcoach: ignore[unseeded-run] -- a toy\n")

    assert not survives(notebook, finding())


def test_a_comment_that_names_no_check_covers_nothing():
    notebook = notebook_of("x = f()  # nbcoach: ignore\ny = f()  # nbcoach: ignore[]\n")

    assert survives(notebook, finding(line=1))
    assert survives(notebook, finding(line=2))


def test_the_place_of_a_comment_is_known():
    notebook = notebook_of("# %%\na = 1\n# %%\nb = 2\nc = f()  # nbcoach: ignore[unseeded-run]\n")

    (wish,) = directives(notebook)

    assert (wish.cell, wish.span, wish.reason) == (1, Span(2, 9, 2, 40), "")
