"""The cells of a step: what stays, what moves, and that the results are the notebook's."""

from __future__ import annotations

import contextlib
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.notebook.magics import mask
from nbcoach.pipeline import plan
from nbcoach.pipeline.notebooks import notebook_bytes

if TYPE_CHECKING:
    from pathlib import Path


def sources(path: Path, **options: Any) -> list[str]:
    return [cell.source for cell in plan(read_notebook(path), **options).steps[0].cells]


def printed(cells: list[str], injected: str = "", after: int = -1) -> str:
    """What cells print, run one after the other, with a cell injected behind one of them."""
    out = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(out):
        for index, cell in enumerate(cells):
            exec(compile(mask(cell).code, "cell", "exec"), names)  # noqa: S102
            if index == after:
                exec(injected, names)  # noqa: S102
    return out.getvalue()


def test_lifted_literals_move_to_a_cell_before_the_first_code_cell(write_notebook) -> None:
    markdown = {"cell_type": "markdown", "metadata": {}, "source": "# Title"}
    path = write_notebook(markdown, "import os\nalpha = 0.1  # learning rate\nratio = alpha * 2", "print(ratio)")
    assert sources(path) == [
        "# Title",
        "alpha: float = 0.1  # learning rate",
        "import os\n# parameter: alpha = 0.1  # learning rate\nratio = alpha * 2",
        "print(ratio)",
    ]


def test_the_parameters_cell_is_tagged_and_every_other_cell_names_its_source(write_notebook) -> None:
    (step,) = plan(read_notebook(write_notebook("alpha = 0.1", "print(alpha)"))).steps
    assert [cell.metadata.get("tags") for cell in step.cells] == [["parameters"], None, None]
    assert [cell.metadata["nbcoach"].get("source_cell") for cell in step.cells] == [None, 0, 1]
    assert step.source_cells == (0, 1)


def test_derived_values_follow_the_injected_cell(write_notebook) -> None:
    cells = sources(write_notebook("alpha = 0.1\nratio = alpha * 2", "print(ratio)"))
    assert printed(cells) == "0.2\n"
    assert printed(cells, "alpha = 0.5", after=0) == "1.0\n"


def test_derived_values_in_the_authors_own_parameters_cell_follow_too(write_notebook) -> None:
    path = write_notebook(
        ("import os\nalpha = 0.1\nratio = alpha * 2\nname = 'a'", ["parameters"]), "print(ratio, name)"
    )
    cells = sources(path)
    assert cells == [
        "alpha = 0.1\nname = 'a'",
        "import os\n# parameter: alpha = 0.1\nratio = alpha * 2\n# parameter: name = 'a'",
        "print(ratio, name)",
    ]
    assert printed(cells) == "0.2 a\n"
    assert printed(cells, "alpha = 0.5", after=0) == "1.0 a\n"
    tags = [cell.metadata.get("tags") for cell in plan(read_notebook(path)).steps[0].cells]
    assert tags == [["parameters"], [], None]


@pytest.mark.parametrize(
    "source", ["alpha = 0.1\n# why\nname: str = 'a'", "import os\nalpha = 0.1", "size = (1, 2)\nalpha = 1"]
)
def test_a_parameters_cell_that_computes_nothing_stays_as_it_is(write_notebook, source: str) -> None:
    assert sources(write_notebook((source, ["parameters"]), "print(alpha)"))[0] == source


def test_a_cell_that_papermill_injected_is_left_out_and_its_values_are_the_defaults(write_notebook) -> None:
    path = write_notebook(("alpha = 1", ["parameters"]), ("alpha = 2", ["injected-parameters"]), "print(alpha)")
    pipeline = plan(read_notebook(path))
    assert [cell.source for cell in pipeline.steps[0].cells] == ["alpha = 1", "print(alpha)"]
    assert [each.default for each in pipeline.parameters] == [2]


