"""Runs a pipeline: step after step in kernels of their own, recorded in `runs/<run>/` and in MLflow."""

from __future__ import annotations

import os
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline import engines, mlflow_record, run_record
from nbcoach.pipeline.engines import Job, Progress
from nbcoach.pipeline.errors import RunStoppedError, StepFailedError
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.lock import only_run
from nbcoach.pipeline.metrics import new_metrics, stamp
from nbcoach.pipeline.prepare import Prepared, home_of, prepare
from nbcoach.pipeline.run_record import RunRecord, Status, StepRecord
from nbcoach.pipeline.stopping import Stopped, stoppable, unstoppable
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.mlflow_record import Recording

LOG = "kernel.log"

_MLFLOW: dict[Status, mlflow_record.Status] = {
    "finished": "FINISHED",
    "failed": "FAILED",
    "stopped": "KILLED",
    "running": "KILLED",
}


class RunResult(Struct, frozen=True):
    """A run that ended well: its folder, its executed notebooks, and what `run.json` says."""

    folder: Path
    notebooks: tuple[Path, ...]
    record: RunRecord


def run(
    folder: Path | str,
    values: Mapping[str, Any] | None = None,
    *,
    cwd: Path | str | None = None,
    store: str = "",
    on_event: Callable[[Progress], None] | None = None,
) -> RunResult:
    """Runs a pipeline to its end.

    Args:
        folder: The pipeline's folder.
        values: The parameters that are not to have their defaults; a text is read by the parameter's schema.
        cwd: The folder to run in, in place of the one in which the notebook ran.
        store: The MLflow store that the project's settings name, if they do.
        on_event: Called before each code cell.

    Raises:
        BadCallError: The call is wrong; nothing was started.
        MissingExtraError: papermill is not installed.
        StepFailedError: A step failed; its partly executed notebook is kept.
        RunStoppedError: Ctrl-C or SIGTERM.
    """
    prepared = prepare(folder, values or {}, cwd=cwd, store=store)
    try:
        prepared.runs.mkdir(exist_ok=True)
        with only_run(prepared.runs):
            return _Run(prepared, on_event or _unwatched).go()
    except OSError as error:
        raise BadCallError(
            f"{prepared.runs} cannot be written: {error.strerror or error}.", "Make it writable."
        ) from error


def _unwatched(_: Progress) -> None:
    pass


