"""`run.json`: what is known about a run, from its begin on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.mlflow_record import Recorded
from nbcoach.pipeline.orphans import end_orphan

if TYPE_CHECKING:
    from pathlib import Path

NAME = "run.json"
KERNEL = ".kernel.json"
Status = Literal["running", "finished", "failed", "stopped", "killed"]


class StepRecord(Struct, frozen=True):
    """A step of a run: `sha256` is that of the step's notebook, `seconds` what it took.

    `reused` is the run that executed it, empty for this one; `reasons` say why it was executed, `attempts` how often.
    """

    name: str
    notebook: str
    output: str
    sha256: str
    status: Status = "running"
    seconds: float = 0.0
    failure: Failure | None = None
    reused: str = ""
    reasons: tuple[str, ...] = ()
    attempts: int = 1
    metrics: dict[str, float] = {}


class RunRecord(Struct, frozen=True):
    """A run, as `run.json` has it. Times are UTC in ISO 8601.

    One whose process ended without a word says `running` until the next command looks: it was `killed`.
    """

    version: int
    run: str
    pipeline: str
    status: Status
    started: str
    parameters: dict[str, Any]
    source: dict[str, Any]
    engine: str
    kernel: str
    directory: str
    fingerprint: str
    commit: str | None = None
    ended: str | None = None
    seconds: float | None = None
    steps: tuple[StepRecord, ...] = ()
    metrics: dict[str, float] = {}
    mlflow: Recorded | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        return self.status == "finished"


def new_id(now: datetime) -> str:
    """A run's name: UTC time, and letters that keep two runs of one second apart."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def read(folder: Path) -> RunRecord | None:
    """The record in a run's folder; None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=RunRecord)
    except (OSError, msgspec.MsgspecError):
        return None


def folders(runs: Path) -> list[Path]:
    """The folders of all runs, the oldest first: their names begin with the time."""
    try:
        return sorted(each for each in runs.iterdir() if (each / NAME).is_file())
    except OSError:
        return []


def unfinished(runs: Path) -> RunRecord:
    """The record of the last run, which did not end well.

    Raises:
        BadCallError: There is no run, or the last one did.
    """
    last = next((record for each in reversed(folders(runs)) if (record := read(each))), None)
    if last is None:
        raise BadCallError(f"There is no run in {runs} to go on with.", "Start one without --resume.")
    if last.is_finished:
        raise BadCallError(f"The last run, {last.run}, has finished.", "Start a new one without --resume.")
    return last


def bury(runs: Path) -> list[RunRecord]:
    """Writes down that runs were killed which say that they are running, ends their kernels, and returns their records.

    Call it with the lock of the runs: nobody is running then.
    """
    killed = []
    for folder in folders(runs):
        record = read(folder)
        if record is None or record.status != "running":
            continue
        end_orphan(folder / KERNEL)
        killed.append(replace(record, status="killed"))
        save(killed[-1], folder)
    return killed


def save(record: RunRecord, folder: Path) -> None:
    """Writes `run.json` in one move."""
    draft = folder / f".{NAME}.new"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n")
    draft.replace(folder / NAME)
