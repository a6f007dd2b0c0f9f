"""DVC: the steps as stages of a `dvc.yaml`, each run again only when its notebook, values, data or state change."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from nbcoach.pipeline.kernelspecs import verify_kernel
from nbcoach.pipeline.notebooks import notebook_bytes
from nbcoach.pipeline.project_files.modules import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.pipeline.engines.contract import Job, Progress
    from nbcoach.pipeline.failure import Failure
    from nbcoach.pipeline.model import Pipeline, Step

_FOLDER = "runs/dvc"
_STATE = "state"
_HEAD = """\
# Run it in this folder with `dvc repro`, in a repository of DVC (`dvc init`, without Git `dvc init --no-scm`). The
# values are those of params.yaml. What the steps write beside the notebook is not tracked: DVC removes what it tracks
# before a stage runs again.
"""


class Dvc:
    """Stages that call `run.py`, which needs papermill alone. `nbcoach run` executes the same steps itself."""

    name = "dvc"

    def files(self, pipeline: Pipeline) -> dict[str, bytes]:
        """The steps as notebooks, and `dvc.yaml`."""
        steps = {step.notebook: notebook_bytes(step, pipeline.kernel) for step in pipeline.steps}
        return {**steps, "dvc.yaml": _dvc_yaml(pipeline)}

    def check(self, kernel: str) -> None:
        """Raises MissingExtraError without papermill, BadCallError without the kernel."""
        verify_kernel(kernel)

    def execute(self, job: Job, watch: Callable[[Progress], None]) -> Failure | None:
        """Runs the notebook in a kernel of its own."""
        from nbcoach.pipeline.execution import execute  # noqa: PLC0415 - imports papermill

        return execute(job, watch)


def _dvc_yaml(pipeline: Pipeline) -> bytes:
    import yaml  # noqa: PLC0415 - the plan needs none

    steps = pipeline.steps
    stages = {
        step.name: _stage(pipeline, step, before, is_last=step is steps[-1])
        for step, before in zip(steps, [None, *steps], strict=False)
    }
    text: str = yaml.safe_dump({"stages": stages}, sort_keys=False, allow_unicode=True, width=1000)
    return (_HEAD + text).encode()


def _stage(pipeline: Pipeline, step: Step, before: Step | None, *, is_last: bool) -> dict[str, Any]:
    outs = [f"{_FOLDER}/{PurePosixPath(step.notebook).name}"]
    if not is_last:
        outs += _state_of(step)
    own = " --own-modules --accept-data" if pipeline.siblings else " --accept-data"
    stage: dict[str, Any] = {
        "cmd": f"python run.py --step {step.name} --to {_FOLDER} --state {_STATE}{own}",
        "deps": list(dict.fromkeys(_needed(pipeline, step, before))),
    }
    if step.parameters:
        stage["params"] = list(step.parameters)
    if step.impure:
        stage["always_changed"] = True
    return {**stage, "outs": outs}


def _needed(pipeline: Pipeline, step: Step, before: Step | None) -> Iterator[str]:
    """The files that a step rests on, relative to the pipeline's folder."""
    yield step.notebook
    if len(pipeline.steps) > 1:
        yield "state.py"
    if before is not None:
        yield from _state_of(before)
    if pipeline.siblings:
        yield FOLDER
    written = set(step.outputs or ())
    for path in step.inputs or ():
        if path not in written:
            yield _placed(pipeline, path)


def _state_of(step: Step) -> list[str]:
    return [f"{_STATE}/{step.name}.state", f"{_STATE}/{step.name}.state.json"]


def _placed(pipeline: Pipeline, path: str) -> str:
    """A path relative to where the steps run, seen from the pipeline's folder."""
    return posixpath.normpath(f"{pipeline.directory}/{path}") if not path.startswith("/") else path
