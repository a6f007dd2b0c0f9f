"""Records a run in MLflow: one parent run, under which the runs that the notebook itself makes are nested.

The parent is written through a client and is nobody's active run, for a kernel's exit ends the run that it attached
to. The kernel gets the store's address, the experiment and the tags of its own runs through its environment, so it
needs no nbcoach, and nothing at all where it does not use MLflow.
"""

from __future__ import annotations

import json
import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

from nbcoach.errors import MissingExtraError, NbcoachError
from nbcoach.project.store import ensure_store, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Status = Literal["FINISHED", "FAILED", "KILLED"]

_OWN = ("MLFLOW_RUN_ID", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID")
_CONTEXT = "MLFLOW_RUN_CONTEXT"
_PARENT = "mlflow.parentRunId"
_LONGEST = 6000
"""Characters that MLflow keeps of a parameter."""


class Recorded(Struct, frozen=True):
    """Where a run is recorded."""

    tracking_uri: str
    experiment: str
    experiment_id: str
    run_id: str


class Recording(Protocol):
    """A run that is being recorded, or that cannot be."""

    @property
    def recorded(self) -> Recorded | None: ...

    @property
    def problem(self) -> str: ...

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The kernel's environment variables."""
        ...

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        """Closes the run; `files` are artifacts by their folder. Never raises: `problem` says what was lost."""
        ...


def begin(uri: str, experiment: str, name: str, tags: Mapping[str, str], values: Mapping[str, Any]) -> Recording:
    """Opens a run in the store, which is made if it is not there; without MLflow or a store, a recording of nothing.

    Args:
        uri: The address of the store.
        experiment: The experiment's name; it is made if it is not there.
        name: The run's name.
        tags: Tags of the run.
        values: Parameters of the run.
    """
    try:
        import mlflow  # noqa: F401, PLC0415 - sets up the loggers that are silenced below
    except ImportError:
        return NotRecorded(uri, f"Nothing was recorded. {MissingExtraError('mlflow', 'pipelines')}")
    try:
        with _quiet():
            ensure_store(uri)
            return _InMlflow(uri, experiment, name, tags, values)
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

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        return {**environ, "MLFLOW_TRACKING_URI": self._uri}

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        pass


class _InMlflow:
    def __init__(
        self, uri: str, experiment: str, name: str, tags: Mapping[str, str], values: Mapping[str, Any]
    ) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415 - an optional library
        from mlflow.entities import Param  # noqa: PLC0415

        self.problem = ""
        self._client = MlflowClient(tracking_uri=uri)
        experiment_id = self._experiment(uri, experiment)
        run = self._client.create_run(experiment_id, run_name=name, tags=dict(tags))
        self.recorded = Recorded(uri, experiment, experiment_id, run.info.run_id)
        params = [Param(key, _text(value)[:_LONGEST]) for key, value in values.items()]
        try:
            self._client.log_batch(self.recorded.run_id, params=params)
        except Exception as error:  # noqa: BLE001 - see `begin`; the run itself can be kept
            self.problem = f"The parameters are not in MLflow: {_line(error)}"

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        kept = {key: value for key, value in environ.items() if key not in _OWN}
        return {
            **kept,
            "MLFLOW_TRACKING_URI": self.recorded.tracking_uri,
            "MLFLOW_EXPERIMENT_ID": self.recorded.experiment_id,
            _CONTEXT: json.dumps({**_mapping(environ.get(_CONTEXT, "")), _PARENT: self.recorded.run_id}),
        }

    def finish(self, status: Status, metrics: Mapping[str, float], files: Mapping[str, list[Path]]) -> None:
        try:
            with _quiet():
                self._close_nested()
                for key, value in metrics.items():
                    self._client.log_metric(self.recorded.run_id, key, value)
                for folder, paths in files.items():
                    for path in paths:
                        self._client.log_artifact(self.recorded.run_id, str(path), folder)
        except Exception as error:  # noqa: BLE001 - see `begin`; the notebook itself ran
            self.problem = f"The MLflow run is not complete: {_line(error)}"
        self._terminate(status)

    def _terminate(self, status: Status) -> None:
        try:
            self._client.set_terminated(self.recorded.run_id, status)
        except Exception as error:  # noqa: BLE001
            self.problem = self.problem or f"The MLflow run was not closed: {_line(error)}"

    def _experiment(self, uri: str, name: str) -> str:
        found = self._client.get_experiment_by_name(name)
        if found is not None:
            return str(found.experiment_id)
        database = sqlite_file(uri)
        # MLflow would keep the files of a local store below the working directory of whoever asks first.
        location = (database.parent / "mlruns" / name).as_uri() if database else None
        return str(self._client.create_experiment(name, artifact_location=location))

    def _close_nested(self) -> None:
        """Ends the runs that a kernel left open when it was ended."""
        experiments = [each.experiment_id for each in self._client.search_experiments()]
        condition = f"tags.`{_PARENT}` = '{self.recorded.run_id}' and attributes.status = 'RUNNING'"
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
