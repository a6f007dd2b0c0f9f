"""Real runs: kernels are started, an MLflow store is written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.errors import BadCallError, MissingExtraError
from nbcoach.pipeline import StepFailedError, export, run
from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.lock import only_run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("mlflow_store")

SAY = "from pathlib import Path\nimport os\n"


@pytest.fixture
def pipe(write_notebook, tmp_path: Path):
    """Exports cells as a pipeline in `tmp_path/pipe`; the notebook stands in `tmp_path/work`."""

    def make(*cells: Any, metadata: dict[str, Any] | None = None) -> Path:
        source = write_notebook(*cells, name="work/train.ipynb", metadata=metadata)
        return export(source, tmp_path / "pipe").folder

    return make


def only(runs: Path) -> Path:
    (folder,) = (path for path in runs.iterdir() if path.is_dir())
    return folder


def said(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "run.json").read_text())


def texts(notebook: Path) -> str:
    cells = json.loads(notebook.read_text())["cells"]
    return "".join("".join(out.get("text", "")) for cell in cells for out in cell.get("outputs", ()))


def mlflow_runs(store: str) -> dict[str, Any]:
    """The runs of a store by name; the nested ones, which have names of MLflow's own, by `nested`."""
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds

    client = MlflowClient(store)
    experiments = [each.experiment_id for each in client.search_experiments()]
    runs = client.search_runs(experiments)
    return {"nested" if "mlflow.parentRunId" in each.data.tags else each.info.run_name: each for each in runs}


def under(store: str, parent: str) -> list[Any]:
    """The runs that are nested in a run."""
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds

    client = MlflowClient(store)
    experiments = [each.experiment_id for each in client.search_experiments()]
    return list(client.search_runs(experiments, f"tags.`mlflow.parentRunId` = '{parent}'"))


def test_a_run_uses_its_values_and_the_notebooks_folder_and_is_recorded(
    pipe, tmp_path: Path, mlflow_store: str
) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds

    (tmp_path / "work").mkdir()
    (tmp_path / "work/helper.py").write_text("WORD = 'helped'")
    (tmp_path / "work/data.txt").write_text("local data")
    folder = pipe(
        "import json, os\nimport helper\nalpha = 0.1\nname = 'a'\nratio = alpha * 2",
        "print(ratio, repr(name), helper.WORD, open('data.txt').read())",
        "with open('metrics.json', 'w') as f:\n    json.dump({'auc': ratio, 'b': True, 'by': {'a': 1}, 'note': ''}, f)",
        "import mlflow\nmlflow.log_metric('loss', ratio)",
    )
    events = []
    result = run(folder, {"alpha": "0.25", "name": "007"}, on_event=events.append)
    (notebook,) = result.notebooks
    assert notebook.parent.parent == folder / "runs"
    assert "0.5 '007' helped local data" in texts(notebook)
    assert [(event.cell, event.cells) for event in events] == [(index, 6) for index in range(1, 7)]

    record = said(result.folder)
    assert record["status"] == "finished"
    assert record["parameters"] == {"alpha": 0.25, "name": "007"}
    assert record["metrics"] == {"auc": 0.5, "by/a": 1.0}
    assert record["source"]["sha256"] == sha256((tmp_path / "work/train.ipynb").read_bytes())
    assert record["notes"] == []

    runs = mlflow_runs(mlflow_store)
    parent, nested = runs[f"train {record['run']}"], runs["nested"]
    assert parent.info.run_id == record["mlflow"]["run_id"]
    assert parent.info.status == nested.info.status == "FINISHED"
    assert parent.data.params == {"alpha": "0.25", "name": "007"}
    assert parent.data.metrics == record["metrics"]
    assert nested.data.metrics == {"loss": 0.5, **record["metrics"]}
    assert nested.data.tags["mlflow.parentRunId"] == parent.info.run_id
    tags = parent.data.tags
    assert (tags["nbcoach.pipeline"], tags["nbcoach.engine"]) == ("train", "papermill")
    assert tags["nbcoach.source.sha256"] == record["source"]["sha256"]
    assert tags["nbcoach.pipeline.version"] == record["fingerprint"][:12]
    artifacts = MlflowClient(mlflow_store).list_artifacts(parent.info.run_id, "notebooks")
    assert [each.path for each in artifacts] == ["notebooks/10_train.ipynb"]


def test_a_run_without_values_gives_what_the_notebook_gives(pipe) -> None:
    folder = pipe("seed = 3\nimport random", "random.seed(seed)\nprint(random.random())")
    assert "0.23796462709189137" in texts(run(folder).notebooks[0])


