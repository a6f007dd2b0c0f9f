"""Runs a pipeline: step after step in kernels of their own, recorded in `runs/<run>/` and in MLflow."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError
from nbcoach.pipeline import run_record
from nbcoach.pipeline.caching.pruning import prune
from nbcoach.pipeline.differing import compared
from nbcoach.pipeline.folder import RUNS
from nbcoach.pipeline.forecast import first_step
from nbcoach.pipeline.lock import only_run
from nbcoach.pipeline.policy import Policy
from nbcoach.pipeline.prepare import Prepared, pipeline_folder, prepare
from nbcoach.pipeline.run_walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from nbcoach.pipeline.engines import Progress
    from nbcoach.pipeline.events import Event
    from nbcoach.pipeline.run_result import RunResult


def run(
    folder: Path | str,
    values: Mapping[str, Any] | None = None,
    *,
    cwd: Path | str | None = None,
    store: str = "",
    force: bool = False,
    begin: str = "",
    resume: bool = False,
    reuse_impure: bool = False,
    accept_data: bool = False,
    timeout: float | None = None,
    retries: int | None = None,
    on_event: Callable[[Progress], None] | None = None,
    on_step: Callable[[Event], None] | None = None,
) -> RunResult:
    """Runs a pipeline to its end; what an earlier run has done and still holds is not done again.

    Args:
        folder: The pipeline's folder.
        values: The parameters that are not to have their defaults; a text is read by the parameter's schema.
        cwd: The folder to run in, in place of the one in which the notebook ran.
        store: The MLflow store that the project's settings name, if they do.
        force: Execute every step.
        begin: Execute this step and all that follow.
        resume: Go on with the last run, which was killed, stopped or failed, with its values.
        reuse_impure: Reuse steps, too, that read the clock, the network or an unseeded generator.
        accept_data: Run although the data is not what `data.lock` says.
        timeout: Seconds that a step may take, in place of those in pipeline.yaml.
        retries: Further attempts at a step that fails, in place of those in pipeline.yaml.
        on_event: Called before each code cell.
        on_step: Called with whatever happens.

    Raises:
        BadCallError: The call is wrong; nothing was started.
        MissingExtraError: papermill is not installed.
        StepFailedError: A step failed; its partly executed notebook is kept.
        RunStoppedError: Ctrl-C or SIGTERM.
    """
    policy = Policy(force, begin, resume, reuse_impure, accept_data, timeout, retries)
    given = values_of(folder, values or {}, resume=resume)
    prepared = prepare(folder, given, cwd=cwd, store=store, accept_data=accept_data)
    first_step(prepared, policy)
    with locked(prepared):
        return compared(prepared, run_locked(prepared, policy, on_event, on_step))


def values_of(folder: Path | str, values: Mapping[str, Any], *, resume: bool) -> dict[str, Any]:
    """The values that are given, or those of the run that is gone on with.

    Raises:
        BadCallError: There is no run to go on with, or values are given for one that has its own.
    """
    if not resume:
        return dict(values)
    if values:
        raise BadCallError("A run goes on with the values that it has.", "Leave the parameters out, or --resume.")
    return run_record.unfinished(pipeline_folder(folder) / RUNS).parameters


@contextmanager
def locked(prepared: Prepared) -> Iterator[None]:
    """Holds the lock of the runs of a pipeline, whose folder is made; states that nobody needs go when all went well.

    Raises:
        BadCallError: Another run is going on, or the folder cannot be written.
    """
    try:
        prepared.runs.mkdir(exist_ok=True)
        with only_run(prepared.runs):
            yield
            prune(prepared.runs)
    except OSError as error:
        raise BadCallError(
            f"{prepared.runs} cannot be written: {error.strerror or error}.", "Make it writable."
        ) from error


def run_locked(
    prepared: Prepared,
    policy: Policy,
    on_event: Callable[[Progress], None] | None = None,
    on_step: Callable[[Event], None] | None = None,
    parent: Callable[[], str] = str,
) -> RunResult:
    """Runs what is prepared, by whoever holds the lock; `parent` opens the MLflow run that it belongs to, if any."""
    return Walk(prepared, policy, on_event or _unheard, on_step or _unheard, parent).go()


def _unheard(_: object) -> None:
    pass