class _Run:
    """One run, from its folder to the end of its record."""

    def __init__(self, prepared: Prepared, watch: Callable[[Progress], None]) -> None:
        self.prepared = prepared
        self.watch = watch
        self.begun = time.monotonic()
        self.engine = engines.load(prepared.manifest.engine)
        self.record = _record(prepared)
        self.folder = prepared.runs / self.record.run
        self.signal = 0

    def go(self) -> RunResult:
        self.folder.mkdir()
        run_record.save(self.record, self.folder)
        recording: Recording | None = None
        before = stamp(self.prepared.directory)
        try:
            with stoppable():
                recording = self._begin()
                self._steps(recording)
        except Stopped as stop:
            self.signal = stop.number
        with unstoppable():
            self._finish(recording, before)
        return self._result()

    def _begin(self) -> Recording:
        manifest = self.prepared.manifest
        recording = mlflow_record.begin(
            self.prepared.tracking_uri,
            experiment=os.environ.get("MLFLOW_EXPERIMENT_NAME") or manifest.name,
            name=f"{manifest.name} {self.record.run}",
            tags=_tags(self.prepared, self.record),
            values=self.prepared.values,
        )
        self.record = replace(self.record, mlflow=recording.recorded)
        run_record.save(self.record, self.folder)
        return recording

    def _steps(self, recording: Recording) -> None:
        environment = recording.environment(os.environ)
        for entry in self.prepared.manifest.steps:
            step = self._step(entry, environment)
            if step.status != "finished":
                return

    def _step(self, entry: StepEntry, environment: dict[str, str]) -> StepRecord:
        notebook = self.prepared.notebook(entry)
        output = self.folder / notebook.name
        draft = output.with_name(f".{output.name}.new")
        job = Job(
            step=entry.name,
            notebook=notebook,
            output=draft,
            values=self.prepared.values,
            kernel=self.prepared.manifest.kernel.name,
            directory=self.prepared.directory,
            environment=environment,
            log=self.folder / LOG,
        )
        step = StepRecord(entry.name, entry.notebook, output.name, sha256(notebook.read_bytes()))
        begun = time.monotonic()
        try:
            failure = self._execute(job)
            status: Status = "failed" if failure else "finished"
        except Stopped as stop:
            self.signal = stop.number
            failure, status = None, "stopped"
        if draft.exists():
            draft.replace(output)
        step = replace(step, status=status, failure=failure, seconds=round(time.monotonic() - begun, 3))
        self.record = replace(self.record, steps=(*self.record.steps, step))
        return step

    def _execute(self, job: Job) -> Failure | None:
        try:
            return self.engine.execute(job, self.watch)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong around a notebook ends its step, not nbcoach
            with job.log.open("a", encoding="utf-8") as log:
                log.write(traceback.format_exc())
            return Failure(type(error).__name__, str(error))

    def _finish(self, recording: Recording | None, before: tuple[int, int] | None) -> None:
        metrics, trouble = new_metrics(self.prepared.directory, before)
        status = self._status()
        if recording is not None:
            files = {"notebooks": list(self._outputs())}
            recording.finish(_MLFLOW[status], metrics, files)
        problem = recording.problem if recording else ""
        self.record = replace(
            self.record,
            status=status,
            ended=_now(),
            seconds=round(time.monotonic() - self.begun, 3),
            metrics=metrics,
            notes=(*self.record.notes, *(note for note in (trouble, problem) if note)),
        )
        run_record.save(self.record, self.folder)
        log = self.folder / LOG
        if log.exists() and not log.stat().st_size:
            log.unlink()

    def _status(self) -> Status:
        if self.signal:
            return "stopped"
        return "failed" if any(step.status == "failed" for step in self.record.steps) else "finished"

    def _outputs(self) -> tuple[Path, ...]:
        paths = (self.folder / step.output for step in self.record.steps)
        return tuple(path for path in paths if path.exists())

    def _result(self) -> RunResult:
        last = self.record.steps[-1] if self.record.steps else None
        if self.signal:
            raise RunStoppedError(last.name if last else "", self._where(last), self.signal)
        if last and last.failure:
            raise StepFailedError(last.name, last.failure, self._where(last))
        return RunResult(self.folder, self._outputs(), self.record)

    def _where(self, step: StepRecord | None) -> Path:
        """The notebook of a step, else the folder of the run, where its log is."""
        path = self.folder / step.output if step else self.folder
        return path if path.exists() else self.folder


def _record(prepared: Prepared) -> RunRecord:
    manifest = prepared.manifest
    git = Project.find(home_of(prepared.folder)).git
    return RunRecord(
        version=1,
        run=run_record.new_id(datetime.now(UTC)),
        pipeline=manifest.name,
        status="running",
        started=_now(),
        parameters=prepared.values,
        source={"notebook": manifest.source.notebook, "sha256": manifest.source.sha256},
        engine=manifest.engine,
        kernel=manifest.kernel.name,
        directory=str(prepared.directory),
        fingerprint=manifest.fingerprints.whole,
        commit=git.commit() if git else None,
        notes=_notes(prepared),
    )


def _notes(prepared: Prepared) -> tuple[str, ...]:
    try:
        changed = sha256(prepared.source.read_bytes()) != prepared.manifest.source.sha256
    except OSError:
        return ()
    return ("The source notebook has changed since it was exported.",) if changed else ()


def _tags(prepared: Prepared, record: RunRecord) -> dict[str, str]:
    """Tags of the parent run. The pipeline's version is its fingerprint: code, defaults and schema."""
    manifest = prepared.manifest
    tags = {
        "nbcoach.pipeline": manifest.name,
        "nbcoach.pipeline.version": record.fingerprint[:12],
        "nbcoach.pipeline.verdict": manifest.verdict,
        "nbcoach.engine": manifest.engine,
        "nbcoach.run": record.run,
        "nbcoach.source": manifest.source.notebook,
        "nbcoach.source.sha256": manifest.source.sha256,
        "mlflow.source.name": manifest.source.notebook,
        "mlflow.source.type": "NOTEBOOK",
    }
    return {**tags, "mlflow.source.git.commit": record.commit} if record.commit else tags


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
