"""The example notebooks: real files with real data that really run."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from nbcoach import lint
from nbcoach.config import Settings

EXAMPLES = Path(__file__).parents[2] / "notebooks" / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
CLEAN = [EXAMPLES / "customer_churn_tracked.ipynb", *(EXAMPLES.parent / "tutorials").glob("*.ipynb")]


def named(path: Path) -> str:
    return path.stem


def test_there_are_level_0_notebooks_and_a_twin_one_level_up():
    assert len(NOTEBOOKS) >= 7
    assert {"customer_churn", "customer_churn_tracked"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", CLEAN, ids=named)
def test_what_shows_how_it_is_done_is_clean_under_the_whole_catalogue(path):
    report = lint(path, settings=Settings(select=("all",)))

    assert [*report.problems] == []
    assert [*report.findings] == []


def test_the_data_is_what_its_script_makes(tmp_path):
    runpy.run_path(str(EXAMPLES / "make_data.py"))["main"](tmp_path)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (EXAMPLES / "data").iterdir()}

    assert made == kept


def test_the_data_is_small():
    assert sum(path.stat().st_size for path in (EXAMPLES / "data").iterdir()) < 200_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_an_example_is_a_valid_notebook_with_a_title_and_saved_outputs(path):
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)

    nbformat.validate(notebook)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert any("".join(text).startswith("# ") for text in prose)
    assert any(cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_an_example_keeps_nothing_of_the_machine_that_ran_it(path):
    text = path.read_text(encoding="utf-8")

    assert str(EXAMPLES.parents[1]) not in text
    assert "site-packages" not in text


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_an_example_runs_from_top_to_bottom_in_its_folder(path, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path / 'mlflow.db'}"}

    run = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", path.name],
        cwd=tmp_path / "examples",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr[-3000:]