def test_a_failing_cell_leaves_the_partial_notebook_and_is_named(pipe, mlflow_store: str) -> None:
    folder = pipe("limit = 2\nprint('begun')", "x = 1\n\nassert x > limit, 'too\\nsmall'", "print('never')")
    with pytest.raises(StepFailedError) as caught:
        run(folder)
    error, done = caught.value, only(folder / "runs")
    assert error.exit_code == 1
    assert error.message == (
        "Step train failed in cell 2, line 3 (`assert x > limit, 'too\\nsmall'`): AssertionError: too small"
    )
    assert error.output == done / "10_train.ipynb"
    assert texts(error.output) == "begun\n"
    statuses = [cell["metadata"]["papermill"]["status"] for cell in json.loads(error.output.read_text())["cells"][-2:]]
    assert statuses == ["failed", "pending"]
    record = said(done)
    assert record["status"] == record["steps"][0]["status"] == "failed"
    assert record["steps"][0]["failure"]["source_cell"] == 1
    assert mlflow_runs(mlflow_store)[f"train {record['run']}"].info.status == "FAILED"


def test_a_missing_data_file_is_a_failing_step(pipe) -> None:
    folder = pipe("path = 'data/none.csv'", "open(path)")
    with pytest.raises(StepFailedError, match=r"in cell 2, line 1 .*FileNotFoundError: .*data/none\.csv"):
        run(folder)


def test_a_cell_that_does_not_parse_is_a_failing_step(pipe) -> None:
    with pytest.raises(StepFailedError, match=r"in cell 1, line 2 .*SyntaxError"):
        run(pipe("x = 1\nprint(x"))


def test_a_kernel_that_dies_is_a_failing_step_and_its_runs_are_closed(pipe, mlflow_store: str) -> None:
    folder = pipe("print('begun')", "import os, mlflow\nmlflow.start_run()\nos._exit(3)", "print('never')")
    with pytest.raises(StepFailedError, match="in cell 2: DeadKernelError"):
        run(folder)
    done = only(folder / "runs")
    assert texts(done / "10_train.ipynb") == "begun\n"
    step = said(done)["mlflow"]["steps"]["train"]
    (own,) = under(mlflow_store, step)
    assert own.info.status == "KILLED"
    assert [each.info.status for each in under(mlflow_store, said(done)["mlflow"]["run_id"])] == ["FAILED"]


