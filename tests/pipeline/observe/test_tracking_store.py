"""Trial runs of a notebook leave the user's MLflow store alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from nbcoach.pipeline.observe import copied
from nbcoach.pipeline.observe.tracking_store import VARIABLE, own_store, without_server


def make_store(path, artifacts):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE experiments (artifact_location TEXT)")
        connection.execute("CREATE TABLE runs (artifact_uri TEXT)")
        connection.executemany("INSERT INTO experiments VALUES (?)", [(each,) for each in artifacts])
        connection.executemany("INSERT INTO runs VALUES (?)", [(f"{each}/r1",) for each in artifacts])


def places(path):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT artifact_location FROM experiments UNION SELECT artifact_uri FROM runs")
        return {row[0] for row in rows}


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "my project"
    folder.mkdir()
    return folder


def test_a_copied_store_keeps_its_artifacts_in_the_copy(project):
    quoted = project.as_posix().replace(" ", "%20")
    artifacts = [f"{project}/mlruns/1", f"file://{quoted}/mlruns/2", "s3://bucket/3"]
    make_store(project / "mlflow.db", artifacts)

    with copied(project) as copy:
        own_store({}, copy)

        found = places(copy.root / "mlflow.db")
        assert f"{copy.root}/mlruns/1" in found
        assert "file://" + copy.root.as_posix().replace(" ", "%20") + "/mlruns/2/r1" in found
        assert "s3://bucket/3" in found
        assert not any(str(project) in each.replace(str(copy.root), "") for each in found)
    assert places(project / "mlflow.db") == {*artifacts, *(f"{each}/r1" for each in artifacts)}


def test_a_store_that_the_environment_names_is_led_into_the_copy(project, tmp_path):
    with copied(project) as copy:
        inside = own_store({VARIABLE: f"sqlite:///{project}/mlflow.db"}, copy)
        outside = own_store({VARIABLE: f"sqlite:///{tmp_path}/other.db"}, copy)
        folder = own_store({VARIABLE: "./mlruns"}, copy)

        assert inside[VARIABLE] == f"sqlite:///{copy.root}/mlflow.db"
        assert outside[VARIABLE] == folder[VARIABLE] == f"sqlite:///{copy.home}/mlflow.db"


@pytest.mark.parametrize("store", ["", "http://tracking:5000", "databricks://team"])
def test_a_server_is_left_as_it_is(project, store):
    environment = {VARIABLE: store} if store else {"A": "b"}
    with copied(project) as copy:
        assert own_store(environment, copy) == environment


def test_a_file_that_is_no_store_is_left_as_it_is(project):
    (project / "mlflow.db").write_bytes(b"no database at all")
    with copied(project) as copy:
        own_store({}, copy)
        assert (copy.root / "mlflow.db").read_bytes() == b"no database at all"


RECORDING = """import mlflow
import mlflow.sklearn  # flavour
mlflow.set_experiment("x")
mlflow.sklearn.autolog()
with mlflow.start_run() as run:
    mlflow.log_param("a", 1)
    mlflow.sklearn.log_model(model, "m")"""
SERVER = "http://tracking:5000"


@pytest.mark.parametrize("store", [SERVER, "https://me:secret@host/api", "databricks://team"])
def test_a_server_hears_nothing_of_trials_of_a_notebook_that_only_records(project, store):
    environment = without_server({VARIABLE: store, "A": "b"}, [RECORDING, "mlflow.end_run()"])
    with copied(project) as copy:
        assert own_store(environment, copy) == {"A": "b", VARIABLE: f"sqlite:///{copy.home}/mlflow.db"}


@pytest.mark.parametrize(
    "cell",
    [
        "model = mlflow.sklearn.load_model('models:/m/1')",
        "pd.read_csv(mlflow.artifacts.download_artifacts(a))",
        "runs = mlflow.search_runs()",
        "client = MlflowClient()",
        "from mlflow import log_metric",
        "import mlflow as m",
        "record = mlflow.log_metric",
        "uri = 'runs:/1/model'",
    ],
)
def test_a_server_from_which_a_notebook_may_read_is_left_as_it_is(cell):
    assert without_server({VARIABLE: SERVER}, [RECORDING, cell]) == {VARIABLE: SERVER}


def test_what_is_no_server_and_what_does_not_use_mlflow_stay_as_they_are():
    for store in ("sqlite:///a.db", "mlruns", "file:///tmp/x", ""):
        assert without_server({VARIABLE: store}, [RECORDING]) == {VARIABLE: store}
    assert without_server({VARIABLE: SERVER}, ["import helper"]) == {VARIABLE: SERVER}
    assert without_server({}, [RECORDING]) == {}