@pytest.mark.parametrize(
    ("source", "left", "shown"),
    [
        ("alpha = 1; beta = alpha", "beta = alpha", "alpha: float = 1"),
        ("beta = 1; alpha = 2  # two", "beta: float = 1\nalpha: float = 2  # two", None),
        ("alpha = 1;", "# parameter: alpha = 1;", "alpha: float = 1"),
        (
            "alpha_list = [\n    1,  # one\n    2,\n]\nprint(alpha_list)",
            None,
            "alpha_list: list = [\n    1,  # one\n    2,\n]",
        ),
        ("path = ('a/'\n        'b.csv')\nprint(path)", None, "path: str = ('a/'\n        'b.csv')"),
        ("%matplotlib inline\nalpha = 1", "%matplotlib inline\n# parameter: alpha = 1", "alpha: float = 1"),
        ("n_ü = 1", "# parameter: n_ü = 1", "n_ü: int = 1"),
        ("é = 'ü'; n_rows = 3  # ä", None, "n_rows: int = 3  # ä"),
    ],
)
def test_statements_are_taken_out_whatever_shares_their_lines(write_notebook, source, left, shown) -> None:
    path = write_notebook(source, "print(alpha, beta, alpha_list, path, n_ü, n_rows)")
    cells = sources(path)
    assert shown is None or cells[0] == shown
    assert left is None or left in cells
    assert cells[1].count("\n") == source.count("\n")


def test_code_under_a_line_magic_is_not_lifted(write_notebook) -> None:
    assert sources(write_notebook("%time alpha = 1", "print(alpha)")) == ["%time alpha = 1", "print(alpha)"]


def test_a_capture_cell_keeps_its_magic_on_the_first_line(write_notebook) -> None:
    cells = sources(write_notebook("%%capture\nalpha = 1\nprint(alpha)"))
    assert cells == ["alpha: float = 1", "%%capture\n# parameter: alpha = 1\nprint(alpha)"]


def test_a_notebook_without_parameters_keeps_exactly_its_cells(write_notebook) -> None:
    assert sources(write_notebook("import os", "print(1)")) == ["import os", "print(1)"]


def test_outputs_and_traces_of_runs_are_cleared_and_attachments_kept(write_notebook) -> None:
    picture = {"a.png": {"image/png": "aGk="}}
    markdown = {"cell_type": "markdown", "metadata": {}, "source": "![a](attachment:a.png)", "attachments": picture}
    code = {
        "cell_type": "code",
        "execution_count": 7,
        "metadata": {"papermill": {"duration": 1}, "collapsed": True},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "hi"}],
        "source": ["import os\n", "print('hi')"],
    }
    (step,) = plan(read_notebook(write_notebook(markdown, code))).steps
    document = json.loads(notebook_bytes(step, plan(read_notebook(write_notebook(markdown, code))).kernel))
    assert document["cells"][0]["attachments"] == picture
    assert document["cells"][1]["outputs"] == []
    assert document["cells"][1]["execution_count"] is None
    assert document["cells"][1]["metadata"] == {"collapsed": True, "nbcoach": {"source_cell": 1}}
    assert document["cells"][1]["source"] == ["import os\n", "print('hi')"]


def test_the_step_is_a_valid_notebook_whatever_ids_its_source_has(write_notebook) -> None:
    nbformat = pytest.importorskip("nbformat")
    cells = [
        {"cell_type": "code", "id": given, "execution_count": None, "metadata": {}, "outputs": [], "source": "print(1)"}
        for given in ("same", "same", "not valid!", "", "x" * 80)
    ]
    pipeline = plan(read_notebook(write_notebook(*cells, "epochs = 1\nprint(epochs)", nbformat_minor=5)))
    document = nbformat.reads(notebook_bytes(pipeline.steps[0], pipeline.kernel).decode(), as_version=4)
    nbformat.validate(document)
    assert len({cell.id for cell in document.cells}) == len(document.cells)
    assert document.cells[1].id == "same"


def test_nbformat_3_becomes_a_papermill_notebook() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 1, "source": "Old"},
                    {"cell_type": "code", "input": "epochs = 3\nprint(epochs)", "language": "python", "outputs": []},
                ]
            }
        ],
    }
    pipeline = plan(parse_notebook(old))
    assert [cell.kind for cell in pipeline.steps[0].cells] == ["markdown", "code", "code"]
    assert pipeline.parameters[0].default == 3
    assert pipeline.kernel.name == "python3"
    assert any("names no kernel" in warning for warning in pipeline.warnings)


def test_python_2_gets_no_annotations(write_notebook) -> None:
    metadata = {
        "kernelspec": {"name": "python2", "display_name": "Python 2", "language": "python"},
        "language_info": {"name": "python", "version": "2.7.1"},
    }
    assert sources(write_notebook("epochs = 3", "print epochs", metadata=metadata))[0] == "epochs = 3"
