"""What runs and registered models prove, and for how long."""

import pytest
from msgspec.structs import replace

from nbcoach.maturity import State
from nbcoach.project.mlflow_tables import ModelVersion, Run
from nbcoach.project.recorded import Recorded

DAY = 86_400_000


def state(reading):
    return reading.rung.name.lower() if reading.state is State.SEEN else reading.state.value


@pytest.fixture
def runs(folder):
    """A store with so many runs, each some days old."""

    def make(count, age=1, versions=(), **changes):
        plain = {"name": "r", "experiment": "e", "params": 2, "metrics": 1, "fitted_metrics": 0, "tags": {}}
        each = {**plain, "datasets": 0, "models": 0, **changes}
        made = [Run(id=f"{number:032x}", started=folder.NOW - age * DAY, **each) for number in range(count)]
        return Recorded("sqlite:///mlflow.db", runs=tuple(made), versions=tuple(versions))

    return make


def test_tracking_is_the_habit_where_four_fifths_of_the_code_log(folder, runs):
    for number in range(4):
        folder.write(f"tracked{number}.ipynb", folder.TRACKED)
    folder.write("loose.ipynb", folder.TRAINING)
    signal = "experiment-tracking-consistent"

    assert state(folder.read(signal)) == "wired"
    assert state(folder.read(signal, runs(3))) == "exercised"
    assert state(folder.read(signal, runs(3, age=100))) == "wired"
    assert state(folder.read(signal, runs(3, params=0))) == "wired"

    folder.write("another.ipynb", folder.TRAINING)
    reading = folder.read(signal, runs(30))
    assert (state(reading), reading.reason) == ("absent", "4 of 6 files that train log to a tracker; these do not")
    assert [place.path for place in reading.places] == ["another.ipynb", "loose.ipynb"]


def test_a_tracker_that_is_imported_and_not_called_is_no_tracking(folder):
    folder.write("a.ipynb", f"import mlflow\nimport wandb\n{folder.TRAINING}")

    assert state(folder.read("experiment-tracking-calls")) == "absent"
    assert state(folder.read("experiment-tracking-consistent")) == "absent"


def test_a_module_of_the_project_may_track_for_a_notebook(folder):
    folder.write("logbook.py", "import mlflow\ndef start():\n    mlflow.autolog()\n")
    folder.write("a.ipynb", f"import logbook\nlogbook.start()\n{folder.TRAINING}")

    assert state(folder.read("experiment-tracking-consistent")) == "wired"


def test_steps_of_a_pipeline_of_nbcoach_are_tracked_by_its_runner(folder):
    folder.write("p/pipeline.yaml", "fingerprints: {}\nsteps:\n- {name: a, notebook: steps/10_a.ipynb}\n")
    folder.write("p/steps/10_a.ipynb", folder.TRAINING)

    assert state(folder.read("experiment-tracking-consistent")) == "wired"


def test_curves_for_tensorboard_settle_nothing(folder):
    folder.write("a.ipynb", f"from tensorboardX import SummaryWriter\nSummaryWriter()\n{folder.TRAINING}")

    assert state(folder.read("experiment-tracking-consistent")) == "unknown"


def test_runs_from_notebooks_are_by_hand_and_jobs_are_not(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)
    by_hand = runs(5, tags={"mlflow.source.type": "NOTEBOOK"})
    jobs = runs(5, tags={"mlflow.source.type": "JOB"})

    by_pipeline = runs(5, tags={"mlflow.source.type": "NOTEBOOK", "nbcoach.pipeline": "churn"})

    assert state(folder.read("interactive-training-runs", by_hand)) == "exercised"
    assert state(folder.read("interactive-training-runs", by_pipeline)) == "absent"
    assert state(folder.read("interactive-training-runs", jobs)) == "absent"
    assert state(folder.read("unattended-training-runs", by_hand)) == "absent"
    assert state(folder.read("unattended-training-runs", jobs)) == "exercised"
    assert state(folder.read("unattended-training-runs", runs(2, tags={"mlflow.source.type": "JOB"}))) == "absent"


@pytest.mark.parametrize(
    "signal", ["unattended-training-runs", "run-linked-to-data", "retraining-history", "registry-version-metadata"]
)
def test_without_a_store_nothing_is_known_of_runs(folder, signal):
    folder.write("train.ipynb", folder.TRAINING)

    reading = folder.read(signal)

    assert (state(reading), reading.reason) == ("unknown", "there is no store")
    assert reading.cure


