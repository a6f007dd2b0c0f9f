"""How an MLflow store comes into being, and how it is read without being touched."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from repositories import listing

from nbcoach.errors import BadCallError
from nbcoach.project.recorded import look_into
from nbcoach.project.store import ensure_store, sqlite_address

RUNS = """
import sys, warnings
warnings.simplefilter("ignore")
import mlflow
mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("churn")
for number in range(3):
    with mlflow.start_run(run_name=f"run-{number}"):
        mlflow.log_param("depth", number)
        mlflow.log_metric("f1", 0.5 + number / 10)
        mlflow.log_metric("training_score", 0.9)
        with mlflow.start_run(nested=True):
            mlflow.log_param("child", 1)
            mlflow.set_tag("nbcoach.pipeline", "p")
with mlflow.start_run() as run:
    import pandas
    mlflow.log_input(mlflow.data.from_pandas(pandas.DataFrame({"a": [1, 2]}), source="a.csv"), context="training")
client = mlflow.MlflowClient()
client.create_registered_model("churn-model")
version = client.create_model_version("churn-model", "runs:/x/model", run.info.run_id)
client.set_registered_model_alias("churn-model", "champion", version.version)
mlflow.genai.register_prompt("greeting", "Hello {{name}}")
failed = mlflow.start_run()
mlflow.end_run("FAILED")
"""


def in_new_process(code, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MLFLOW_DISABLE_TELEMETRY": "true"}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def used_store(made_store, tmp_path_factory):
    """A store that a real MLflow has written runs and models to."""
    file = tmp_path_factory.mktemp("used") / "mlflow.db"
    shutil.copy(made_store, file)
    in_new_process(RUNS, sqlite_address(file))
    return file


def read(file):
    return look_into(sqlite_address(file), file.parent)


def test_runs_and_models_are_read_as_mlflow_wrote_them(used_store):
    recorded = read(used_store)

    assert recorded.is_read
    named = {run.name: run for run in recorded.runs if run.name.startswith("run-")}
    assert sorted(named) == ["run-0", "run-1", "run-2"]
    run = named["run-1"]
    assert (run.experiment, run.metrics, run.fitted_metrics) == ("churn", 1, 1)
    assert run.params == 2, "what the nested run recorded counts"
    assert (run.datasets, run.models) == (0, 0)
    assert run.tags["mlflow.user"]
    assert len(recorded.runs) == 4, "children and failed runs are left out"
    assert sum(run.datasets or 0 for run in recorded.runs) == 1
    assert [(each.name, each.version, each.aliases) for each in recorded.versions] == [
        ("churn-model", 1, ("champion",))
    ]
    assert recorded.versions[0].run in {run.id for run in recorded.runs}


def test_reading_changes_nothing_and_makes_no_file(used_store, tmp_path):
    shutil.copy(used_store, tmp_path / "mlflow.db")
    before = listing(tmp_path)

    assert read(tmp_path / "mlflow.db").runs

    assert listing(tmp_path) == before


def test_reading_a_store_in_wal_mode_leaves_no_companion_files(used_store, tmp_path):
    file = tmp_path / "mlflow.db"
    shutil.copy(used_store, file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("pragma journal_mode=wal")
    before = listing(tmp_path)
    assert list(before) == ["mlflow.db"]

    assert len(read(file).runs) == 4

    assert listing(tmp_path) == before


def test_a_store_that_is_not_there_is_not_made(tmp_path):
    recorded = read(tmp_path / "mlflow.db")

    assert recorded.is_missing
    assert not recorded.is_read
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 200, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_store_is_unknown(tmp_path, content):
    file = tmp_path / "mlflow.db"
    file.write_bytes(content)

    recorded = read(file)

    assert recorded.problem
    assert not recorded.is_missing
    assert file.read_bytes() == content


def test_a_truncated_store_is_unknown(used_store, tmp_path):
    file = tmp_path / "mlflow.db"
    file.write_bytes(used_store.read_bytes()[: 40 * 4096])

    assert read(file).problem


def test_a_database_of_somebody_else_is_unknown(tmp_path):
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as database:
        database.execute("create table runs (id integer)")
        database.commit()

    assert "no table" in read(tmp_path / "mlflow.db").problem


def test_an_older_schema_says_what_it_can(used_store, tmp_path):
    file = tmp_path / "mlflow.db"
    shutil.copy(used_store, file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("pragma foreign_keys = off")
        for table in ("inputs", "input_tags", "logged_models", "registered_model_aliases"):
            database.execute(f"drop table {table}")
        database.execute("drop table if exists model_version_tags")
        database.execute("drop table model_versions")
        database.commit()

    recorded = read(file)

    assert len(recorded.runs) == 4
    assert {(run.datasets, run.models) for run in recorded.runs} == {(None, None)}
    assert recorded.versions is None


def test_a_hot_journal_is_not_rolled_back(used_store, tmp_path):
    """A journal left by a writer that died asks the next reader to repair the database; a look must not."""
    file = tmp_path / "mlflow.db"
    shutil.copy(used_store, file)
    code = (
        "import sqlite3, os, sys; db = sqlite3.connect(sys.argv[1]); db.execute('pragma cache_size=1');"
        "db.execute('begin immediate'); db.execute('update params set value = value || hex(zeroblob(9000))');"
        "db.execute('update runs set name = hex(zeroblob(9000))'); os._exit(0)"
    )
    in_new_process(code, str(file))
    before = listing(tmp_path)

    read(file)

    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1:9", "databricks", "postgresql://x/y", "file:///somewhere/mlruns", "sqlite:///:memory:"]
)
def test_servers_and_other_stores_are_not_asked(tmp_path, uri):
    recorded = look_into(uri, tmp_path)

    assert recorded.problem
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_made_once_and_whole(made_store, tmp_path, monkeypatch):
    made = []

    def create(draft, folder):
        made.append(draft)
        shutil.copy(made_store, draft)

    monkeypatch.setattr("nbcoach.project.store._create", create)
    address = sqlite_address(tmp_path / "new" / "mlflow.db")

    ensure_store(address)
    ensure_store(address)

    assert len(made) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mlflow.db"]
    assert read(tmp_path / "new" / "mlflow.db").is_read


def test_a_store_that_another_process_made_meanwhile_stays(made_store, tmp_path, monkeypatch):
    file = tmp_path / "mlflow.db"

    def create(draft, folder):
        shutil.copy(made_store, draft)
        file.write_bytes(made_store.read_bytes() + b"theirs")

    monkeypatch.setattr("nbcoach.project.store._create", create)

    ensure_store(sqlite_address(file))

    assert file.read_bytes().endswith(b"theirs")
    assert [path.name for path in tmp_path.iterdir()] == ["mlflow.db"]


def test_addresses_that_are_no_sqlite_files_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    for uri in ("http://127.0.0.1:9", "databricks", "file:./mlruns", "./mlruns", "sqlite:///:memory:"):
        ensure_store(uri)

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_before_mlflow_tries(tmp_path):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BadCallError, match="cannot be made"):
        ensure_store(sqlite_address(tmp_path / "file" / "mlflow.db"))


def test_two_processes_that_start_together_find_one_whole_store(tmp_path):
    code = (
        "import sys, warnings; warnings.simplefilter('ignore');"
        "from nbcoach.project.store import ensure_store; ensure_store(sys.argv[1]);"
        "import sqlite3, json; print(json.dumps(sqlite3.connect(sys.argv[2]).execute("
        "'select count(*) from experiments').fetchone()))"
    )
    file = tmp_path / "odd name #1" / "mlflow.db"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, sqlite_address(file), str(file)]
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "ab"]
    told = [process.communicate(timeout=300) for process in started]

    assert [process.returncode for process in started] == [0, 0], told
    assert [json.loads(output) for output, _ in told] == [[1], [1]]
    assert [path.name for path in file.parent.iterdir()] == ["mlflow.db"]
