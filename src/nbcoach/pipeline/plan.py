"""From a notebook to the pipeline that an export would write: static, nothing is executed, nothing is written."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.pipeline import cut as cutting
from nbcoach.pipeline.emission import emit
from nbcoach.pipeline.fingerprint import fingerprints, sha256
from nbcoach.pipeline.model import Kernel, Pipeline, Source
from nbcoach.pipeline.naming import slug
from nbcoach.pipeline.parameters import TAG, choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.boundaries import How
    from nbcoach.pipeline.observation import Observation

DEFAULT_KERNEL = Kernel("python3", "Python 3")


def plan(
    notebook: Notebook,
    *,
    parameters: Sequence[str] | None = None,
    kernel: str | None = None,
    how: How = "one",
    cells: Sequence[int] = (),
    observation: Observation | None = None,
    until: int | None = None,
    home: str = ".",
) -> Pipeline:
    """The pipeline of a notebook.

    Args:
        notebook: A Python notebook with code.
        parameters: The names to take as parameters; by default those that are likely and safe.
        kernel: The kernelspec to run with, in place of the notebook's own.
        how: How it is cut into steps.
        cells: With `how` as `cells`: the cells that begin a step, counted among all cells from 0.
        observation: What an instrumented run has shown of the candidates; cuts that nothing can be carried over, and
            with `auto` those that are not worth it, are given up.
        until: The index of the first cell to leave out, as where a run of the notebook fails.
        home: The pipeline's folder, seen from the folder in which the steps run.

    Raises:
        BadCallError: The notebook is in another language or empty, a name cannot be a parameter, or no step can begin
            at one of the cells.
    """
    _refuse(notebook)
    choice = choose(notebook, parameters)
    candidates = cutting.candidates(notebook, how, cells)
    cut = cutting.choose(notebook, how, candidates, observation, cells, until)
    steps = emit(notebook, cut, choice.parameters, home=home)
    return Pipeline(
        name=slug(notebook.path),
        steps=steps,
        parameters=choice.parameters,
        kernel=_kernel(notebook, kernel),
        source=Source(notebook.path or "", _hash(notebook)),
        fingerprints=fingerprints(steps, choice.parameters),
        imports=tuple(sorted(name for name in notebook.imports - sys.stdlib_module_names if name)),
        candidates=choice.candidates,
        left_out=choice.left_out,
        warnings=tuple(_warnings(notebook, kernel)),
        cut=cut.label,
        merged=cut.merged,
    )


def _refuse(notebook: Notebook) -> None:
    name = notebook.path or "The notebook"
    if not notebook.is_python:
        raise BadCallError(f"{name} is a notebook in {notebook.language}; only Python is exported.")
    if not notebook.code:
        raise BadCallError(f"{name} holds no code, so there is nothing to run.")


def _kernel(notebook: Notebook, name: str | None) -> Kernel:
    spec = notebook.metadata.get("kernelspec")
    spec = spec if isinstance(spec, dict) else {}
    own = spec.get("name")
    if name and name != own:
        return Kernel(name, name)
    if not isinstance(own, str) or not own:
        return DEFAULT_KERNEL
    shown = spec.get("display_name")
    return Kernel(own, shown if isinstance(shown, str) and shown else own)


def _hash(notebook: Notebook) -> str:
    document = notebook.script.data if notebook.script else notebook.document
    if not isinstance(document, bytes):
        document = json.dumps(document, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass")
    return sha256(document)


def _warnings(notebook: Notebook, kernel: str | None) -> Iterator[str]:
    spec = notebook.metadata.get("kernelspec")
    if not kernel and not (isinstance(spec, dict) and spec.get("name")):
        yield f"The notebook names no kernel; {DEFAULT_KERNEL.name} is taken."
    for cell in notebook.code:
        if cell.facts.fault:
            yield f"Cell {cell.index + 1} does not parse ({cell.facts.fault.message}), so a run will stop there."
    tagged = [cell.index + 1 for cell in notebook.cells if TAG in cell.tags]
    if len(tagged) > 1:
        others = ", ".join(map(str, tagged[1:]))
        yield f"Several cells are tagged `{TAG}`; cell {tagged[0]} is taken, cell {others} stays as code."
