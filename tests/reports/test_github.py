import re

import pytest
from sample_report import EMPTY, FULL, HOSTILE, file, finding

from nbcoach.checking import Report, Severity
from nbcoach.reports import Look
from nbcoach.reports.github import render

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:\n]*)::(?P<message>[^\n]*)\n")


def text(report, **look):
    return "".join(render(report, Look(**look)))


def read(line):
    """A command as the runner reads it."""
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = (each.partition("=") for each in found["properties"].split(","))
    return found["level"], {name: unescape(value) for name, _, value in pairs}, unescape(found["message"])


def unescape(text):
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def test_a_report_is_told_as_agreed(golden):
    golden("lint.github.txt", text(FULL))


def test_each_line_is_a_command_that_the_runner_understands():
    commands = [read(f"{line}\n") for line in text(FULL).split("\n")[:-1]]

    assert len(commands) == 10
    assert {level for level, _, _ in commands} == {"error", "warning", "notice"}


def test_a_path_with_signs_of_the_format_comes_through():
    _, properties, _ = read(text(Report(FULL.files[:1])).splitlines(keepends=True)[0])

    assert properties["file"] == "work/50%, a: b.ipynb"
    assert properties["title"] == "inline-secret"


def test_lines_are_those_of_the_file_and_the_cell_stands_in_the_message():
    found = [read(line) for line in text(Report(FULL.files[:1])).splitlines(keepends=True)]
    level, properties, message = found[2]

    assert level == "warning"
    assert (properties["line"], properties["endLine"]) == ("40", "43")
    assert message.splitlines() == [
        "Cell 5, line 1: `random_state` is left open.",
        "Help: Pass random_state=42",
        "Help: Insert a cell that sets the seed",
    ]


def test_paths_begin_at_the_root_of_the_repository():
    def path(name, below):
        one = file(name, finding("x", Severity.HINT, "m"))
        return read(text(Report((one,)), below_root=below))[1]["file"]

    assert path("a.ipynb", "work/deep") == "work/deep/a.ipynb"
    assert path("../a.ipynb", "work/deep") == "work/a.ipynb"
    assert path("../../elsewhere/a.ipynb", "work") == "../../elsewhere/a.ipynb"


def test_text_of_a_notebook_is_no_command():
    evil = file("a.ipynb", finding("x", Severity.HINT, f"a\r\n::stop-commands::x\n::error::{HOSTILE}", 1))

    [line] = text(Report((evil,))).splitlines()

    assert read(f"{line}\n")[0] == "notice"
    assert "\x1b" not in line


def test_the_gravest_come_first_and_more_than_github_shows_is_said():
    many = [finding("x", Severity.HINT, str(number)) for number in range(11)]

    lines = text(Report((file("a.ipynb", *many, finding("y", Severity.ERROR, "e")),))).splitlines()

    assert lines[0].startswith("::error ")
    assert lines[-1] == "GitHub shows 10 annotations of each level per step; this log has all 12."
    assert "GitHub shows" not in text(Report((file("a.ipynb", *many[:10]),)))


@pytest.mark.parametrize("report", [EMPTY, Report((file("a.ipynb"),))])
def test_nothing_found_is_nothing_said(report):
    assert text(report) == ""
