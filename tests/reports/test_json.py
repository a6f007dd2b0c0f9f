import json

from nbcoach.checking import FileReport, Finding, Fix, Offer, Problem, Report, Severity
from nbcoach.notebook.edit import CellInsertion, TextEdit
from nbcoach.notebook.model import Span
from nbcoach.reports import Look, formats, renderer
from nbcoach.reports.json import render

FIXES = (
    Fix("Pass a seed", safe=True, edits=(TextEdit(1, 3, 8, 3, 9, "", "seed=1"),)),
    Fix("Insert a cell", edits=(CellInsertion(0, "after", "seed(1)", metadata={"tags": ["x"]}),)),
    Fix("Seed", offer=Offer("seed", {"libraries": ["numpy"]})),
)
FILE = FileReport(
    "work/ä.ipynb",
    (
        Finding("missing-purpose", "governance", Severity.HINT, "about the notebook"),
        Finding("unseeded-run", "reproducibility", Severity.WARNING, "m", 1, "id1", Span(3, 8, 3, 25), FIXES),
        Finding("oversized-cell", "deployment", Severity.HINT, "about the cell", 1, "id1"),
    ),
    (Problem("failed-to-run", "crash", "work/ä.ipynb", "crashing"),),
    sources={1: "a\nb\nc"},
    lines={1: (10, 11, 12)},
)


def of(*files, errors=()):
    return json.loads("".join(render(Report(files, errors), Look())))


def test_the_object_is_the_one_of_the_contract():
    skipped = FileReport("r.ipynb", skipped="its language is r")
    broken = FileReport("x.ipynb", errors=(Problem("not-a-notebook", "html", "x.ipynb"),))

    report = of(FILE, skipped, broken, errors=(Problem("failed-to-run", "no import", check="shouting"),))

    assert {key: value for key, value in report.items() if key != "findings"} == {
        "version": 1,
        "notebooks": 3,
        "errors": [
            {"path": None, "kind": "failed-to-run", "check": "shouting", "message": "no import"},
            {"path": "work/ä.ipynb", "kind": "failed-to-run", "check": "crashing", "message": "crash"},
            {"path": "x.ipynb", "kind": "not-a-notebook", "message": "html"},
        ],
        "skipped": [{"path": "r.ipynb", "reason": "its language is r"}],
    }


def test_a_finding_is_the_one_of_the_contract():
    assert of(FILE)["findings"][1] == {
        "path": "work/ä.ipynb",
        "cell": 1,
        "cell_id": "id1",
        "check": "unseeded-run",
        "area": "reproducibility",
        "severity": "warning",
        "line": 3,
        "column": 8,
        "end_line": 3,
        "end_column": 25,
        "file_line": 12,
        "message": "m",
        "fixes": [
            {
                "title": "Pass a seed",
                "safe": True,
                "edits": [
                    {
                        "kind": "text",
                        "cell": 1,
                        "line": 3,
                        "column": 8,
                        "end_line": 3,
                        "end_column": 9,
                        "old": "",
                        "new": "seed=1",
                    }
                ],
                "offer": None,
            },
            {
                "title": "Insert a cell",
                "safe": False,
                "edits": [
                    {
                        "kind": "insert",
                        "anchor": 0,
                        "where": "after",
                        "source": "seed(1)",
                        "cell_type": "code",
                        "metadata": {"tags": ["x"]},
                    }
                ],
                "offer": None,
            },
            {
                "title": "Seed",
                "safe": False,
                "edits": None,
                "offer": {"name": "seed", "arguments": {"libraries": ["numpy"]}},
            },
        ],
    }


def test_what_has_no_place_is_null():
    about_notebook, _, about_cell = of(FILE)["findings"]

    assert [about_notebook[key] for key in ("cell", "cell_id", "line", "column", "end_line", "end_column")] == [
        None
    ] * 6
    assert about_notebook["file_line"] == 1
    assert (about_cell["cell"], about_cell["line"], about_cell["file_line"]) == (1, None, 10)


def test_an_empty_report_is_an_object_too():
    assert of() == {"version": 1, "notebooks": 0, "errors": [], "skipped": [], "findings": []}


def test_half_of_a_surrogate_pair_can_be_written():
    file = FileReport("a.ipynb", (Finding("x", "y", Severity.HINT, "\ud83d", 0),))

    assert of(file)["findings"][0]["message"] == "\ud83d"
    assert "".join(render(Report((file,)), Look())).isascii()


def test_each_finding_stands_on_a_line_of_its_own():
    lines = "".join(render(Report((FILE,)), Look())).splitlines()

    assert sum('"check": "' in line and '"fixes"' in line for line in lines) == 3


def test_formats_are_found_by_name():
    assert formats()[0] == "text"
    assert "json" in formats()
    assert renderer("json") is render
    assert all(callable(renderer(name)) for name in formats())
