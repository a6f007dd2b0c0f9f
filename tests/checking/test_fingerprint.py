import pytest
from cells import notebook

from nbcoach.checking import FileReport, Finding, Severity
from nbcoach.checking.fingerprint import CellKey, cell_keys, digest, fingerprints
from nbcoach.notebook.model import Span

A, B, C = "import numpy as np", "x = np.random.rand(3)", "print(x)"


def prints(*findings, sources):
    return list(fingerprints(FileReport("a.ipynb", findings, sources=sources)))


def finding(cell=0, span=(1, 0, 1, 5), check="unseeded-run"):
    return Finding(check, "reproducibility", Severity.WARNING, "m", cell, None, span and Span(*span))


def test_a_cell_is_known_by_itself_and_its_neighbours():
    assert cell_keys(notebook(A, B, C), {1}) == {1: CellKey(digest(B), digest(A), digest(C))}
    assert cell_keys(notebook(A, B, C), {0, 2}) == {
        0: CellKey(digest(A), "", digest(B)),
        2: CellKey(digest(C), digest(B), ""),
    }


def test_empty_cells_are_no_neighbours():
    assert cell_keys(notebook(A, "", "  \n", B), {3}) == {3: CellKey(digest(B), digest(A), "")}


def test_white_space_at_line_ends_does_not_make_another_cell():
    assert digest("\nx = 1  \ny = 2\n\n") == digest("x = 1\ny = 2")
    assert digest("if x:\n    y") != digest("if x:\ny")


def test_a_fingerprint_survives_a_moved_cell_and_other_lines():
    before = prints(finding(0, (1, 4, 1, 9)), sources={0: "x = f(3)\nprint(x)"})
    after = prints(finding(7, (3, 8, 3, 13)), sources={7: "# now in a block\nif a:\n    x = f(3)\n    y()"})

    assert before == after


@pytest.mark.parametrize(
    "other",
    [
        (finding(check="other"), {0: A}),
        (finding(), {0: B}),
        (finding(None, None), {}),
        (finding(0, None), {0: f"{A}\nx"}),
    ],
)
def test_another_check_or_text_gives_another_fingerprint(other):
    assert prints(finding(), sources={0: A}) != prints(other[0], sources=other[1])


def test_equal_findings_are_numbered_from_the_top():
    found = prints(finding(0), finding(1), finding(1), sources={0: A, 1: A})

    assert len({each.partition(":")[0] for each in found}) == 1
    assert [each.partition(":")[2] for each in found] == ["1", "2", "3"]


def test_half_of_a_surrogate_pair_has_a_digest():
    assert digest("\ud83d") != digest("\ud83e")
