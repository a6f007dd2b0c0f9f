"""Runs a pipeline once in a copy of the notebook's folder, and keeps what cells showed and the values of each step."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.pipeline import engines
from nbcoach.pipeline.engines import Job
from nbcoach.pipeline.failure import Failure, source_cell
from nbcoach.pipeline.observe import Copy, reach
from nbcoach.pipeline.observe.tracking_store import without_server
from nbcoach.pipeline.prove.guard import guarded
from nbcoach.pipeline.secret_references import environment_of
from nbcoach.pipeline.state import source as state_source
from nbcoach.pipeline.stopping import stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.engines import Progress
    from nbcoach.pipeline.model import Pipeline, Step

_KEEP = """\
exec({code!r}, {{}})"""
_CODE = """\
import json, sys, types
from IPython import get_ipython
state = types.ModuleType("nbcoach_values")
sys.modules["nbcoach_values"] = state
with open({state!r}, "rb") as file:
    exec(compile(file.read(), {state!r}, "exec"), state.__dict__)
state.dump_values({values!r}, get_ipython().user_ns)
with open({python!r}, "w", encoding="utf-8") as file:
    json.dump({{"executable": sys.executable, "path": sys.path}}, file)
"""


class Ran(Struct, frozen=True):
    """What a pipeline did.

    `outputs` holds nbformat outputs by source cell, `values` a blob of the values at the end of each step that came to
    its end, by the step's name in order; `python` names the interpreter (`executable`, `path`) of the kernels;
    `failure` is what `failed_step` ended with.
    """

    outputs: dict[int, tuple[dict[str, Any], ...]]
    values: dict[str, Path]
    seconds: float
    python: dict[str, Any] = {}
    failure: Failure | None = None
    failed_step: str = ""


class Place(Struct, frozen=True):
    """Where a pipeline runs: its own folder, and the copy with the folder of the notebook in it."""

    folder: Path
    copy: Copy
    directory: Path
    environment: dict[str, str]
    linked: tuple[Path, ...]

    @property
    def python(self) -> Path:
        """A file in which the last kernel says which interpreter it is, and where that looks for modules."""
        return self.folder / "executed" / "python.json"

    @property
    def state(self) -> Path:
        return self.folder / "values-state.py"


def run_pipeline(
    pipeline: Pipeline,
    files: Mapping[str, bytes],
    notebook: Notebook,
    source: Path,
    copy: Copy,
    *,
    watch: Callable[[Progress], None] | None = None,
    timeout: float | None = None,
) -> Ran:
    """Runs the steps with the default values of their parameters, each in its own kernel, to the first that fails.

    Args:
        pipeline: The pipeline.
        files: Its files, by their path in its folder.
        notebook: The notebook that it was made of.
        source: That notebook's file.
        copy: A copy of its folder, made anew for this run.
        watch: Called before each code cell.
        timeout: Seconds for each step, None for any.
    """
    place = _place(files, notebook, source, copy)
    begun = time.monotonic()
    outputs: dict[int, tuple[dict[str, Any], ...]] = {}
    values: dict[str, Path] = {}
    failure, failed = None, ""
    with stoppable():
        for step in pipeline.steps:
            job = _job(step, pipeline, place, timeout)
            failure = engines.load("papermill").execute(job, watch or _unwatched)
            _collect(job.output, place, outputs)
            kept = _values_of(step, place)
            values |= {step.name: kept} if kept.exists() else {}
            if failure:
                failed = step.name
                break
    python = json.loads(place.python.read_bytes()) if place.python.exists() else {}
    return Ran(outputs, values, round(time.monotonic() - begun, 3), python, failure, failed)


def _unwatched(_: Progress) -> None:
    pass


def _place(files: Mapping[str, bytes], notebook: Notebook, source: Path, copy: Copy) -> Place:
    folder = copy.home / "pipeline"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "executed").mkdir(parents=True)
    (folder / "state").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
    environment |= environment_of(notebook)
    environment = without_server(environment, (cell.source for cell in notebook.code))
    environment |= {"PIPELINE_DIR": str(folder), "PIPELINE_STATE": str(folder / "state")}
    place = Place(
        folder=folder,
        copy=copy,
        directory=copy.place(source.parent.resolve()),
        environment=environment,
        linked=tuple(reach(notebook, source, copy)),
    )
    place.state.write_bytes(state_source())
    return place


def _job(step: Step, pipeline: Pipeline, place: Place, timeout: float | None) -> Job:
    own = place.folder / step.notebook
    tried = own.with_name(f"tried-{own.name}")
    is_python = pipeline.kernel.language == "python"
    tried.write_bytes(_with_values(own.read_bytes(), step, place) if is_python else own.read_bytes())
    taken = step.parameters or (tuple(each.name for each in pipeline.parameters) if len(pipeline.steps) == 1 else ())
    return Job(
        step=step.name,
        notebook=tried,
        output=place.folder / "executed" / own.name,
        values={each.name: each.default for each in pipeline.parameters if each.name in taken},
        kernel=pipeline.kernel.name,
        directory=place.directory,
        environment=guarded(place.environment, place.copy, place.linked, step),
        log=place.folder / "executed" / f"{own.stem}.log",
        timeout=timeout,
    )


def _with_values(content: bytes, step: Step, place: Place) -> bytes:
    """The step's notebook with one more cell at the end, which keeps all values; the emitted file stays as it is."""
    document = json.loads(content)
    code = _CODE.format(state=str(place.state), values=str(_values_of(step, place)), python=str(place.python))
    cell = {"cell_type": "code", "id": "nbcoach-values", "metadata": {}, "source": _KEEP.format(code=code)}
    document["cells"].append({**cell, "outputs": [], "execution_count": None})
    return json.dumps(document).encode()


def _values_of(step: Step, place: Place) -> Path:
    return place.folder / "executed" / f"{step.name}.values"


def _collect(executed: Path, place: Place, outputs: dict[int, tuple[dict[str, Any], ...]]) -> None:
    """Puts the outputs of an executed step beside those of the steps before, with the paths of the original."""
    if not executed.exists():
        return
    document = json.loads(place.copy.plain(executed.read_text("utf-8")))
    for cell in document["cells"]:
        origin = source_cell(cell)
        if origin is not None and cell["cell_type"] == "code":
            outputs[origin] = (*outputs.get(origin, ()), *cell.get("outputs", ()))
