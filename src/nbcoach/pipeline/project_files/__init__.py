"""The files that make an exported folder stand on its own: it installs, runs and tests itself without nbcoach."""

from __future__ import annotations

from importlib.resources import files as packaged
from typing import TYPE_CHECKING

from nbcoach.pipeline.project_files import data_lock, environment, expected, modules, readme

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

STATE = "state.py"
_IGNORED = "# What runs leave behind.\n/runs/\n/state/\n__pycache__/\n.ipynb_checkpoints/\n.pytest_cache/\n"


def files(
    pipeline: Pipeline, observation: Observation | None, proof: Proof | None, source_dir: Path
) -> dict[str, bytes]:
    """The content of each file by its path in the pipeline's folder.

    Neither data nor outputs are among them: what is expected of a run is kept as digests, shapes and numbers.

    Args:
        pipeline: The pipeline, placed in its folder.
        observation: The instrumented run; None where nothing was executed.
        proof: What the proof showed; None where nothing was proven.
        source_dir: The folder in which the notebook runs, with the modules that it imports.
    """
    copied = modules.module_files(pipeline.siblings, source_dir)
    made = {
        environment.NAME: environment.lock_bytes(pipeline, observation),
        data_lock.NAME: data_lock.lock_bytes(pipeline, observation),
        expected.NAME: expected.expected_bytes(pipeline, observation, proof),
        environment.WORKFLOW: environment.workflow_bytes(observation),
        ".gitignore": _IGNORED.encode(),
        **_vendored(pipeline),
        **copied,
    }
    return {**made, "README.md": readme.readme_bytes(pipeline, observation, proof, made)}


def _vendored(pipeline: Pipeline) -> dict[str, bytes]:
    """The files that are the same in every pipeline."""
    source = packaged(__name__).joinpath("vendored")
    found = {
        "run.py": source.joinpath("run.py").read_bytes(),
        "Makefile": source.joinpath("Makefile").read_bytes(),
        "tests/test_pipeline.py": source.joinpath("test_pipeline.py").read_bytes(),
        "tests/outputs.py": source.joinpath("outputs.py").read_bytes(),
    }
    if len(pipeline.steps) > 1:
        from nbcoach.pipeline import state  # noqa: PLC0415 - one step hands nothing on

        found[STATE] = state.source()
    return found
