"""What a run tells while it goes on; as JSON each has its kind in `event`."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from nbcoach.pipeline.failure import Failure


class RunStarted(Struct, frozen=True, tag_field="event", tag="run-started"):
    """A run has its folder, and goes on to its first step."""

    run: str
    pipeline: str
    folder: str
    steps: tuple[str, ...]
    parameters: dict[str, Any]


class StepReused(Struct, frozen=True, tag_field="event", tag="step-reused"):
    """A step is as an earlier run left it; `origin` is the run that executed it."""

    step: str
    origin: str


class StepStarted(Struct, frozen=True, tag_field="event", tag="step-started"):
    """A step is executed, for the `reasons`; `attempt` counts from 1."""

    step: str
    attempt: int
    reasons: tuple[str, ...]


class CellStarted(Struct, frozen=True, tag_field="event", tag="cell-started"):
    """`cell` of `cells` begins, counted from 1 among the code cells of the step."""

    step: str
    cell: int
    cells: int


class StepEnded(Struct, frozen=True, tag_field="event", tag="step-ended"):
    """A step was executed to its end, or not."""

    step: str
    status: str
    seconds: float
    metrics: dict[str, float] = {}
    failure: Failure | None = None


class RunEnded(Struct, frozen=True, tag_field="event", tag="run-ended"):
    """The end of a run; one that reused every step names the run that holds the results."""

    run: str
    status: str
    seconds: float
    folder: str
    metrics: dict[str, float] = {}
    notes: tuple[str, ...] = ()


Event = RunStarted | StepReused | StepStarted | CellStarted | StepEnded | RunEnded
