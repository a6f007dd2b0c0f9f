"""An instrumented notebook, run from top to bottom by papermill in a real kernel with a real store."""

from __future__ import annotations

import json
import shutil
import sqlite3

import papermill
import pytest

from nbcoach import offers, tracking
from nbcoach.checking.contract import Offer
from nbcoach.notebook import read_notebook
from nbcoach.notebook.write import write_edits

NOTEBOOK = """
# %%
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.tree import DecisionTreeClassifier
# %%
df = pd.read_csv("../data/flowers.csv")
# %%
train, test = df[::2], df[1::2]
model = DecisionTreeClassifier(max_depth=2, random_state=0)
model.fit(train[["length"]], train["kind"])
# %%
test_lengths = test[["length"]]
found = model.predict(test_lengths)
accuracy_score(test["kind"], found)
"""


@pytest.fixture
def project(tmp_path, made_store, percent_file, monkeypatch):
    """A project with data and a notebook in folders of their own, and an empty store at its top."""
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_CONTEXT"):
        monkeypatch.delenv(name, raising=False)
    shutil.copy(made_store, tmp_path / "mlflow.db")
    (tmp_path / "data").mkdir()
    rows = "".join(f"{length / 10},{'long' if length > 20 else 'short'}\n" for length in range(40))
    (tmp_path / "data" / "flowers.csv").write_text(f"length,kind\n{rows}")
    percent_file("notebooks/flowers.ipynb", NOTEBOOK)
    return tmp_path


def asked(project, query):
    with sqlite3.connect(f"file:{project / 'mlflow.db'}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def run(path):
    done = path.with_name("done.ipynb")
    papermill.execute_notebook(str(path), str(done), cwd=str(path.parent), kernel_name="python3", progress_bar=False)
    return json.loads(done.read_text())


def test_a_run_holds_data_parameters_measures_and_the_model(project):
    path = project / "notebooks" / "flowers.ipynb"
    tracking.track(path, write=True)
    notebook = read_notebook(path)
    (read,) = notebook.calls_to("pandas.read_csv")
    place = {"cell": read.cell.index, "line": read.span.line, "column": read.span.column}
    write_edits(path, offers.resolve(notebook, Offer("log-input", place)))

    run(path)

    ((name, folder),) = asked(project, "select name, artifact_location from experiments where name != 'Default'")
    assert (name, folder) == ("flowers", (project / "mlruns").as_uri())
    assert asked(project, "select status from runs") == [("FINISHED",)]
    assert ("max_depth", "2") in asked(project, "select key, value from params")
    measures = dict(asked(project, "select key, value from metrics"))
    assert measures["training_accuracy_score"] == 1
    assert measures["accuracy_score_test_lengths"] == pytest.approx(1, abs=0.1)
    assert len(asked(project, "select model_id from logged_models")) == 1
    sources = dict(asked(project, "select name, dataset_source from datasets"))
    assert "../data/flowers.csv" in sources["flowers"]
    assert list((project / "mlruns").rglob("MLmodel"))
    assert not list((project / "notebooks").rglob("MLmodel"))
