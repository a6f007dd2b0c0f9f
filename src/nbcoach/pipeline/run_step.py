"""Executes one step of a run: as often as it may be tried, and what it leaves is whole or not there."""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from nbcoach.pipeline.caching import Done
from nbcoach.pipeline.caching.done import STATE, VERSION, state_file, write_done
from nbcoach.pipeline.engines import Job
from nbcoach.pipeline.events import StepStarted
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.metrics import new_metrics, stamp
from nbcoach.pipeline.run_record import KERNEL, StepRecord
from nbcoach.pipeline.state_digest import state_digest
from nbcoach.pipeline.stopping import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from nbcoach.pipeline.caching import Ledger, Parts
    from nbcoach.pipeline.engines import Engine, Progress
    from nbcoach.pipeline.events import Event
    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.policy import Policy
    from nbcoach.pipeline.prepare import Prepared
    from nbcoach.pipeline.run_record import Status

LOG = "kernel.log"


class Outcome(Struct, frozen=True):
    """What became of a step: `done` where it ended well, `signal` the number of what stopped it, else 0."""

    record: StepRecord
    done: Done | None = None
    signal: int = 0
    note: str = ""


class Workplace(NamedTuple):
    """What the steps of one run share: the run's folder, who executes, and who is told."""

    prepared: Prepared
    ledger: Ledger
    engine: Engine
    policy: Policy
    folder: Path
    watch: Callable[[Progress], None]
    tell: Callable[[Event], None]


def execute_step(
    place: Workplace,
    entry: StepEntry,
    parts: Parts,
    chain: list[Done],
    environment: Mapping[str, str],
    reasons: tuple[str, ...],
) -> Outcome:
    """Executes a step and writes down what it left.

    Args:
        place: The run.
        entry: The step.
        parts: What its result rests on.
        chain: The records of the steps before it.
        environment: The kernel's environment variables.
        reasons: Why it is executed.
    """
    job = _job(place, entry, environment)
    values = place.prepared.step_values(entry.name)
    before = place.ledger.before(entry.name, values, chain)
    measured = stamp(place.prepared.directory)
    begun = time.monotonic()
    failure, number, attempts = _attempts(place, job, _limit(place.policy.retries, entry.retries), reasons)
    output = place.folder / place.prepared.notebook(entry).name
    if job.output.exists():
        job.output.replace(output)
    metrics, note = new_metrics(place.prepared.directory, measured)
    status: Status = "stopped" if number else "failed" if failure else "finished"
    record = StepRecord(
        name=entry.name,
        notebook=entry.notebook,
        output=output.name,
        sha256=place.prepared.codes[entry.name].sha256,
        status=status,
        seconds=round(time.monotonic() - begun, 3),
        failure=failure,
        reasons=reasons,
        attempts=attempts,
        metrics=metrics,
    )
    if status != "finished":
        return Outcome(record, signal=number, note=note)
    state, size = state_digest(state_file(place.folder, entry.name))
    done = Done(
        version=VERSION,
        step=entry.name,
        run=place.folder.name,
        seconds=record.seconds,
        notebook=output.name,
        sha256=sha256(output.read_bytes()),
        parts=parts,
        inputs=before.inputs,
        outputs=place.ledger.outputs(before),
        metrics=metrics,
        state=state,
        state_size=size,
    )
    write_done(done, place.folder)
    return Outcome(record, done, note=note)


def _job(place: Workplace, entry: StepEntry, environment: Mapping[str, str]) -> Job:
    prepared = place.prepared
    notebook = prepared.notebook(entry)
    own = {"PIPELINE_DIR": str(prepared.folder), "PIPELINE_STATE": str(place.folder / STATE)}
    return Job(
        step=entry.name,
        notebook=notebook,
        output=place.folder / f".{notebook.name}.new",
        values=prepared.step_values(entry.name),
        kernel=prepared.manifest.kernel.name,
        directory=prepared.directory,
        environment={**environment, **own},
        log=place.folder / LOG,
        timeout=_limit(place.policy.timeout, entry.timeout),
        kernel_file=place.folder / KERNEL,
    )


def _limit(told: Any, own: Any) -> Any:
    return own if told is None else told


def _attempts(place: Workplace, job: Job, retries: int, reasons: tuple[str, ...]) -> tuple[Failure | None, int, int]:
    """Tries a step until it ends well: its failure, the signal that stopped it, and the attempts that it took."""
    failure: Failure | None = None
    attempt = 0
    for attempt in range(1, retries + 2):
        place.tell(StepStarted(job.step, attempt, reasons if attempt == 1 else (f"attempt {attempt - 1} failed",)))
        try:
            failure = _execute(place, job)
        except Stopped as stop:
            return None, stop.number, attempt
        finally:
            (place.folder / KERNEL).unlink(missing_ok=True)
        if failure is None:
            break
    return failure, 0, attempt


def _execute(place: Workplace, job: Job) -> Failure | None:
    try:
        return place.engine.execute(job, place.watch)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong around a notebook ends its step, not nbcoach
        with job.log.open("a", encoding="utf-8") as log:
            log.write(traceback.format_exc())
        return Failure(type(error).__name__, str(error))
