"""What a run has shown of each step: what it reads, what it writes, why it may vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sample_pipeline import observation, pipeline_of, work

from nbcoach.pipeline.manifest import manifest_of
from nbcoach.pipeline.step_files import with_files

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.pipeline.model import Pipeline


@pytest.fixture
def pipeline(write_notebook, tmp_path: Path) -> Pipeline:
    return pipeline_of(work(tmp_path, write_notebook), tmp_path / "pipe", (2,))


def test_without_a_run_nothing_is_known(pipeline: Pipeline) -> None:
    assert with_files(pipeline, None) is pipeline
    assert manifest_of(pipeline, "papermill").steps[0].inputs is None


def test_inputs_are_data_and_what_earlier_steps_wrote(pipeline: Pipeline, tmp_path: Path) -> None:
    seen = observation(tmp_path / "work", {1: [], 2: [], 3: []}, ["data/numbers.txt"])
    first, second, third = seen.cells
    cells = (
        replace(first, opened=("data/numbers.txt", "/usr/lib/python3/x.py", "cache"), written=("clean.csv", "/srv/x")),
        replace(second, opened=("clean.csv",), written=("total.txt",), impure=("clock",)),
        replace(third, opened=("total.txt",), impure=("clock", "process")),
    )
    one, two = with_files(pipeline, replace(seen, cells=cells)).steps
    assert (one.inputs, one.outputs, one.impure) == (("data/numbers.txt",), ("clean.csv",), ())
    assert (two.inputs, two.outputs) == (("clean.csv",), ("total.txt",))
    assert two.impure == ("reads the clock", "runs a shell command")


def test_the_manifest_tells_a_run_what_was_seen(pipeline: Pipeline, tmp_path: Path) -> None:
    seen = observation(tmp_path / "work", {1: []}, ["data/numbers.txt"])
    cells = (replace(seen.cells[0], opened=("data/numbers.txt",)),)
    entry = manifest_of(with_files(pipeline, replace(seen, cells=cells)), "papermill").steps[0]
    assert (entry.inputs, entry.impure) == (("data/numbers.txt",), ())
