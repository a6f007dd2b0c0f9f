"""Whatever text a notebook holds, every format stays what it is."""

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcoach.checking import FileReport, Finding, Fix, Problem, Report, Severity
from nbcoach.notebook.model import Span
from nbcoach.reports import Look, formats, renderer

PIECES = [
    "\n",
    "\r",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\ud83d",
    "😀",
    "</script>",
    "<!--",
    "]]>",
    "&",
    '"',
    "'",
    "`",
    "::",
    "%0A",
    "|",
]
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=6).map("".join)
PLACE = st.integers(-2, 9)
STEERING = set("\x00\x1b\x9b\u202e\ud83d")


@st.composite
def reports(draw):
    span = draw(st.none() | st.builds(Span, PLACE, PLACE, PLACE, PLACE))
    cell = draw(st.none() | st.integers(0, 3))
    found = Finding("x", "y", draw(st.sampled_from(Severity)), draw(TEXT), cell, draw(TEXT), span, (Fix(draw(TEXT)),))
    sources = draw(st.dictionaries(st.integers(0, 3), TEXT))
    lines = {index: tuple(range(1, source.count("\n") + 2)) for index, source in sources.items()}
    problem = Problem("failed-to-run", draw(TEXT), draw(st.none() | TEXT.filter(bool)), "x")
    file = FileReport(draw(TEXT) or "a", (found,), (problem,), sources=sources, lines=lines)
    return Report((file, FileReport(draw(TEXT) or "b", skipped=draw(TEXT) or "r")), (problem,))


def github(text):
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in text.split("\n")[:-1])


def jsonl(text):
    for line in text.split("\n")[:-1]:
        json.loads(line)


READERS = {
    "github": github,
    "gitlab": json.loads,
    "json": json.loads,
    "jsonl": jsonl,
    "junit": lambda text: ET.fromstring(text.encode()),  # noqa: S314 - it is our own
    "sarif": json.loads,
}


@pytest.mark.parametrize("form", formats())
@settings(max_examples=30, deadline=None)
@given(report=reports())
def test_a_format_can_be_written_and_read(form, report):
    text = "".join(renderer(form)(report, Look()))

    READERS.get(form, str)(text)
    assert not STEERING & set(text)
    text.encode()
