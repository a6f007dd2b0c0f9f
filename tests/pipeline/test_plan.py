"""The plan of a pipeline: what it says about a notebook, and when it refuses one."""

from __future__ import annotations

import pytest

from nbcoach.errors import BadCallError
from nbcoach.notebook import read_notebook
from nbcoach.pipeline import plan
from nbcoach.pipeline.naming import slug


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/Customer Churn (v2).ipynb", "customer-churn-v2"),
        ("Übung.ipynb", "ubung"),
        ("日本.ipynb", "notebook"),
        (None, "notebook"),
        ("x" * 200 + ".ipynb", "x" * 60),
    ],
)
def test_a_pipeline_is_named_like_its_notebook(path: str | None, name: str) -> None:
    assert slug(path) == name


def test_the_plan_is_the_same_for_the_same_notebook(write_notebook) -> None:
    path = write_notebook("alpha = 0.1", "print(alpha)")
    assert plan(read_notebook(path)) == plan(read_notebook(path))


def test_layout_comments_and_outputs_do_not_change_the_fingerprint(write_notebook) -> None:
    tidy = plan(read_notebook(write_notebook("alpha = 0.1", "print(alpha + 1)")))
    loose = plan(read_notebook(write_notebook("# a note\nalpha   = 0.1", "print( alpha+1 )  # shown")))
    assert tidy.fingerprints == loose.fingerprints
    assert tidy.source.sha256 != loose.source.sha256


@pytest.mark.parametrize(
    ("cells", "changed"),
    [
        (("alpha = 0.1", "print(alpha + 2)"), {"code", "whole"}),
        (("alpha = 0.2", "print(alpha + 1)"), {"parameters", "whole"}),
        (("alpha = '0.1'", "print(alpha + 1)"), {"parameters", "schema", "whole"}),
        (("alpha = 0.1", "print(alpha + 1)", "!ls"), {"code", "whole"}),
    ],
)
def test_a_fingerprint_changes_with_what_it_stands_for(write_notebook, cells, changed) -> None:
    before = plan(read_notebook(write_notebook("alpha = 0.1", "print(alpha + 1)"))).fingerprints
    after = plan(read_notebook(write_notebook(*cells))).fingerprints
    assert {
        name for name in ("code", "parameters", "schema", "whole") if getattr(before, name) != getattr(after, name)
    } == changed


def test_a_fingerprint_is_the_same_under_every_python(write_notebook) -> None:
    path = write_notebook("def f(x):\n    return [x, *()]", "!ls")
    code = plan(read_notebook(path)).fingerprints.code
    assert code == "1b62c3acb220a5727901f36386ce36dc3414473610ac57dae61945910b8c9738"


def test_another_language_is_one_step_with_its_cells_as_they_are(write_notebook) -> None:
    spec = {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    }
    path = write_notebook(("x <- 1", ["parameters"]), "print(x)", metadata=spec)
    pipeline = plan(read_notebook(path), how="auto")
    (step,) = pipeline.steps
    assert [(each.source, each.metadata.get("tags")) for each in step.cells] == [
        ("x <- 1", ["parameters"]),
        ("print(x)", None),
    ]
    assert (pipeline.kernel.name, pipeline.kernel.language, pipeline.parameters) == ("ir", "r", ())
    assert any("is in r: it becomes one step" in each for each in pipeline.warnings)
    with pytest.raises(BadCallError, match="x cannot be a parameter: the notebook is in r"):
        plan(read_notebook(path), parameters=["x"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("name = input('who?')", "asks a person by input()"),
        ("from getpass import getpass\nkey = getpass()", "asks a person by getpass()"),
        ("import ipywidgets as w\ns = w.IntSlider()\ns", "shows a widget (ipywidgets.IntSlider)"),
    ],
)
def test_what_needs_a_person_is_told(write_notebook, code: str, words: str) -> None:
    assert any(words in each for each in plan(read_notebook(write_notebook("x = 1", code))).warnings)


@pytest.mark.parametrize(
    ("store", "is_told"), [("http://tracking:5000", True), ("databricks", True), ("sqlite:///mlflow.db", False)]
)
def test_a_server_that_hears_of_trial_runs_is_told(write_notebook, store: str, is_told: bool) -> None:  # noqa: FBT001
    source = write_notebook("import mlflow", f"mlflow.set_tracking_uri('{store}')")
    warnings = plan(read_notebook(source)).warnings
    assert [f"Cell 2 records to the server {store}; trial runs record there, too."] * is_told == list(warnings)


@pytest.mark.parametrize(
    "cells", [(), ("",), ("# only a comment",), ({"cell_type": "markdown", "metadata": {}, "source": "x"},)]
)
def test_a_notebook_without_code_is_refused(write_notebook, cells) -> None:
    with pytest.raises(BadCallError, match="holds no code"):
        plan(read_notebook(write_notebook(*cells)))


def test_a_cell_that_does_not_parse_is_told(write_notebook) -> None:
    pipeline = plan(read_notebook(write_notebook("epochs = 1", "print(epochs", "print(epochs)")))
    assert [warning for warning in pipeline.warnings if warning.startswith("Cell 2 does not parse")]
    assert pipeline.parameters[0].name == "epochs"


def test_several_parameters_cells_are_told(write_notebook) -> None:
    pipeline = plan(read_notebook(write_notebook(("a = 1", ["parameters"]), ("b = 2", ["parameters"]), "print(a, b)")))
    assert [each.name for each in pipeline.parameters] == ["a"]
    assert any("Several cells are tagged" in warning for warning in pipeline.warnings)


def test_the_kernel_can_be_named(write_notebook) -> None:
    pipeline = plan(read_notebook(write_notebook("print(1)", metadata={})), kernel="gpu")
    assert pipeline.kernel.name == "gpu"
    assert pipeline.warnings == ()


def test_imports_leave_out_the_standard_library(write_notebook) -> None:
    assert plan(read_notebook(write_notebook("import os, sklearn.svm\nfrom numpy import array"))).imports == (
        "numpy",
        "sklearn",
    )
