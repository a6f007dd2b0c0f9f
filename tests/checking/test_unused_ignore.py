"""Comments that switch off what is not found: who judges them, and what is left when they are taken out."""

from textwrap import dedent

import pytest

from nbcoach.checking import Check, Finding, Severity, discover, lint_notebook
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import apply
from nbcoach.notebook.percent import percent_document

CHECKS = {check.name: check for check in discover()}
ALL = tuple(CHECKS.values())


def found(text, checks=ALL, metadata=None):
    document = percent_document(dedent(text))
    document["metadata"] |= metadata or {}
    outcome = lint_notebook(parse_notebook(document), checks=checks)
    return document, [each for each in outcome.findings if each.check == "unused-ignore"]


def mended(text):
    document, (finding,) = found(text)
    (fix,) = finding.fixes
    assert fix.safe
    after = apply(document, fix.edits)
    assert not [each for each in lint_notebook(parse_notebook(after)).findings if each.check == "unused-ignore"]
    return after["cells"][finding.cell]["source"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1  # nbcoach: ignore[shell-step] -- why", "x = 1"),
        ("x = 1  # nbcoach: ignore[shell-step]", "x = 1"),
        ("x = 1  # noqa  # nbcoach: ignore[shell-step] -- why", "x = 1  # noqa"),
        ("x = 1  # nbcoach: ignore[shell-step] -- why  # noqa", "x = 1  # noqa"),
        ("# nbcoach: ignore[shell-step] -- why\nx = 1", "x = 1"),
        ("x = 1\nif x:\n    # nbcoach: ignore[shell-step] -- why\n    y = 2", "x = 1\nif x:\n    y = 2"),
        ("x = 1\n# nbcoach: ignore[shell-step] -- why", "x = 1"),
        ("%%time\n# nbcoach: ignore[shell-step] -- why\nx = 1", "%%time\nx = 1"),
        ("# nbcoach: ignore[shell-step] -- why", ""),
        (
            "import random\nx = random.random()  # nbcoach: ignore[shell-step, unseeded-run, nothing] -- why",
            "import random\nx = random.random()  # nbcoach: ignore[unseeded-run] -- why",
        ),
        ("# %% [markdown]\n# # T\n# <!-- nbcoach: ignore-notebook[shell-step] -- why -->\n# text", "# T\ntext"),
        ("# %% [markdown]\n# # T <!--nbcoach: ignore-notebook[shell-step]-->", "# T "),
        ("# %% [markdown]\n# # T\n# [//]: # (nbcoach: ignore-notebook[shell-step] -- why)", "# T"),
    ],
)
def test_the_comment_is_taken_out_or_the_name_in_it(before, after):
    assert mended(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # nbcoach: ignore[shell-step] because of the weather",
        '# %% tags=["nbcoach-ignore-shell-step"]\nx = 1',
        "# %% [markdown]\n# <!--\n# nbcoach: ignore-notebook[shell-step] -- why\n# -->",
    ],
)
def test_what_cannot_be_taken_out_safely_is_only_told(text):
    _, (finding,) = found(text)

    assert finding.fixes == ()


def test_metadata_that_silences_nothing_is_told_of_the_notebook():
    _, (finding,) = found("x = 1", metadata={"nbcoach": {"ignore": {"shell-step": "why"}}})

    assert (finding.cell, finding.fixes) == (None, ())


def test_only_checks_that_ran_are_judged():
    text = "x = 1  # nbcoach: ignore[shell-step] -- why"

    assert found(text, (CHECKS["unused-ignore"],))[1] == []
    assert len(found(text, (CHECKS["unused-ignore"], CHECKS["shell-step"]))[1]) == 1


def test_a_check_that_crashed_is_not_judged():
    class ShellStep(Check):
        name = "shell-step"

        def find(self, notebook, project):
            raise ZeroDivisionError

    ShellStep.name = "shell-step"

    assert found("x = 1  # nbcoach: ignore[shell-step] -- why", (CHECKS["unused-ignore"], ShellStep))[1] == []


def test_a_name_that_no_check_has_is_told_with_a_near_one():
    _, (finding,) = found("x = 1  # nbcoach: ignore[Shell_Steps] -- why")

    assert finding.message == "There is no check `Shell_Steps`, but `shell-step`."


def test_a_review_sees_what_was_suppressed():
    class Reviewing(Check):
        """Counts."""

        def find(self, notebook, project):
            return iter(())

        def review(self, notebook, results):
            names = ", ".join(each.check for each in results.findings)
            yield self.finding(f"{names} of {len(results.ran)}")

    document = percent_document("import random\nx = random.random()  # nbcoach: ignore[unseeded-run] -- why")

    outcome = lint_notebook(parse_notebook(document), checks=(CHECKS["unseeded-run"], Reviewing))

    assert [each.message for each in outcome.findings] == ["unseeded-run of 2"]


def test_a_review_that_crashes_is_one_error():
    class Crashing(Check):
        """Crashes."""

        def find(self, notebook, project):
            yield Finding(self.name, "area", Severity.HINT, "found")

        def review(self, notebook, results):
            raise ZeroDivisionError

    outcome = lint_notebook(parse_notebook(percent_document("x = 1")), checks=(Crashing,))

    assert ([each.message for each in outcome.findings], len(outcome.errors)) == (["found"], 1)
