"""One run per combination of values: one MLflow parent, one lock, and what each combination gave."""

from __future__ import annotations

import itertools
import os
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline import mlflow_record
from nbcoach.pipeline.errors import RunStoppedError, StepFailedError
from nbcoach.pipeline.forecast import first_step
from nbcoach.pipeline.policy import Policy
from nbcoach.pipeline.prepare import Prepared, prepare
from nbcoach.pipeline.run import locked, run_locked
from nbcoach.pipeline.values import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from nbcoach.pipeline.engines import Progress
    from nbcoach.pipeline.events import Event
    from nbcoach.pipeline.mlflow_record import Recording

MOST = 1_000
"""Runs of a sweep: more are a mistake, such as a grid of everything."""


class Point(Struct, frozen=True):
    """One combination of a sweep: what was varied, and what came of it.

    `run` is the run that has the result, empty where none was begun; `error` says what failed, empty for a good end.
    """

    values: dict[str, Any]
    run: str
    status: str
    seconds: float
    metrics: dict[str, float] = {}
    error: str = ""
    is_reused: bool = False


class SweepResult(Struct, frozen=True):
    """A sweep: its combinations in the order of the call, and the MLflow run above their runs, empty for none."""

    names: tuple[str, ...]
    points: tuple[Point, ...]
    mlflow: str = ""

    @property
    def failed(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.error)


def sweep(
    folder: Path | str,
    combinations: Sequence[Mapping[str, Any]],
    values: Mapping[str, Any] | None = None,
    *,
    cwd: Path | str | None = None,
    store: str = "",
    policy: Policy = Policy(),  # noqa: B008 - frozen
    on_event: Callable[[Progress], None] | None = None,
    on_step: Callable[[Event], None] | None = None,
) -> SweepResult:
    """Runs a pipeline once for each combination; one that fails does not stop the others.

    Args:
        folder: The pipeline's folder.
        combinations: The values that vary, one mapping per run.
        values: The values that are the same in each.
        cwd: See `run`.
        store: See `run`.
        policy: See `run`; a sweep is not resumed, for what it has done is not done again.
        on_event: See `run`.
        on_step: See `run`.

    Raises:
        BadCallError: A combination is wrong; nothing was started.
        RunStoppedError: Ctrl-C or SIGTERM.
    """
    if policy.resume:
        raise BadCallError("A sweep is not resumed: what it has done is not done again.", "Leave --resume out.")
    if not 0 < len(combinations) <= MOST:
        raise BadCallError(f"A sweep of {len(combinations):,} runs is not made.", f"Give 1 to {MOST:,} combinations.")
    fixed, accept = dict(values or {}), policy.accept_data
    prepared = [prepare(folder, {**fixed, **each}, cwd=cwd, store=store, accept_data=accept) for each in combinations]
    first_step(prepared[0], policy)
    names = tuple(dict.fromkeys(name for each in combinations for name in each))
    with locked(prepared[0]):
        return _Sweep(names, prepared, policy, on_event, on_step).go()


class _Sweep:
    def __init__(
        self,
        names: tuple[str, ...],
        prepared: Sequence[Prepared],
        policy: Policy,
        on_event: Callable[[Progress], None] | None,
        on_step: Callable[[Event], None] | None,
    ) -> None:
        self._names = names
        self._prepared = prepared
        self._policy = policy
        self._on_event = on_event
        self._on_step = on_step
        self._recording: Recording | None = None

    def go(self) -> SweepResult:
        try:
            points = [self._point(each) for each in self._prepared]
        except RunStoppedError:
            self._finish("KILLED")
            raise
        self._finish("FAILED" if any(point.error for point in points) else "FINISHED")
        recorded = self._recording.recorded if self._recording else None
        return SweepResult(self._names, tuple(points), recorded.run_id if recorded else "")

    def _point(self, prepared: Prepared) -> Point:
        values = {name: prepared.values[name] for name in self._names}
        begun = datetime.now(UTC)
        try:
            result = run_locked(prepared, self._policy, self._on_event, self._on_step, self._parent)
        except StepFailedError as error:
            seconds = (datetime.now(UTC) - begun).total_seconds()
            return Point(values, error.output.parent.name, "failed", round(seconds, 3), error=error.message)
        record = result.record
        seconds = 0.0 if result.is_reused else record.seconds or 0.0
        return Point(values, record.run, record.status, seconds, record.metrics, is_reused=result.is_reused)

    def _parent(self) -> str:
        """The MLflow run above those of the sweep, opened when the first of them is."""
        if self._recording is None:
            manifest, first = self._prepared[0].manifest, self._prepared[0]
            same = {name: value for name, value in first.values.items() if name not in self._names}
            self._recording = mlflow_record.begin(
                first.tracking_uri,
                experiment=os.environ.get("MLFLOW_EXPERIMENT_NAME") or manifest.name,
                name=f"{manifest.name} sweep of {', '.join(self._names)} {secrets.token_hex(2)}",
                tags={
                    "nbcoach.pipeline": manifest.name,
                    "nbcoach.pipeline.version": manifest.fingerprints.whole[:12],
                    "nbcoach.sweep": ", ".join(self._names),
                },
                values=same,
            )
        recorded = self._recording.recorded
        return recorded.run_id if recorded else ""

    def _finish(self, status: mlflow_record.Status) -> None:
        if self._recording is not None:
            self._recording.finish(status, {}, {})


def grid(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """All combinations of values, the last name varying fastest."""
    return [dict(zip(values, each, strict=True)) for each in itertools.product(*values.values())]


def split(name: str, text: str, schema: Mapping[str, Any]) -> list[str] | None:
    """The values of a text such as `100,200,300`; None for a text that is one value, commas and all.

    A text is split only where it is no value itself: for a parameter that may be text, `a,b` is that text, unless its
    schema lists the values that it may have.
    """
    pieces = [piece.strip() for piece in text.split(",")]
    listed = schema.get("enum")
    if len(pieces) < 2 or (_is_value(name, text, schema) and (not listed or text in listed)):
        return None
    if not all(piece and _is_value(name, piece, schema) for piece in pieces):
        return None
    return None if listed and not all(parse(name, piece, schema) in listed for piece in pieces) else pieces


def read_grid(file: Path, known: Iterable[str]) -> list[dict[str, Any]]:
    """The combinations of a YAML file: a mapping of names to lists of values, or a list of combinations.

    Raises:
        BadCallError: The file cannot be read, or is neither.
    """
    import yaml  # noqa: PLC0415 - see manifest

    try:
        plain = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise BadCallError(f"{file} cannot be read: {error.strerror or error}.") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadCallError(f"{file} is no YAML: {' '.join(str(error).split())}.") from None
    told = f"Write names with lists, such as `{next(iter(known), 'alpha')}: [1, 2]`, or a list of combinations."
    try:
        if isinstance(plain, list):
            return msgspec.convert(plain, list[dict[str, Any]])
        return grid(msgspec.convert(plain, dict[str, list[Any]]))
    except msgspec.ValidationError as error:
        raise BadCallError(f"{file} is no grid: {error}.", told) from None


def _is_value(name: str, text: str, schema: Mapping[str, Any]) -> bool:
    try:
        parse(name, text, schema)
    except BadCallError:
        return False
    return True
