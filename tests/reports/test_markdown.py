import re

import pytest
from markdown_it import MarkdownIt
from sample_report import EMPTY, FULL, HOSTILE, file, finding

from nbcoach.checking import Report, Severity
from nbcoach.reports import Look
from nbcoach.reports.markdown import ROOM, render


def text(report, **look):
    return "".join(render(report, Look(**look)))


def html(report):
    return MarkdownIt("commonmark", {"linkify": True}).enable("table").render(text(report))


def said(message):
    return html(Report((file("a.ipynb", finding("x", Severity.HINT, message)),)))


def test_a_report_is_told_as_agreed(golden):
    golden("lint.md", text(FULL))


def test_the_gravest_checks_stand_first():
    rows = [line for line in text(FULL).splitlines() if line.startswith("| ")][2:]

    assert [row.split("`")[1] for row in rows] == ["inline-secret", "unseeded-run", "missing-purpose", "oversized-cell"]
    assert rows[1] == "| ⚠️ warning | `unseeded-run` | 4 | 3 |"


def test_places_and_helps_are_told():
    assert "`unseeded-run`, cell 5, line 1: `random_state` is left open." in text(FULL)
    assert "  - Help: Pass random\\_state=42" in text(FULL)


@pytest.mark.parametrize(
    "message",
    [
        HOSTILE,
        "`<script>",
        "![x](http://evil/a.png)",
        "[a]: http://x",
        "```\n# h\n</details>",
        "&lt;b&gt;",
        "a `<b>` | `c`",
    ],
)
def test_text_of_a_notebook_is_no_markup(message):
    shown = said(message)

    own = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "ul", "li"}
    assert set(re.findall(r"<(\w+)", shown)) <= own
    assert "</details>" in shown.splitlines()[-1]


@pytest.mark.parametrize("message", ["thanks @octocat", "see #12", "at https://example.org/x"])
def test_text_of_a_notebook_mentions_nobody_and_links_nowhere(message):
    assert not re.search(
        r"@octocat|#12|https://", text(Report((file("a.ipynb", finding("x", Severity.HINT, message)),)))
    )


def test_code_in_messages_stays_code():
    assert "<code>np.random.rand()</code> draws" in said("`np.random.rand()` draws")


def test_it_fits_a_comment_and_says_what_is_left_out():
    many = Report(
        tuple(file(f"{n}.ipynb", *(finding("x", Severity.HINT, "m" * 100) for _ in range(40))) for n in range(99))
    )

    shown = text(many)

    folded = shown.count("<details>")
    assert ROOM * 0.9 < len(shown) < 65_536
    assert f"The findings of {99 - folded} notebooks are left out here" in shown
    assert "| 3,960 | 99 |" in shown


def test_nothing_found_is_one_sentence():
    assert text(Report((file("a.ipynb"),))) == "## Notebook habits\n\nNothing found in 1 notebook.\n\n"
    assert "There is no notebook here." in text(EMPTY)
