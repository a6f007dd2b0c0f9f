"""Records a run in MLflow: one parent run, a nested run per step, and under that the runs that the notebook makes.

Parent and steps are written through a client and are nobody's active run here. A kernel is told the run of its step:
what it logs without opening a run goes there, and its exit ends that run alone. Where the code of a step opens runs
itself, they are nested in the run of the step. The kernel needs no nbcoach, and nothing at all where it does not use
MLflow.
"""

from __future__ import annotations

import json
import logging
import os
import warnings
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

from nbcoach.errors import MissingExtraError, NbcoachError
from nbcoach.project.store import ensure_store, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

Status = Literal["FINISHED", "FAILED", "KILLED"]

_OWN = ("MLFLOW_RUN_ID", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID")
_CONTEXT = "MLFLOW_RUN_CONTEXT"
_PARENT = "mlflow.parentRunId"
_LONGEST = 6000
"""Characters that MLflow keeps of a parameter."""

_PATIENCE = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2", "MLFLOW_HTTP_REQUEST_TIMEOUT": "20"}
"""How often a server is asked again, and for how many seconds each time."""

_DIGEST = 16
"""Characters of a SHA-256 that stand for a data file: MLflow keeps 36."""


class Recorded(Struct, frozen=True):
    """Where a run is recorded; `steps` has the nested run of each step by its name."""

    tracking_uri: str
    experiment: str
    experiment_id: str
    run_id: str
    steps: dict[str, str] = {}


class Recording(Protocol):
    """A run that is being recorded, or that cannot be."""

    @property
    def recorded(self) -> Recorded | None: ...

    @property
    def problem(self) -> str: ...

    def begin_step(
        self, step: str, tags: Mapping[str, str], environ: Mapping[str, str], *, attach: bool
    ) -> dict[str, str]:
        """Opens the nested run of a step, and returns the kernel's environment variables.

        With `attach` what the kernel logs goes to that run; without, only the runs that it opens are nested in it.
        """
        ...

    def end_step(
        self,
        step: str,
        status: Status,
        values: Mapping[str, Any],
        metrics: Mapping[str, float],
        data: Mapping[str, str],
    ) -> None:
        """Closes the nested run of a step; `data` maps the files that it read to their SHA-256."""
        ...

    def bury(self, dead: Recorded) -> None:
        """Closes what a run that was killed has left open in the same store."""
        ...

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        """Closes the run; `files` are artifacts by their folder. Never raises: `problem` says what was lost."""
        ...


def bury(dead: Recorded) -> None:
    """Closes what a run that was killed has left open, where no other run is begun."""
    begin(dead.tracking_uri, dead.experiment, "", {}, {}, again=dead).finish("KILLED", {}, {})


def begin(
    uri: str,
    experiment: str,
    name: str,
    tags: Mapping[str, str],
    values: Mapping[str, Any],
    *,
    parent: str = "",
    again: Recorded | None = None,
) -> Recording:
    """Opens a run in the store, which is made if it is not there; without MLflow or a store, a recording of nothing.

    Args:
        uri: The address of the store.
        experiment: The experiment's name; it is made if it is not there.
        name: The run's name.
        tags: Tags of the run.
        values: Parameters of the run.
        parent: The run that it is nested in, empty for none.
        again: The run to go on with, in place of a new one.
    """
    try:
        import mlflow  # noqa: F401, PLC0415 - sets up the loggers that are silenced below
    except ImportError:
        return NotRecorded(uri, f"Nothing was recorded. {MissingExtraError('mlflow', 'pipelines')}")
    try:
        with _quiet(), _quick():
            ensure_store(uri)
            return _InMlflow(uri, experiment, name, {**tags, **({_PARENT: parent} if parent else {})}, values, again)
    except NbcoachError as error:
        return NotRecorded(uri, f"Nothing was recorded: {error}")
    except Exception as error:  # noqa: BLE001 - stores fail in the ways of databases, networks and servers
        return NotRecorded(uri, f"Nothing was recorded, the MLflow store {uri} failed: {_line(error)}")


class NotRecorded:
    """The recording of a run for which there is no MLflow."""

    recorded = None

    def __init__(self, uri: str, problem: str) -> None:
        self._uri = uri
        self.problem = problem

    def begin_step(
        self,
        step: str,  # noqa: ARG002 - see Recording
        tags: Mapping[str, str],  # noqa: ARG002
        environ: Mapping[str, str],
        *,
        attach: bool,  # noqa: ARG002
    ) -> dict[str, str]:
        return {**environ, "MLFLOW_TRACKING_URI": self._uri}

    def end_step(
        self,
        step: str,
        status: Status,
        values: Mapping[str, Any],
        metrics: Mapping[str, float],
        data: Mapping[str, str],
    ) -> None:
        pass

    def bury(self, dead: Recorded) -> None:
        pass

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        pass


class _InMlflow:
    def __init__(
        self,
        uri: str,
        experiment: str,
        name: str,
        tags: Mapping[str, str],
        values: Mapping[str, Any],
        again: Recorded | None,
    ) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415 - an optional library

        self.problem = ""
        self._client = MlflowClient(tracking_uri=uri)
        self._steps: dict[str, str] = {}
        if again is not None and again.tracking_uri == uri:
            self._client.update_run(again.run_id, status="RUNNING")
            self._recorded = again
            return
        experiment_id = self._experiment(uri, experiment)
        run = self._client.create_run(experiment_id, run_name=name, tags=dict(tags))
        self._recorded = Recorded(uri, experiment, experiment_id, run.info.run_id)
        self._try("The parameters are not in MLflow", lambda: self._log_params(run.info.run_id, values))

    @property
    def recorded(self) -> Recorded:
        return Recorded(
            self._recorded.tracking_uri,
            self._recorded.experiment,
            self._recorded.experiment_id,
            self._recorded.run_id,
            {**self._recorded.steps, **self._steps},
        )

    def begin_step(
        self, step: str, tags: Mapping[str, str], environ: Mapping[str, str], *, attach: bool
    ) -> dict[str, str]:
        self._try("A step is not in MLflow", lambda: self._open_step(step, tags))
        run_id = self._steps.get(step, "")
        kept = {key: value for key, value in environ.items() if key not in _OWN}
        parent = {**_mapping(environ.get(_CONTEXT, "")), _PARENT: run_id or self._recorded.run_id}
        return {
            **kept,
            "MLFLOW_TRACKING_URI": self._recorded.tracking_uri,
            "MLFLOW_EXPERIMENT_ID": self._recorded.experiment_id,
            _CONTEXT: json.dumps(parent),
            **({"MLFLOW_RUN_ID": run_id} if attach and run_id else {}),
        }

    def _open_step(self, step: str, tags: Mapping[str, str]) -> None:
        told = {**tags, _PARENT: self._recorded.run_id}
        run = self._client.create_run(self._recorded.experiment_id, run_name=step, tags=told)
        self._steps[step] = run.info.run_id

    def end_step(
        self,
        step: str,
        status: Status,
        values: Mapping[str, Any],
        metrics: Mapping[str, float],
        data: Mapping[str, str],
    ) -> None:
        run_id = self._steps.get(step)
        if run_id is None:
            return
        self._try("The parameters of a step are not in MLflow", lambda: self._log_params(run_id, values))
        self._try("The measures of a step are not in MLflow", lambda: self._log_metrics(run_id, metrics))
        self._try("The data of a step is not in MLflow", lambda: self._log_data(run_id, data))
        self._try("The runs of a step were not closed", lambda: self._close_nested(run_id))
        self._try("The run of a step was not closed", lambda: self._client.set_terminated(run_id, status))

    def bury(self, dead: Recorded) -> None:
        if dead.tracking_uri != self._recorded.tracking_uri:
            return
        for run_id in (*dead.steps.values(), dead.run_id):
            self._try("Runs of a killed process were not closed", partial(self._close_nested, run_id))
        if dead.run_id != self._recorded.run_id:
            self._try("A killed run was not closed", lambda: self._client.set_terminated(dead.run_id, "KILLED"))

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        run_id = self._recorded.run_id
        self._try("The measures are not in MLflow", lambda: self._log_metrics(run_id, metrics))
        for folder, paths in files.items():
            for path in paths:
                logged = partial(self._client.log_artifact, run_id, str(path), folder)
                self._try("The MLflow run is not complete", logged)
        self._try("Runs were not closed", lambda: self._close_nested(run_id))
        self._try("The MLflow run was not closed", lambda: self._client.set_terminated(run_id, status))

    def _try(self, what: str, action: Callable[[], object]) -> None:
        """Does what may fail without harm to the run itself."""
        try:
            with _quiet(), _quick():
                action()
        except Exception as error:  # noqa: BLE001 - see `begin`
            self.problem = self.problem or f"{what}: {_line(error)}"

    def _log_params(self, run_id: str, values: Mapping[str, Any]) -> None:
        """Logs what the notebook itself has not: MLflow does not let a parameter change."""
        from mlflow.entities import Param  # noqa: PLC0415

        known = self._client.get_run(run_id).data.params
        params = [Param(key, _text(value)[:_LONGEST]) for key, value in values.items() if key not in known]
        self._client.log_batch(run_id, params=params)

    def _log_metrics(self, run_id: str, metrics: Mapping[str, float]) -> None:
        for key, value in metrics.items():
            self._client.log_metric(run_id, key, value)

    def _log_data(self, run_id: str, data: Mapping[str, str]) -> None:
        from mlflow.entities import Dataset, DatasetInput, InputTag  # noqa: PLC0415

        inputs = [
            DatasetInput(
                Dataset(path, content[:_DIGEST], "local", json.dumps({"uri": path})),
                [InputTag("mlflow.data.context", "read")],
            )
            for path, content in data.items()
        ]
        if inputs:
            self._client.log_inputs(run_id, inputs)

    def _experiment(self, uri: str, name: str) -> str:
        found = self._client.get_experiment_by_name(name)
        if found is not None:
            return str(found.experiment_id)
        database = sqlite_file(uri)
        # MLflow would keep the files of a local store below the working directory of whoever asks first.
        location = (database.parent / "mlruns" / name).as_uri() if database else None
        return str(self._client.create_experiment(name, artifact_location=location))

    def _close_nested(self, parent: str) -> None:
        """Ends the runs that a kernel left open when it was ended."""
        experiments = [each.experiment_id for each in self._client.search_experiments()]
        condition = f"tags.`{_PARENT}` = '{parent}' and attributes.status = 'RUNNING'"
        for run in self._client.search_runs(experiments, condition):
            self._client.set_terminated(run.info.run_id, "KILLED")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _mapping(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps MLflow's talk about itself, its migrations and its dependencies off the terminal."""
    loggers = [logging.getLogger(name) for name in ("mlflow", "alembic")]
    before = [each.level for each in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each in loggers:
            each.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for each, level in zip(loggers, before, strict=True):
                each.setLevel(level)


@contextmanager
def _quick() -> Iterator[None]:
    """Gives a server that does not answer up after seconds, unless the user wants more: MLflow tries for minutes."""
    wanted = {name: value for name, value in _PATIENCE.items() if name not in os.environ}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name in wanted:
            os.environ.pop(name, None)
