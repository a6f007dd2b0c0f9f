"""Signals of experiment tracking: is it called, everywhere, and do runs arrive?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place, Reading, Rung, absent, seen, unknown
from nbcoach.maturity.probes.by_call import by_call, calls

if TYPE_CHECKING:
    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.source import Source
    from nbcoach.project.mlflow_tables import Run

DAY = 86_400_000
RECENT = 90 * DAY
MOST = 0.8
"""The share from which on something is the habit and not the exception."""
A_FEW = 3
LOOK = "Look at the places beside it."


def experiment_tracking_calls(scene: Scene) -> Reading:
    name = "experiment-tracking-calls"
    places = [source.call(site) for source in scene.sources for site in source.tracking]
    boards = [source.call(site) for source in scene.main for site in source.boards]
    if places:
        return seen(name, Rung.WIRED, "code logs to a tracker", places)
    if boards:
        return unknown(name, "code logs to TensorBoard alone", LOOK, boards)
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, "no call of an experiment tracker")


def experiment_tracking_consistent(scene: Scene) -> Reading:
    name = "experiment-tracking-consistent"
    training = scene.training
    if not training:
        return unknown(name, "no training code was found")
    tracked = [source for source in training if _is_tracked(scene, source)]
    boards = [source for source in training if source not in tracked and source.boards]
    share = f"{len(tracked)} of {len(training)} files that train log to a tracker"
    if len(tracked) >= MOST * len(training):
        return _with_runs(scene, seen(name, Rung.WIRED, share, map(_tracking_place, tracked)))
    loose = [source.whole("trains and logs nothing") for source in training if source not in (*tracked, *boards)]
    if len(tracked) + len(boards) >= MOST * len(training):
        return unknown(name, f"{share}, {len(boards)} more to TensorBoard alone", LOOK, loose)
    if scene.blind_spot:
        return unknown(name, f"{share}, but {scene.blind_spot}", "Make all code readable.", loose)
    return absent(name, f"{share}; these do not", loose)


def _is_tracked(scene: Scene, source: Source) -> bool:
    """Calls a tracker itself, imports a module of the project that does, or is run by a runner that does."""
    if source.tracking or source.path in scene.recorded_steps:
        return True
    modules = {site.binding.text.partition(".")[0] for site in source.notebook.import_sites}
    own = {each.path.rpartition("/")[2].removesuffix(".py") for each in scene.scripts if each.tracking}
    return bool(modules & own)


def _tracking_place(source: Source) -> Place:
    if source.tracking:
        return source.call(source.tracking[0])
    return source.whole("is tracked by the module that it imports, or by the pipeline that runs it")


def _with_runs(scene: Scene, reading: Reading) -> Reading:
    """The reading, on the highest rung where the store shows that runs arrive complete."""
    runs = recent(scene)
    complete = [run for run in runs if run.params and (run.metrics or run.fitted_metrics)]
    if reading.rung is not Rung.WIRED or len(complete) < A_FEW or len(complete) < MOST * len(runs):
        return reading
    places = [*reading.places, *map(run_place, complete)]
    reason = f"{reading.reason}; {len(complete)} complete runs in the last 90 days"
    return seen(reading.signal, Rung.EXERCISED, reason, places)


def recent(scene: Scene) -> list[Run]:
    """The runs of the last 90 days, latest first."""
    return [run for run in scene.recorded.runs if scene.now - run.started <= RECENT]


def run_place(run: Run) -> Place:
    """A run as a place."""
    metrics = run.metrics + run.fitted_metrics
    return Place(f"run {run.name or run.id[:8]}: {run.params} parameters, {metrics} metrics", run=run.id)


def interactive_training_runs(scene: Scene) -> Reading:
    name = "interactive-training-runs"
    last = scene.recorded.runs[:50]
    by_hand = [run for run in last if _is_from_notebook(run)]
    if last and len(by_hand) >= MOST * len(last):
        reason = f"{len(by_hand)} of the last {len(last)} runs came from a notebook that was run by hand"
        return seen(name, Rung.EXERCISED, reason, map(run_place, by_hand))
    saved = [source for source in scene.training if not source.is_script and _was_run_by_hand(source)]
    if saved:
        places = [source.call(source.training[0].site, "was run by hand:") for source in saved]
        return seen(name, Rung.WIRED, "notebooks that train were saved after a run by hand", places)
    return _without_runs(scene, name, "the runs in the MLflow store were not started by hand")


def _is_from_notebook(run: Run) -> bool:
    if "nbcoach.pipeline" in run.tags:
        return False
    source = run.tags.get("mlflow.source.name", "")
    return run.tags.get("mlflow.source.type") == "NOTEBOOK" or source.endswith("ipykernel_launcher.py")


def _was_run_by_hand(source: Source) -> bool:
    cells = {each.site.cell.index for each in source.training}
    counts = [cell.execution_count for cell in source.notebook.code if cell.index in cells]
    return not source.is_saved_run and any(count is not None for count in counts)


def unattended_training_runs(scene: Scene) -> Reading:
    name = "unattended-training-runs"
    runs = [run for run in recent(scene) if _is_unattended(run)]
    if len(runs) >= A_FEW:
        return seen(name, Rung.EXERCISED, f"{len(runs)} runs were started by a machine", map(run_place, runs))
    return _without_runs(scene, name, "no run in the MLflow store was started by a machine")


def _is_unattended(run: Run) -> bool:
    by_machine = run.tags.get("mlflow.source.type") in {"JOB", "PROJECT"}
    return by_machine or "mlflow.databricks.jobID" in run.tags or "mlflow.project.entryPoint" in run.tags


def _without_runs(scene: Scene, name: str, not_found: str) -> Reading:
    recorded = scene.recorded
    if recorded.problem:
        return unknown(name, recorded.problem, store_cure(scene))
    if not recorded.runs:
        return unknown(name, "the MLflow store holds no finished run", "Run a notebook that tracks.")
    return absent(name, not_found)


def store_cure(scene: Scene) -> str:
    """How to let the assessment see runs."""
    if scene.recorded.is_missing:
        return "Run a notebook that tracks: nbcoach track NOTEBOOK --write"
    return "Point MLFLOW_TRACKING_URI to a SQLite store that can be read."


def run_linked_to_data(scene: Scene) -> Reading:
    name = "run-linked-to-data"
    linked = [run for run in recent(scene) if run.datasets]
    if linked:
        reason = f"{len(linked)} runs of the last 90 days name their data"
        return seen(name, Rung.EXERCISED, reason, map(run_place, linked))
    places = [*calls(scene, name), *_locked_inputs(scene)]
    recording = {place.path for place in places}
    if places and sum(source.path not in recording for source in scene.training) > (1 - MOST) * len(scene.training):
        return unknown(
            name, "only some of the code that trains records its data", "Look at the places beside it.", places
        )
    if places:
        return seen(name, Rung.WIRED, "code records the data it reads", places)
    if any(run.datasets is None for run in scene.recorded.runs):
        return unknown(name, "the MLflow store is of a version that records no data", store_cure(scene))
    return _without_runs(scene, name, "no run in the MLflow store names its data")


def _locked_inputs(scene: Scene) -> list[Place]:
    return [Place("locks inputs", path) for path in scene.named(r"dvc\.lock") if "deps:" in scene.text(path)]


METRIC_COLUMNS = frozenset(
    {"accuracy", "acc", "f1", "auc", "roc_auc", "precision", "recall", "rmse", "mae", "mse", "r2"}
)


def experiments_tracked_by_hand(scene: Scene) -> Reading:
    name = "experiments-tracked-by-hand"
    tables = scene.named(r"(?i:(results?|scores?|experiments?)[\w.\-]*\.csv)")
    places = [Place("keeps results in a file", path) for path in tables if _has_metrics(scene.text(path))]
    if places:
        return seen(name, Rung.WIRED, "results are kept in files", places)
    return absent(name, "no table of results among the files")


def _has_metrics(text: str) -> bool:
    header = text.partition("\n")[0].lower()
    return bool({column.strip().strip('"') for column in header.split(",")} & METRIC_COLUMNS)


def hyperparameter_optimisation(scene: Scene) -> Reading:
    name = "hyperparameter-optimisation"
    return by_call(scene, name, "a tool searches for hyper-parameters", "no tool that searches for hyper-parameters")


SIGNALS = (
    experiment_tracking_calls,
    experiment_tracking_consistent,
    interactive_training_runs,
    unattended_training_runs,
    run_linked_to_data,
    experiments_tracked_by_hand,
    hyperparameter_optimisation,
)