def test_a_cell_that_may_raise_does_not_fail_the_step(pipe) -> None:
    result = run(pipe(("1 / 0", ["raises-exception"]), "print('went on')"))
    assert "went on" in texts(result.notebooks[0])
    assert "papermill-error" not in result.notebooks[0].read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_a_signal_ends_the_kernel_and_leaves_a_clear_state(pipe, tmp_path: Path, number: signal.Signals) -> None:
    folder = pipe(f"{SAY}print('begun')\nPath('pid').write_text(str(os.getpid()))\nimport time\ntime.sleep(120)")
    code = (
        "import sys, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from nbcoach.pipeline import run, RunStoppedError\n"
        f"try:\n    run({str(folder)!r})\nexcept RunStoppedError as error:\n    sys.exit(error.exit_code)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    pid = tmp_path / "work/pid"
    wait_for(lambda: pid.exists() and pid.read_text(), process)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number, errors
    assert "Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    done = only(folder / "runs")
    assert said(done)["status"] == "stopped"
    assert said(done)["ended"]
    assert texts(done / "10_train.ipynb") == "begun\n"
    assert sorted(path.name for path in done.iterdir()) in (
        ["10_train.ipynb", "run.json"],
        ["10_train.ipynb", "kernel.log", "run.json"],
    )


def wait_for(done: Any, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 90
    while not done():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.2)


def test_cwd_names_another_folder(pipe, tmp_path: Path) -> None:
    folder = pipe(f"{SAY}print(os.getcwd())")
    (tmp_path / "elsewhere").mkdir()
    assert texts(run(folder, cwd=tmp_path / "elsewhere").notebooks[0]).strip() == str(tmp_path / "elsewhere")


def test_a_run_in_another_thread_works(pipe) -> None:
    folder, results = pipe("epochs = 1\nprint(epochs)"), []
    thread = threading.Thread(target=lambda: results.append(run(folder, {"epochs": 5})))
    thread.start()
    thread.join()
    assert texts(results[0].notebooks[0]) == "5\n"


def test_braces_in_paths_are_no_templates(pipe, tmp_path: Path) -> None:
    folder = pipe("print('ok')")
    moved = folder.rename(tmp_path / "{alpha}")
    assert texts(run(moved).notebooks[0]) == "ok\n"


def test_without_mlflow_a_run_works_and_says_so(pipe, monkeypatch) -> None:
    folder = pipe("print('ok')")
    monkeypatch.setitem(sys.modules, "mlflow", None)
    result = run(folder)
    assert texts(result.notebooks[0]) == "ok\n"
    assert result.record.mlflow is None
    assert "mlflow, which is not installed" in result.record.notes[0]
    assert 'pip install "nbcoach[pipelines]"' in result.record.notes[0]


def test_a_broken_store_does_not_stop_a_run(pipe, tmp_path: Path, monkeypatch) -> None:
    folder = pipe("print('ok')")
    (tmp_path / "broken.db").write_text("no database")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/broken.db")
    result = run(folder)
    assert result.record.mlflow is None
    assert result.record.notes[0].startswith("Nothing was recorded")


def test_a_store_outside_the_environment_is_made_beside_the_notebooks(
    pipe, tmp_path: Path, monkeypatch, made_store
) -> None:
    folder = pipe("import os\nprint(os.environ['MLFLOW_TRACKING_URI'])")
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    (tmp_path / "work/mlflow.db").write_bytes(made_store.read_bytes())
    result = run(folder)
    address = f"sqlite:///{tmp_path}/work/mlflow.db"
    assert result.record.mlflow.tracking_uri == texts(result.notebooks[0]).strip() == address
    assert (tmp_path / "work/mlruns/train").is_dir()


def test_a_changed_source_is_noted(pipe, tmp_path: Path) -> None:
    folder = pipe("print('ok')")
    (tmp_path / "work/train.ipynb").write_text("{}")
    assert run(folder).record.notes == ("The source notebook has changed since it was exported.",)


def test_old_metrics_are_not_taken_for_new_ones(pipe, tmp_path: Path) -> None:
    folder = pipe("print('ok')")
    (tmp_path / "work/metrics.json").write_text('{"auc": 1}')
    assert run(folder).record.metrics == {}


class TestNothingStarts:
    """A wrong call is refused before there is a run."""

    @pytest.fixture(autouse=True)
    def no_run(self, tmp_path: Path):
        yield
        runs = tmp_path / "pipe/runs"
        assert not runs.exists() or not [path for path in runs.iterdir() if path.is_dir()]

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"epoch": "1"}, "Parameter epoch is unknown. Did you mean epochs?"),
            ({"epochs": "many"}, 'Parameter epochs is "many", and has to be a whole number.'),
            ({"epochs": "-1"}, "Parameter epochs is -1, and has to be at least 0."),
            ({"epochs": 1.5}, "Parameter epochs is 1.5, and has to be a whole number."),
        ],
    )
    def test_wrong_parameters(self, pipe, values: dict[str, Any], message: str) -> None:
        with pytest.raises(BadCallError) as caught:
            run(pipe("epochs = 1\nprint(epochs)"), values)
        assert str(caught.value).startswith(message)

    def test_a_missing_kernel(self, pipe) -> None:
        metadata = {"kernelspec": {"name": "moon", "display_name": "Moon", "language": "python"}}
        with pytest.raises(BadCallError, match=r"kernel moon is not installed \(installed: .*python3"):
            run(pipe("print(1)", metadata=metadata))

    def test_a_missing_papermill(self, pipe, monkeypatch) -> None:
        monkeypatch.setitem(sys.modules, "papermill", None)
        with pytest.raises(MissingExtraError, match=r"papermill.*nbcoach\[pipelines\]"):
            run(pipe("print(1)"))

    def test_a_missing_folder_to_run_in(self, pipe, tmp_path: Path) -> None:
        folder = pipe("print(1)")
        with pytest.raises(BadCallError, match="is not there"):
            run(folder, cwd=tmp_path / "none")

    def test_a_missing_step(self, pipe) -> None:
        folder = pipe("print(1)")
        (folder / "steps/10_train.ipynb").unlink()
        with pytest.raises(BadCallError, match="Step train has no notebook"):
            run(folder)

    def test_a_second_run_at_once(self, pipe) -> None:
        folder = pipe("print(1)")
        (folder / "runs").mkdir()
        with only_run(folder / "runs"), pytest.raises(BadCallError, match="Another run of this pipeline is going on"):
            run(folder)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a: [", "is no YAML"),
            ("just text", "is not what it should be"),
            ("version: 2", "is of version 2"),
            ("version: 1\nname: x", "is not what it should be"),
        ],
    )
    def test_a_pipeline_yaml_that_is_none(self, pipe, text: str, message: str) -> None:
        folder = pipe("print(1)")
        (folder / "pipeline.yaml").write_text(text)
        with pytest.raises(BadCallError, match=message):
            run(folder)

    def test_a_folder_that_is_no_pipeline(self, tmp_path: Path) -> None:
        with pytest.raises(BadCallError, match=r"is no pipeline: it holds no pipeline\.yaml"):
            run(tmp_path)
