from cells import notebook

from nbcoach.checking import Check, Example, Fix, Offer, Severity
from nbcoach.checking.files import lint_read
from nbcoach.checking.lint import run_checks
from nbcoach.checking.select import Selection
from nbcoach.config import Settings
from nbcoach.notebook.edit import CellInsertion, CellRemoval, TextEdit
from nbcoach.project import Project

SECRET = "Tr0ub4dor&3"
SOURCE = f'db = connect("db", password="{SECRET}")'


class Quoting(Check):
    """Quotes all that it sees.

    ## Why it matters
    ## What to do
    """

    severity = Severity.HINT
    examples = (Example("", ""),)

    def find(self, notebook, project):
        cell = notebook.code[0]
        yield self.finding(
            f"It says {cell.source}.",
            cell,
            None,
            Fix(
                f"Replace {SECRET}", edits=(TextEdit(0, 1, 28, 1, 41, f'"{SECRET}"', "p"), CellRemoval(0, cell.source))
            ),
            Fix("Put", edits=(CellInsertion(0, "after", cell.source),)),
            Fix("Lift", offer=Offer("lift", {"value": [SECRET], "line": 1})),
        )


class Crashing(Check):
    """Crashes with the source in its mouth."""

    def find(self, notebook, project):
        raise ValueError(notebook.code[0].source)


def outcome():
    return run_checks(notebook(SOURCE), Selection((Quoting, Crashing)), Project.find("."), Settings())


def test_messages_and_titles_say_no_credential():
    [finding] = outcome().findings

    assert finding.message == f'It says db = connect("db", password="{"*" * len(SECRET)}").'
    assert finding.fixes[0].title == "Replace ***********"


def test_a_crash_says_no_credential():
    [error] = outcome().errors

    assert SECRET not in error.message
    assert "***" in error.message


def test_edits_still_fit_the_notebook():
    [finding] = outcome().findings

    assert [edit.old for edit in finding.fixes[0].edits] == [f'"{SECRET}"', SOURCE]


def test_a_report_holds_no_credential_anywhere():
    file = lint_read(notebook(SOURCE), "a.ipynb", Selection((Quoting, Crashing)), Settings(), Project.find("."))

    assert "Tr0ub" not in repr(file)
    assert file.findings[0].fixes[2].offer.arguments == {"value": ["***********"], "line": 1}
