"""The tutorial of the coach runs, shows what it says it shows, and holds the cell that is inserted today."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from nbcoach.notebook import read_notebook
from nbcoach.tracking import tracking_cell, tracking_cells

TUTORIAL = Path(__file__).parents[2] / "notebooks" / "tutorials" / "coach_in_the_notebook.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A project of its own with the tutorial, executed."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / ".git").mkdir()
    notebook = nbformat.read(shutil.copy(TUTORIAL, folder), as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID"):
            patch.delenv(name, raising=False)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.write(notebook, folder / "executed.ipynb")
    return folder


def said(folder: Path) -> list[str]:
    """What the panel said in each output that shows it, as text."""
    cells = nbformat.read(folder / "executed.ipynb", as_version=4).cells
    outputs = (output for cell in cells for output in cell.get("outputs", []))
    texts = (output.get("data", {}).get("text/plain", "") for output in outputs)
    return [text for text in texts if text.startswith("nbcoach: ")]


def test_the_tutorial_ends_with_a_recorded_run(folder):
    silent, offered, *_, recorded = said(folder)[1:]
    assert "Watching" in silent
    assert "`model` (LogisticRegression) was fitted, and nothing wrote it down" in offered
    assert "MLflow kept the run" in recorded
    with sqlite3.connect(f"file:{folder / 'mlflow.db'}?mode=ro", uri=True) as store:
        assert store.execute("select value from params where key = 'C'").fetchall() == [("0.5",)]


def test_its_tracking_cell_is_the_one_that_is_inserted_today():
    notebook = read_notebook(TUTORIAL)
    (cell,) = tracking_cells(notebook)
    assert cell.source == tracking_cell(notebook).source


def test_it_is_committed_without_outputs():
    assert not any(cell.get("outputs") for cell in nbformat.read(TUTORIAL, as_version=4).cells)
