from nbcoach.checking import FileReport, Finding, Fix, Problem, Report, Severity
from nbcoach.notebook.model import Span
from nbcoach.reports import Look
from nbcoach.reports.text import render, statistics

SOURCE = "import numpy as np\n\nnoise = np.random.rand(3)\nprint(noise)"


def finding(severity=Severity.WARNING, cell=1, span=(3, 8, 3, 25), check="unseeded-run", fixes=(), message="no seed"):
    return Finding(check, "reproducibility", severity, message, cell, None, span and Span(*span), fixes)


def file(*findings, path="work/a.ipynb", **more):
    return FileReport(path, findings, sources={1: SOURCE}, lines={1: (10, 11, 12, 13)}, **more)


def text(*files, errors=(), look=None):
    return "".join(render(Report(files, errors), look or Look()))


SEVERAL = (
    file(
        finding(Severity.HINT, None, None, "missing-purpose", message="Nothing says what it does."),
        finding(fixes=(Fix("Seed it", safe=True, edits=()), Fix("Think", edits=()))),
        finding(Severity.ERROR, span=(1, 0, 4, 12), check="inline-secret", message="A key."),
        finding(Severity.HINT, 1, None, "oversized-cell", message="Too long."),
    ),
    file(path="work/b.ipynb"),
    FileReport("work/r.ipynb", skipped="its language is r"),
    FileReport("html.ipynb", errors=(Problem("not-a-notebook", "html.ipynb is not a notebook.", "html.ipynb"),)),
)
BROKEN = Problem("failed-to-run", "the check cannot be imported", check="shouting")


def test_a_report_is_told_as_agreed(golden):
    golden("lint.txt", text(*SEVERAL, errors=(BROKEN,)))


def test_a_report_in_colours_is_told_as_agreed(golden):
    golden("lint-colours.txt", text(*SEVERAL, errors=(BROKEN,), look=Look(colours=True, width=80)))


def test_without_colours_nothing_is_escaped():
    assert "\x1b" not in text(*SEVERAL)


def test_a_check_that_fails_everywhere_in_one_way_is_told_once():
    files = [
        FileReport(f"{name}.ipynb", errors=(Problem("failed-to-run", "boom", f"{name}.ipynb", "x"),)) for name in "abc"
    ]

    assert text(*files).splitlines()[0] == "error: a.ipynb and 2 other notebooks: boom"
    assert text(files[0]).splitlines()[0] == "error: a.ipynb: boom"


def test_places_count_from_one():
    assert "--> work/a.ipynb:cell 2:3:9" in text(file(finding()))


def test_the_last_line_sums_up():
    def last(*files):
        return text(*files).splitlines()[-1]

    assert last(file(finding())) == "Found 1 habit in 1 notebook: 1 warning."
    assert last(file(finding(), finding()), file()) == "Found 2 habits in 1 of 2 notebooks: 2 warnings."
    assert last(file(), file()) == "Nothing found in 2 notebooks."
    assert last() == "There is no notebook here."
    assert last(SEVERAL[2]) == "Left alone 1 notebook: its language is r."
    assert last(SEVERAL[3]) == "Could not read 1 file."


def test_text_of_a_notebook_does_not_steer_the_terminal():
    evil = FileReport(
        "a\x1b[2J.ipynb",
        (finding(message="\x1b]0;title\x07", fixes=(Fix("\x1b[1m", edits=()),)),),
        (Problem("unreadable", "\x1b[31m", "x"),),
        sources={1: "\x1b[31m\n\r\n\x9b"},
    )

    assert not {"\x1b", "\x07", "\r", "\x9b"} & set(text(evil))


def test_statistics_count_the_most_frequent_first():
    files = (file(finding(), finding(), finding(check="other")), file(finding()))

    lines = list(statistics(Report(files)))

    assert [line.split()[:2] for line in lines[:2]] == [["3", "unseeded-run"], ["1", "other"]]
    assert "in 2 notebooks" in lines[0]
    assert lines[-1].startswith("Found 4 habits")
