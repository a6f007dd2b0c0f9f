"""From an unrecorded fit to a recorded run, in a real kernel with a real MLflow store."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIT = """
from sklearn.linear_model import LogisticRegression
model = LogisticRegression(C=0.5)
model.fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
"""


class Kernel:
    """Runs cells one after another, as a person does who reads the outputs in between."""

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    def run(self, source: str) -> str:
        """What the cell wrote to standard output."""
        cell = nbformat.v4.new_code_cell(source)
        self._client.nb.cells.append(cell)
        self._client.execute_cell(cell, len(self._client.nb.cells) - 1)
        return "".join(each.text for each in cell.outputs if each.get("name") == "stdout")

    def said(self) -> str:
        return self.run("print(panel.view['title'], panel.view['text'], sep=': ')")


@pytest.fixture
def kernel(tmp_path, monkeypatch) -> Iterator[Kernel]:
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID"):
        monkeypatch.delenv(name, raising=False)
    client = NotebookClient(
        nbformat.v4.new_notebook(), timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    with client.setup_kernel():
        yield Kernel(client)


def recorded(store: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "select r.run_uuid, p.value from runs r join params p using (run_uuid) where p.key = 'C'"
        )
        return rows.fetchall()


def test_the_inserted_cell_makes_the_next_fit_a_run_that_can_be_opened(kernel, tmp_path):
    kernel.run("import nbcoach\npanel = nbcoach.coach()")
    kernel.run(FIT)
    assert kernel.said().startswith("Keep what this fit found: `model` (LogisticRegression) was fitted")

    kernel.run(kernel.run("print(panel.view['code'])"))
    assert kernel.said().startswith("Tracking is on")

    kernel.run(FIT)
    assert kernel.said().startswith("Recorded: `model` (LogisticRegression) was fitted, and MLflow kept the run")
    ((run, c),) = recorded(tmp_path / "mlflow.db")
    assert c == "0.5"
    assert kernel.run("print(dict(panel.view['facts'])['Run'])").strip() == run
    store = f"sqlite:///{(tmp_path / 'mlflow.db').resolve().as_posix()}"
    assert kernel.run("print(panel.view['command'])").strip() == f"mlflow ui --backend-store-uri {store}"

    kernel.run("mlflow_off = __import__('mlflow').autolog(disable=True)")
    kernel.run(FIT)
    assert kernel.said().startswith("This fit left no run")

    kernel.run("import mlflow\nwith mlflow.start_run(run_name='by hand'):\n    model.fit([[0.0], [1.0]], [0, 1])")
    assert "“by hand”" in kernel.said()

    kernel.run("again = nbcoach.coach()")
    assert kernel.said().startswith("Tracking is on")
