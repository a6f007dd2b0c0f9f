"""`run.json`: what is known about a run, from its begin on."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.mlflow_record import Recorded

if TYPE_CHECKING:
    from pathlib import Path

NAME = "run.json"
Status = Literal["running", "finished", "failed", "stopped"]


class StepRecord(Struct, frozen=True):
    """A step of a run: `sha256` is that of the step's notebook, `seconds` what it took."""

    name: str
    notebook: str
    output: str
    sha256: str
    status: Status = "running"
    seconds: float = 0.0
    failure: Failure | None = None


class RunRecord(Struct, frozen=True):
    """A run, as `run.json` has it. Times are UTC in ISO 8601; a `running` one whose process is gone was killed."""

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


def new_id(now: datetime) -> str:
    """A run's name: UTC time, and letters that keep two runs of one second apart."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def save(record: RunRecord, folder: Path) -> None:
    """Writes `run.json` in one move."""
    draft = folder / f".{NAME}.new"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n")
    draft.replace(folder / NAME)