def test_a_run_is_linked_to_data_by_its_inputs(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)

    assert state(folder.read("run-linked-to-data", runs(1, datasets=1))) == "exercised"
    assert state(folder.read("run-linked-to-data", runs(1))) == "absent"
    assert state(folder.read("run-linked-to-data", runs(1, datasets=None))) == "unknown"
    assert state(folder.read("run-linked-to-data", runs(1, age=100, datasets=1))) == "absent"


def test_code_that_records_its_data_counts_where_most_of_it_does(folder):
    folder.write("a.ipynb", f"import mlflow\nmlflow.log_input(d)\n{folder.TRAINING}")
    assert state(folder.read("run-linked-to-data")) == "wired"

    folder.write("b.ipynb", folder.TRAINING)
    assert state(folder.read("run-linked-to-data")) == "unknown"


def version(folder, number, age, run="", name="churn", status="READY", aliases=(), stage="None"):
    return ModelVersion(name, number, status, stage, folder.NOW - age * DAY, run or f"{number:032x}", aliases)


def test_a_registry_is_used_when_it_holds_a_ready_version_or_code_fills_it(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)
    assert state(folder.read("model-registry-used")) == "unknown"
    assert state(folder.read("model-registry-used", runs(1, versions=[version(folder, 1, 1)]))) == "exercised"
    pending = runs(1, versions=[version(folder, 1, 1, status="PENDING_REGISTRATION")])
    assert state(folder.read("model-registry-used", pending)) == "unknown"

    code = f"import mlflow\nmlflow.sklearn.log_model(m, registered_model_name='churn')\n{folder.TRAINING}"
    assert state(folder.write("train.ipynb", code).read("model-registry-used")) == "wired"


def test_a_version_should_lead_to_data_parameters_and_metrics(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)
    own = [version(folder, 1, 1, run=f"{0:032x}")]
    signal = "registry-version-metadata"

    assert state(folder.read(signal, runs(1, versions=own, datasets=1))) == "exercised"
    reading = folder.read(signal, runs(1, versions=own, metrics=0))
    assert (state(reading), reading.reason) == ("absent", "version 1 of churn leads to no data and no metrics")
    assert state(folder.read(signal, runs(0, versions=own))) == "absent"
    assert state(folder.read(signal, runs(1, versions=own, datasets=None))) == "unknown"
    nested = replace(runs(1, versions=[version(folder, 1, 1, run="inner")], datasets=1), parents={"inner": f"{0:032x}"})
    assert state(folder.read(signal, nested)) == "exercised"
    assert state(folder.read(signal, replace(runs(0, versions=own), is_cut=True))) == "unknown"
    assert state(folder.read(signal, runs(1))) == "absent"


def test_retraining_shows_in_versions_over_weeks(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)
    weekly = [version(folder, number, 30 - 7 * number) for number in range(1, 4)]
    at_once = [version(folder, number, 1) for number in range(1, 4)]
    long_ago = [version(folder, number, 300 - 7 * number) for number in range(1, 4)]

    assert state(folder.read("retraining-history", runs(1, versions=weekly))) == "exercised"
    assert state(folder.read("retraining-history", runs(1, versions=at_once))) == "absent"
    assert state(folder.read("retraining-history", runs(1, versions=long_ago))) == "absent"


def test_a_marked_version_shows_that_a_model_is_served(folder, runs):
    folder.write("train.ipynb", folder.TRAINING)
    marked = runs(1, versions=[version(folder, 1, 1, aliases=("champion",))])
    staged = runs(1, versions=[version(folder, 1, 1, stage="Production")])
    bare = runs(1, versions=[version(folder, 1, 1)])

    assert [state(folder.read("model-served", each)) for each in (marked, staged, bare)] == [
        "configured", "configured", "unknown",
    ]  # fmt: skip


def test_results_in_files_are_seen_by_their_columns(folder):
    folder.write("train.ipynb", folder.TRAINING).write("results_final.csv", "model,Accuracy,f1\na,1,1\n")
    assert state(folder.read("experiments-tracked-by-hand")) == "wired"

    folder.write("results_final.csv", "city,temperature\n")
    assert state(folder.read("experiments-tracked-by-hand")) == "unknown"
