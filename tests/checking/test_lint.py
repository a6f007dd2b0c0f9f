from textwrap import dedent

import pytest

from nbcoach.checking import Check, Finding, Severity, lint_notebook
from nbcoach.config import Settings
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.model import Span
from nbcoach.notebook.percent import percent_document
from nbcoach.project import Project


def notebook_of(text, language="python"):
    return parse_notebook(percent_document(dedent(text), language))


class Everything(Check):
    """Finds each cell, from the last to the first, and the notebook."""

    def find(self, notebook, project):
        for cell in reversed(notebook.cells):
            yield self.finding("later", cell, Span(2, 0, 2, 1))
            yield self.finding("earlier", cell, Span(1, 3, 1, 4))
            yield self.finding("cell", cell)
        yield self.finding("notebook")


class Wrong(Check):
    """Yields what is no finding."""

    def find(self, notebook, project):
        yield "text"


class Deep(Check):
    """Runs out of stack."""

    def find(self, notebook, project):
        yield from self.find(notebook, project)


def test_findings_come_in_document_order():
    outcome = lint_notebook(notebook_of("# %%\na\n# %%\nb"), checks=[Everything])

    assert [(each.message, each.cell) for each in outcome.findings] == [
        ("notebook", None),
        ("cell", 0),
        ("earlier", 0),
        ("later", 0),
        ("cell", 1),
        ("earlier", 1),
        ("later", 1),
    ]


def test_by_default_all_checks_look_at_the_notebook():
    outcome = lint_notebook(notebook_of("import numpy as np\nnp.random.rand(3)"))

    assert [each.check for each in outcome.findings] == ["missing-purpose", "unseeded-run"]


def test_a_crashing_check_is_one_error_and_the_others_go_on(install):
    install("acme_checks", ["manners/crashing.py", "manners/shouting.py"])

    outcome = lint_notebook(notebook_of("print('HI')"), settings=Settings(select=("manners",)))

    (error,) = outcome.errors
    assert (error.kind, error.check) == ("failed-to-run", "crashing")
    assert error.message == "the check crashing failed: RuntimeError: no idea (crashing.py, line 11)"
    assert [each.check for each in outcome.findings] == ["shouting"]


@pytest.mark.parametrize(("check", "said"), [(Wrong, "yields str"), (Deep, "RecursionError")])
def test_a_check_that_breaks_the_contract_is_an_error(check, said):
    outcome = lint_notebook(notebook_of("a = 1"), checks=[check])

    assert said in outcome.errors[0].message


def test_a_check_that_cannot_be_imported_is_an_error(install):
    install("acme_checks", {"manners/broken.py": "1 / 0"})

    assert [each.check for each in lint_notebook(notebook_of("a = 1")).errors] == ["broken"]


def test_a_notebook_in_another_language_is_left_alone():
    assert lint_notebook(notebook_of("a <- 1", "R"), checks=[Everything]).findings == ()


def test_settings_change_the_severity():
    notebook = notebook_of("import numpy as np\nnp.random.rand(3)")

    def severity(table):
        return lint_notebook(notebook, settings=Settings(severity=table)).findings[-1].severity

    assert severity({}) == Severity.WARNING
    assert severity({"unseeded-run": "error"}) is Severity.ERROR
    assert severity({"all": "hint", "reproducibility": "error"}) is Severity.ERROR
    assert severity({"data": "error"}) is Severity.WARNING


def test_what_the_notebook_asks_to_pass_over_is_passed_over():
    notebook = notebook_of("import numpy as np\nnp.random.rand(3)  # nbcoach: ignore[unseeded-run] -- a toy")

    assert [each.check for each in lint_notebook(notebook).findings] == ["missing-purpose"]


def test_a_missing_reason_is_a_hint():
    notebook = notebook_of("import numpy as np\nnp.random.rand(3)  # nbcoach: ignore[unseeded-run]")

    _, finding = lint_notebook(notebook).findings

    assert (finding.check, finding.severity) == ("missing-ignore-reason", Severity.HINT)
    assert (finding.cell, finding.span) == (0, Span(2, 19, 2, 50))


def test_checks_are_told_what_surrounds_the_notebook(tmp_path):
    class Curious(Check):
        """Tells the folder."""

        def find(self, notebook, project):
            yield self.finding(str(project.start))

    project = Project.find(tmp_path)
    (finding,) = lint_notebook(notebook_of("a = 1"), checks=[Curious], project=project).findings

    assert isinstance(finding, Finding)
    assert finding.message == str(tmp_path)
