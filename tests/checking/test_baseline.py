"""What a baseline passes over after notebooks were edited, moved and renamed, and how its file reads."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from cells import notebook
from hypothesis import given
from hypothesis import strategies as st

from nbcoach.checking import FileReport, Finding, Problem, Report, Severity
from nbcoach.checking.baseline import Baseline, baseline_of, judge, keys_of
from nbcoach.checking.baseline_file import baseline_text, read_baseline
from nbcoach.checking.baseline_match import Key, match
from nbcoach.checking.fingerprint import NOTEBOOK, CellKey, cell_keys
from nbcoach.errors import BadCallError
from nbcoach.notebook.model import Span

LOAD, DRAW, FIT, SHOW = "df = load()", "x = np.random.rand(3)", "model.fit(df)", "plot(x)"
CHECKS = {"unseeded-run", "missing-purpose"}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def report_on(*sources, path="a.ipynb", whole=False):
    """A finding of `unseeded-run` for each `rand` of a notebook; `whole` adds one about the notebook."""
    cells = notebook(*sources).cells
    found = [
        Finding("unseeded-run", "reproducibility", Severity.WARNING, "m", cell.index, None, Span(1, 0, 1, 3))
        for cell in cells
        for _ in range(cell.source.count("rand("))
    ]
    if whole:
        found.insert(0, Finding("missing-purpose", "governance", Severity.HINT, "m"))
    wanted = {NOTEBOOK if each.cell is None else each.cell for each in found}
    return FileReport(path, tuple(found), keys=cell_keys(notebook(*sources), wanted))


def judged(before, after, checks=CHECKS):
    """How many findings are new, known and gone in `after`, with a baseline of `before`."""
    before, after = ((each,) if isinstance(each, FileReport) else each for each in (before, after))
    result = judge(Report(tuple(after)), baseline_of(Report(tuple(before)), Path()), checks)
    return sum(1 for _ in result.report.findings), result.known, result.gone


@pytest.mark.parametrize(
    "after",
    [
        (LOAD, DRAW, FIT),
        ("import os", LOAD, DRAW, FIT),
        (DRAW, LOAD, FIT),
        (LOAD, DRAW + "  \n\n", FIT),
        (LOAD, "y = np.random.rand(4)", FIT),
        (LOAD, "y = np.random.rand(4)", SHOW),
        ("df = other()", "y = np.random.rand(4)", FIT),
        ("df = other()", DRAW, SHOW),
    ],
    ids=["same", "renumbered", "moved", "white space", "edited", "edited above", "edited below", "new neighbours"],
)
def test_a_finding_is_known_again(after):
    assert judged(report_on(LOAD, DRAW, FIT), report_on(*after)) == (0, 1, 0)


@pytest.mark.parametrize(
    "after",
    [
        (LOAD, DRAW, DRAW, FIT),
        (LOAD, DRAW, FIT, "y = np.random.rand(4)", SHOW),
        (LOAD, f"{DRAW}\n{DRAW}", FIT),
    ],
    ids=["copied cell", "another cell", "copied line"],
)
def test_a_second_copy_of_a_habit_is_new(after):
    assert judged(report_on(LOAD, DRAW, FIT), report_on(*after)) == (1, 1, 0)


def test_the_surest_match_comes_first():
    matched = match(
        Counter({Key("c", CellKey("1", "a", "b")): 1}),
        [Key("c", CellKey("2", "a", "b")), Key("c", CellKey("1", "x", "y"))],
    )

    assert matched.known == (False, True)


def test_another_check_in_the_same_cell_is_new():
    accepted = Counter({Key("c", CellKey("1", "a", "b")): 1})

    assert match(accepted, [Key("d", CellKey("1", "a", "b"))]) == ((False,), accepted)


def test_a_finding_about_the_notebook_is_known_whatever_its_cells_say():
    assert judged(report_on(LOAD, whole=True), report_on(FIT, SHOW, whole=True)) == (0, 1, 0)


def test_what_is_not_found_any_more_is_counted():
    assert judged(report_on(LOAD, DRAW, DRAW), report_on(LOAD, DRAW)) == (0, 1, 1)


def test_what_nobody_looked_for_is_not_gone():
    before, after = report_on(LOAD, DRAW), report_on(LOAD)
    crashed = msgspec.structs.replace(after, errors=(Problem("failed-to-run", "m", "a.ipynb", "unseeded-run"),))
    unread = FileReport("a.ipynb", errors=(Problem("unreadable", "m", "a.ipynb"),))

    assert judged(before, after) == (0, 0, 1)
    assert judged(before, after, checks={"missing-purpose"}) == (0, 0, 0)
    assert judged(before, crashed) == (0, 0, 0)
    assert judged(before, unread) == (0, 0, 0)


def test_notebooks_outside_of_the_run_are_not_gone(tmp_path):
    (tmp_path / "b.ipynb").touch()
    before = [report_on(DRAW), report_on(DRAW, path="b.ipynb")]

    assert judged(before, report_on(DRAW)) == (0, 1, 0)


def test_a_deleted_notebook_is_gone():
    assert judged([report_on(DRAW), report_on(DRAW, path="b.ipynb")], report_on(DRAW)) == (0, 1, 1)


@pytest.mark.parametrize("whole", [False, True])
def test_a_renamed_notebook_is_the_same_notebook(whole):
    before = report_on(LOAD, DRAW, FIT, whole=whole)
    after = report_on(LOAD, DRAW, "y = np.random.rand(4)", path="deep/b.ipynb", whole=whole)

    assert judged(before, after) == (1, 1 + whole, 0)


def test_a_renamed_notebook_with_nothing_but_a_finding_about_itself_is_known_by_its_first_cell():
    assert judged(report_on(LOAD, whole=True), report_on(LOAD, path="b.ipynb", whole=True)) == (0, 1, 0)
    assert judged(report_on(LOAD, whole=True), report_on(FIT, path="b.ipynb", whole=True)) == (1, 0, 1)


def test_a_copied_notebook_is_new(tmp_path):
    (tmp_path / "a.ipynb").touch()

    assert judged(report_on(DRAW), [report_on(DRAW), report_on(DRAW, path="b.ipynb")]) == (1, 1, 0)
    assert judged(report_on(DRAW), report_on(DRAW, path="b.ipynb")) == (1, 0, 0)


def test_one_old_name_stands_for_one_notebook():
    after = [report_on(DRAW, path="b.ipynb"), report_on(DRAW, path="c.ipynb")]

    assert judged(report_on(DRAW), after) == (1, 1, 0)


def test_a_notebook_that_shares_little_is_another_one():
    before = report_on(DRAW, "np.random.rand(1)", "np.random.rand(2)")

    assert judged(before, report_on(DRAW, SHOW, path="b.ipynb")) == (1, 0, 3)


sources = st.lists(st.sampled_from([LOAD, DRAW, FIT, SHOW, f"{DRAW}\n{DRAW}", "y = rand()"]), max_size=6)


@given(sources, sources)
def test_no_baseline_knows_more_findings_than_it_holds(before, after):
    accepted, found = Counter(keys_of(report_on(*before))), keys_of(report_on(*after))

    matched = match(accepted, found)

    assert sum(matched.known) + matched.left.total() == accepted.total()
    assert match(accepted, keys_of(report_on(*before))).left.total() == 0


def test_the_file_reads_well_and_gives_back_what_was_written(tmp_path, golden):
    files = (report_on(LOAD, DRAW, f"{DRAW}\n{DRAW}", path="work/é.ipynb", whole=True), report_on(DRAW))
    baseline = baseline_of(Report(files), tmp_path)
    (tmp_path / "b.json").write_text(baseline_text(baseline))

    golden("baseline.json", baseline_text(baseline))
    assert read_baseline(tmp_path / "b.json") == baseline


def test_the_file_stays_the_same_when_files_come_in_another_order():
    one, two = report_on(DRAW, SHOW), report_on(LOAD, DRAW, path="b.ipynb")

    texts = {baseline_text(baseline_of(Report(files), Path())) for files in [(one, two), (two, one)]}

    assert len(texts) == 1


def test_paths_are_relative_to_the_folder_of_the_file(tmp_path):
    (tmp_path / "work").mkdir()

    assert list(baseline_of(Report((report_on(DRAW),)), tmp_path / "work").notebooks) == ["../a.ipynb"]


def test_an_empty_baseline_is_one(tmp_path):
    (tmp_path / "b.json").write_text(baseline_text(Baseline(tmp_path, {})))

    assert read_baseline(tmp_path / "b.json") == Baseline(tmp_path, {})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no baseline"),
        (b"\xff\xfe", "is no baseline"),
        (b"[]", "is no baseline"),
        (b'{"cells": []}', "is no baseline"),
        (b'{"nbcoach_baseline": 1}', "is no baseline"),
        (b'{"nbcoach_baseline": 1, "notebooks": {"a": [{"cell": "1"}]}}', "is no baseline"),
        (b'{"nbcoach_baseline": 1, "notebooks": {"a": [{"check": "c", "count": 0}]}}', "is no baseline"),
        (b'{"nbcoach_baseline": 2, "more": 1}', "newer nbcoach"),
        (b'{\n<<<<<<< HEAD\n"nbcoach_baseline": 1}', "merge conflict"),
        (b'{"a":' * 5000, "is no baseline"),
    ],
)
def test_a_file_that_is_no_baseline_says_so(tmp_path, content, said):
    (tmp_path / "b.json").write_bytes(content)

    with pytest.raises(BadCallError, match=said):
        read_baseline(tmp_path / "b.json")


def test_a_baseline_that_is_not_there_names_the_option_that_makes_it(tmp_path):
    with pytest.raises(BadCallError, match="--write-baseline"):
        read_baseline(tmp_path / "b.json")
