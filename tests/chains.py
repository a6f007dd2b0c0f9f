"""Pipelines of several steps for tests, and an engine that executes them in this process, in milliseconds.

The steps hand on their state through a `state.py` of a few lines; prologue and epilogue are those of real exports.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
import warnings
from contextlib import chdir, redirect_stdout
from typing import TYPE_CHECKING, Any

import yaml

from nbcoach.pipeline.failure import failure_of
from nbcoach.pipeline.handing_on import epilogue, prologue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbcoach.pipeline.engines import Job

STATE = """\
import hashlib, json, os, pickle, sys
space = lambda: sys.modules["__main__"].__dict__
def watch():
    pass
def dump(step, names):
    os.makedirs(os.environ["PIPELINE_STATE"], exist_ok=True)
    path = os.path.join(os.environ["PIPELINE_STATE"], step + ".state")
    blob = pickle.dumps({name: space()[name] for name in names})
    with open(path + ".new", "wb") as file:
        file.write(blob)
    os.replace(path + ".new", path)
    with open(path + ".json", "w") as file:
        json.dump({"sha256": hashlib.sha256(blob).hexdigest()}, file)
def load(step):
    path = os.path.join(os.environ["PIPELINE_STATE"], step + ".state")
    blob = open(path, "rb").read()
    if hashlib.sha256(blob).hexdigest() != json.load(open(path + ".json"))["sha256"]:
        raise ValueError("the state of step %s is damaged" % step)
    space().update(pickle.loads(blob))
"""


def make_chain(
    folder: Path,
    steps: Mapping[str, list[str]],
    parameters: Mapping[str, dict[str, Any]],
    *,
    carries: Mapping[str, list[str]] | None = None,
    options: Mapping[str, dict[str, Any]] | None = None,
) -> Path:
    """Writes a pipeline whose steps run in the folder that holds it.

    Args:
        folder: The pipeline's folder, which is made.
        steps: The code cells of each step; a first cell that begins with `# parameters` is tagged so.
        parameters: The published schema of each parameter.
        carries: The names that each step hands on, by the step; all steps but the last have one.
        options: Further fields of steps in pipeline.yaml.
    """
    (folder / "steps").mkdir(parents=True)
    (folder / "state.py").write_text(STATE)
    names, entries = list(steps), []
    for at, (name, cells) in enumerate(steps.items()):
        path = f"steps/{at + 1}0_{name}.ipynb"
        write_step(
            folder / path,
            cells,
            names[at - 1] if at else None,
            (carries or {}).get(name),
            name,
            is_framed=len(names) > 1,
        )
        entries.append({"name": name, "notebook": path, "source_cells": [at], **(options or {}).get(name, {})})
    manifest = {
        "version": 1,
        "name": "chain",
        "source": {"notebook": "../chain.ipynb", "sha256": "0"},
        "directory": "..",
        "kernel": {"name": "python3", "display_name": "Python 3"},
        "parameters": dict(parameters),
        "steps": entries,
        "fingerprints": dict.fromkeys(["code", "parameters", "schema", "whole"], "f" * 64),
    }
    (folder / "pipeline.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False))
    return folder


def write_step(
    file: Path, cells: list[str], before: str | None, carries: list[str] | None, name: str, *, is_framed: bool
) -> None:
    made = [_cell(source, ["parameters"] if source.startswith("# parameters") else []) for source in cells]
    if is_framed:
        made.insert(0, _cell(prologue(before, "pipe").source, ["nbcoach-prologue"]))
    if carries is not None:
        made.append(_cell(epilogue(name, carries).source, ["nbcoach-epilogue"]))
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    document = {"cells": made, "metadata": spec, "nbformat": 4, "nbformat_minor": 4}
    file.write_text(json.dumps(document))


def _cell(source: str, tags: list[str]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": tags}, "outputs": [], "execution_count": None}


def edit_step(file: Path, old: str, new: str) -> None:
    """Changes the code of a step's notebook."""
    document = json.loads(file.read_text())
    assert any(old in cell["source"] for cell in document["cells"])
    for cell in document["cells"]:
        cell["source"] = cell["source"].replace(old, new)
    file.write_text(json.dumps(document))


class InProcess:
    """An engine that executes cells here; `executed` has the steps in the order in which they were executed."""

    def __init__(self) -> None:
        self.executed: list[str] = []
        self.jobs: list[Job] = []
        self.during: Any = None

    def check(self, kernel: str) -> None:
        pass

    def execute(self, job: Job, watch: Any) -> Any:
        self.executed.append(job.step)
        self.jobs.append(job)
        document = json.loads(job.notebook.read_text())
        main, environ = sys.modules["__main__"], dict(os.environ)
        module = type(main)("__main__")
        space = module.__dict__
        sys.modules["__main__"] = module
        try:
            os.environ.update(job.environment)
            with chdir(job.directory):
                self._cells(document["cells"], job, space)
        finally:
            sys.modules["__main__"] = main
            os.environ.clear()
            os.environ.update(environ)
            job.output.write_text(json.dumps(document))
        return failure_of(document["cells"])

    def _cells(self, cells: list[dict[str, Any]], job: Job, space: dict[str, Any]) -> None:
        for cell in cells:
            said = io.StringIO()
            try:
                with redirect_stdout(said), warnings.catch_warnings():
                    warnings.simplefilter("ignore", ResourceWarning)
                    exec(cell["source"], space)  # noqa: S102
                    if "parameters" in cell["metadata"]["tags"]:
                        space.update(job.values)
                    if self.during:
                        self.during(job, cell)
            except Exception as error:  # noqa: BLE001
                told = {"output_type": "error", "ename": type(error).__name__, "evalue": str(error)}
                cell["outputs"] = [{**told, "traceback": [traceback.format_exc()]}]
                return
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": said.getvalue()}]
