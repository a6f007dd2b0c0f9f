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
from nbcoach.pipeline.parameters import TAG, Choice, choose
from nbcoach.pipeline.renaming import renamed
from nbcoach.pipeline.secret_references import environment_of
from nbcoach.pipeline.secrets import hidden
from nbcoach.pipeline.wishes import widened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.pipeline.boundaries import How
    from nbcoach.pipeline.observation import Observation

_ASKING = ("input", "raw_input", "getpass.getpass", "google.colab.files.upload")
_WIDGETS = ("ipywidgets.*", "widgets.*")
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
    types: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    home: str = ".",
) -> Pipeline:
    """The pipeline of a notebook.

    Args:
        notebook: A notebook with code. One that is not in Python becomes one step, without parameters.
        parameters: The names to take as parameters; by default those that are likely and safe.
        kernel: The kernelspec to run with, in place of the notebook's own.
        how: How it is cut into steps.
        cells: With `how` as `cells`: the cells that begin a step, counted among all cells from 0.
        observation: What an instrumented run has shown of the candidates; cuts that nothing can be carried over, and
            with `auto` those that are not worth it, are given up.
        until: The index of the first cell to leave out, as where a run of the notebook fails.
        types: Wider types of parameters, by the names that the notebook has for them.
        names: Other names of parameters, by the same.
        home: The pipeline's folder, seen from the folder in which the steps run.

    Raises:
        BadCallError: The notebook is empty, a name cannot be a parameter or cannot be changed, or no step can begin at
            one of the cells.
    """
    _refuse(notebook)
    choice = _choice(notebook, parameters)
    candidates = cutting.candidates(notebook, how, cells)
    cut = cutting.choose(notebook, how, candidates, observation, cells, until)
    taken = renamed(notebook, choice, widened(choice.parameters, types or {}), names or {})
    steps = emit(notebook, cut, taken, home=home)
    return Pipeline(
        name=slug(notebook.path),
        steps=steps,
        parameters=taken,
        kernel=_kernel(notebook, kernel),
        source=Source(notebook.path or "", _hash(notebook)),
        fingerprints=fingerprints(steps, taken),
        imports=tuple(sorted(name for name in notebook.imports - sys.stdlib_module_names if name)),
        candidates=choice.candidates,
        left_out=choice.left_out,
        warnings=tuple(_warnings(notebook, kernel)),
        cut=cut.label,
        merged=cut.merged,
        environment=tuple(environment_of(notebook)),
    )


def _refuse(notebook: Notebook) -> None:
    name = notebook.path or "The notebook"
    holds_code = notebook.code if notebook.is_python else [each for each in notebook.cells if _runs(each)]
    if not holds_code:
        raise BadCallError(f"{name} holds no code, so there is nothing to run.")


def _runs(cell: Cell) -> bool:
    return cell.kind == "code" and bool(cell.source.strip())


def _choice(notebook: Notebook, parameters: Sequence[str] | None) -> Choice:
    if notebook.is_python:
        return choose(notebook, parameters)
    if parameters:
        raise BadCallError(
            f"{parameters[0]} cannot be a parameter: the notebook is in {notebook.language}, which is not read.",
            "Export it without --params.",
        )
    return Choice((), ())


def _kernel(notebook: Notebook, name: str | None) -> Kernel:
    spec = notebook.metadata.get("kernelspec")
    spec = spec if isinstance(spec, dict) else {}
    own = spec.get("name")
    language = notebook.language if not notebook.is_python else DEFAULT_KERNEL.language
    if name and name != own:
        return Kernel(name, name, language)
    if not isinstance(own, str) or not own:
        return DEFAULT_KERNEL
    shown = spec.get("display_name")
    return Kernel(own, shown if isinstance(shown, str) and shown else own, language)


def _hash(notebook: Notebook) -> str:
    document = notebook.script.data if notebook.script else notebook.document
    if not isinstance(document, bytes):
        document = json.dumps(document, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass")
    return sha256(document)


def _warnings(notebook: Notebook, kernel: str | None) -> Iterator[str]:
    spec = notebook.metadata.get("kernelspec")
    if not kernel and not (isinstance(spec, dict) and spec.get("name")):
        yield f"The notebook names no kernel; {DEFAULT_KERNEL.name} is taken."
    if not notebook.is_python:
        yield f"The notebook is in {notebook.language}: it becomes one step, and its parameters are not read."
    for cell in notebook.code:
        if cell.facts.fault:
            yield f"Cell {cell.index + 1} does not parse ({cell.facts.fault.message}), so a run will stop there."
    for site in notebook.calls_to(*_ASKING):
        yield f"Cell {site.cell.index + 1} asks a person by {site.method}(), and a run has none; make it a parameter."
    for site in notebook.calls_to(*_WIDGETS)[:1]:
        yield f"Cell {site.cell.index + 1} shows a widget ({site.name}); a run takes the value that it begins with."
    yield from _servers(notebook)
    secrets = ", ".join(environment_of(notebook))
    if secrets:
        yield f"Secrets do not go into the pipeline; set them in the environment for a run: {secrets}."
    tagged = [cell.index + 1 for cell in notebook.cells if TAG in cell.tags]
    if len(tagged) > 1:
        others = ", ".join(map(str, tagged[1:]))
        yield f"Several cells are tagged `{TAG}`; cell {tagged[0]} is taken, cell {others} stays as code."


def _servers(notebook: Notebook) -> Iterator[str]:
    for site in notebook.calls_to("mlflow.set_tracking_uri")[:1]:
        store = site.argument(0, "uri")
        if store and store.kind == "string" and store.text.startswith(("http:", "https:", "databricks")):
            where = f"Cell {site.cell.index + 1} records to the server {hidden(store.text)}"
            yield f"{where}; trial runs record there, too."
