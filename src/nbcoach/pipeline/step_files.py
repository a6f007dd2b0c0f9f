"""What an instrumented run says about each step: the files that it reads and writes, and why it may vary."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from nbcoach.pipeline.model import Pipeline, Step
    from nbcoach.pipeline.observation import CellTrace, Observation

_WHY = {
    "clock": "reads the clock",
    "entropy": "draws from an unseeded generator",
    "network": "uses the network",
    "process": "runs a shell command",
}
"""The causes of a trace in the words in which a run tells them."""


def with_files(pipeline: Pipeline, observation: Observation | None) -> Pipeline:
    """The pipeline with `inputs`, `outputs` and `impure` of its steps filled in; as it is without an observation."""
    if observation is None:
        return pipeline
    traces = {trace.index: trace for trace in observation.cells}
    data = {each.path for each in observation.data}
    steps = tuple(
        _observed(step, [traces[at] for at in step.source_cells if at in traces], data) for step in pipeline.steps
    )
    written: set[str] = set()
    found = []
    for step in steps:
        inputs = [path for path in step.inputs or () if path in data or path in written]
        found.append(replace(step, inputs=tuple(inputs)))
        written |= set(step.outputs or ())
    return replace(pipeline, steps=tuple(found))


def _observed(step: Step, traces: list[CellTrace], data: set[str]) -> Step:
    """A file that the step itself wrote before it read it is no input."""
    inputs: dict[str, None] = {}
    outputs: dict[str, None] = {}
    for trace in traces:
        inputs.update((path, None) for path in trace.opened if path not in outputs)
        outputs.update((path, None) for path in trace.written if path in data or not PurePath(path).is_absolute())
    impure = dict.fromkeys(_WHY.get(cause, cause) for trace in traces for cause in trace.impure)
    return replace(step, inputs=tuple(inputs), outputs=tuple(outputs), impure=tuple(impure))
