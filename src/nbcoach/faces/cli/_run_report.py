"""What `nbcoach run` says in words."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from nbcoach.pipeline import Prepared, RunResult
    from nbcoach.pipeline.forecast import Outlook
    from nbcoach.pipeline.run_record import StepRecord
    from nbcoach.pipeline.sweep import Point, SweepResult

_MOST = 3
"""Reasons that are told of one step."""


def plan_lines(prepared: Prepared, outlooks: Sequence[Outlook]) -> Iterator[str]:
    """What a dry run says."""
    manifest = prepared.manifest
    executed = [each for each in outlooks if not each.reused]
    if executed:
        steps = "1 step" if len(manifest.steps) == 1 else f"{len(manifest.steps)} steps"
        yield f"Would run {manifest.name} ({steps}) with kernel {manifest.kernel.name}:"
    else:
        yield f"Would run nothing of {manifest.name}: every step is done."
    for step, outlook in zip(manifest.steps, outlooks, strict=True):
        yield f"  step       {step.name}: {path_shown(prepared.notebook(step))}"
        yield f"             {_outlook(outlook)}"
    yield f"  in         {prepared.directory}"
    yield from _pairs("parameters", prepared.values)
    yield f"  MLflow     {prepared.tracking_uri}"


def report_lines(result: RunResult) -> Iterator[str]:
    """What a run that ended well says."""
    record = result.record
    if result.is_reused:
        yield f"Nothing to run: run {record.run} of {record.pipeline} has done this already. --force runs it again."
    else:
        yield f"Run {record.run} of {record.pipeline} finished in {record.seconds or 0:.1f} s."
    if len(record.steps) > 1 and not result.is_reused:
        yield from (f"  step       {_step(step)}" for step in record.steps)
    for notebook in result.notebooks:
        yield f"  notebook   {path_shown(notebook)}"
    yield f"  record     {path_shown(result.folder / 'run.json')}"
    yield from _pairs("parameters", record.parameters)
    yield from _pairs("measures", record.metrics)
    if record.mlflow:
        yield f"  MLflow     experiment {record.mlflow.experiment}, run {record.mlflow.run_id}"
        yield f"             see it with: mlflow ui --backend-store-uri {record.mlflow.tracking_uri}"


def sweep_lines(result: SweepResult) -> Iterator[str]:
    """The table of a sweep: a line per run, with what was varied and what was measured."""
    measures = tuple(dict.fromkeys(name for point in result.points for name in point.metrics))
    head = (*result.names, *measures, "seconds", "status", "run")
    rows = [head, *(_row(point, result.names, measures) for point in result.points)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    for point in result.failed:
        yield f"failed: {point.error}"
    if result.mlflow:
        yield f"MLflow parent run: {result.mlflow}"


def path_shown(path: Path) -> str:
    """A path as one would type it: relative where it lies below the working directory."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _outlook(outlook: Outlook) -> str:
    if outlook.reused:
        return f"done in run {outlook.reused}"
    return f"{'executed' if outlook.is_certain else 'executed if that leaves another state'}: {_why(outlook.reasons)}"


def _step(step: StepRecord) -> str:
    if step.reused:
        return f"{step.name}: reused from run {step.reused}"
    tries = f" at attempt {step.attempts}" if step.attempts > 1 else ""
    return f"{step.name}: {step.seconds:.1f} s{tries}{f' ({_why(step.reasons)})' if step.reasons else ''}"


def _why(reasons: Sequence[str]) -> str:
    told = ", ".join(reasons[:_MOST])
    return f"{told}, and {len(reasons) - _MOST} more" if len(reasons) > _MOST else told


def _row(point: Point, names: Sequence[str], measures: Sequence[str]) -> tuple[str, ...]:
    values = (json.dumps(point.values[name], ensure_ascii=False) for name in names)
    numbers = (f"{point.metrics[name]:.6g}" if name in point.metrics else "" for name in measures)
    status = "reused" if point.is_reused else point.status
    return (*values, *numbers, f"{point.seconds:.1f}", status, point.run)


def _pairs(label: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"  {label:10} {name} = {json.dumps(value, ensure_ascii=False)}"
        label = ""
