import pytest
from msgspec.structs import replace

from nbcoach.checking import Check, Severity
from nbcoach.checking.quality import Measured, Tally, measure
from nbcoach.checking.testing import Case


class PrintedWord(Check):
    """Prints."""

    severity = Severity.HINT

    def find(self, notebook, project):
        for site in notebook.calls_to("print"):
            yield self.finding("printed", site.cell, site.span)


PrintedWord.name, PrintedWord.area = "printed-word", "taste"


def case(text):
    return Case("case", text, (PrintedWord,))


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("print(1)  # expect: printed-word", Tally(right=1)),
        ("print(1)", Tally(wrong=1)),
        ("sum([])  # expect: printed-word", Tally(missed=1)),
        ("sum([])", Tally()),
        ("print(1)  # expect: printed-word\nprint(2)", Tally(right=1)),
        ("print(1)  # expect: printed-word\n# %%\nprint(2)\n# %%\n2  # expect: printed-word", Tally(1, 1, 1)),
    ],
)
def test_findings_are_counted_by_cell(text, tally):
    assert measure([case(text)]) == Measured(1, {"printed-word": replace(tally, notebooks=1)})


def test_precision_and_recall_are_shares_of_what_was_found_and_marked():
    tally = Tally(right=6, wrong=2, missed=4)

    assert (tally.precision, tally.recall) == (0.75, 0.6)


def test_there_is_no_precision_of_nothing():
    assert (Tally(missed=1).precision, Tally(wrong=1).recall) == (None, None)


def test_all_checks_are_added_up():
    assert Measured(2, {"a": Tally(1, 2, 3), "b": Tally(4, 5, 6)}).all == Tally(5, 7, 9, 2)
