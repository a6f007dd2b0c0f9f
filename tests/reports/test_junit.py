import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import xmlschema
from sample_report import EMPTY, FULL, file, finding

from nbcoach.checking import Report, Severity
from nbcoach.reports import Look
from nbcoach.reports.junit import render

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


def text(report):
    return "".join(render(report, Look()))


def parsed(xml):
    return ET.fromstring(xml)  # noqa: S314 - it is our own


def suites_of(report):
    tree = parsed(text(report))
    SCHEMA.validate(tree)
    return tree.findall("testsuite")


def test_a_report_is_told_as_agreed(golden):
    golden("lint.junit.xml", text(FULL))


@pytest.mark.parametrize("report", [FULL, EMPTY])
def test_it_is_valid_by_the_schema_of_jenkins(report):
    suites_of(report)


def test_a_wrong_report_is_not_valid():
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        SCHEMA.validate(parsed(text(FULL).replace(' tests="5"', "")))


def test_a_notebook_is_a_suite_and_counts_its_cases():
    suites = {suite.get("name"): suite for suite in suites_of(FULL)}

    counted = {
        name: [suite.get(key) for key in ("tests", "failures", "errors", "skipped")] for name, suite in suites.items()
    }
    assert counted == {
        "nbcoach": ["1", "0", "1", "0"],
        "work/50%, a: b.ipynb": ["5", "3", "0", "0"],
        "work/clean.ipynb": ["1", "0", "0", "0"],
        "work/deep/ä�.ipynb": ["1", "1", "0", "0"],
        "work/r.ipynb": ["1", "0", "0", "1"],
        "html.ipynb": ["1", "0", "1", "0"],
        "work/crash.ipynb": ["2", "1", "1", "0"],
    }


def test_a_case_says_where_and_what_helps():
    case = suites_of(Report(FULL.files[:1]))[0].findall("testcase")[2]

    assert case.get("name") == "unseeded-run (cell 5, line 1)"
    failure = case.find("failure")
    assert failure.get("message") == "`random_state` is left open."
    assert failure.text.splitlines() == [
        "work/50%, a: b.ipynb:40: `random_state` is left open.",
        "help: Pass random_state=42",
        "help: Insert a cell that sets the seed",
    ]


def test_hints_pass():
    [suite] = suites_of(Report((file("a.ipynb", finding("x", Severity.HINT, "m")),)))

    assert suite.get("failures") == "0"
    assert "m" in suite.find("testcase/system-out").text


def test_any_character_of_a_notebook_can_be_written():
    every = "".join(map(chr, [*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFFF0, 0x10010)]))

    [suite] = suites_of(Report((file(f"{every}.ipynb", finding("x", Severity.ERROR, every)),)))

    shown = suite.find("testcase/failure")
    assert "]]>" not in text(EMPTY)
    assert "<&>" not in shown.text
    assert "Ω" in shown.text
    assert "Ω" in shown.get("message")
