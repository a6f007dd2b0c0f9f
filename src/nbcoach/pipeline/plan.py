"""From a notebook to the pipeline that an export would write: static, nothing is executed, nothing is written."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.pipeline.fingerprint import fingerprints, sha256
from nbcoach.pipeline.model import Kernel, Pipeline, Source
from nbcoach.pipeline.parameters import TAG, choose
from nbcoach.pipeline.steps import whole_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.notebook import Notebook

DEFAULT_KERNEL = Kernel("python3", "Python 3")


def plan(notebook: Notebook, *, parameters: Sequence[str] | None = None, kernel: str | None = None) -> Pipeline:
    """The pipeline of a notebook, as one step.

    Args:
        notebook: A Python notebook with code.
        parameters: The names to take as parameters; by default those that are likely and safe.
        kernel: The kernelspec to run with, in place of the notebook's own.

    Raises:
        BadCallError: The notebook is in another language or empty, or a name cannot be a parameter.
    """
    _refuse(notebook)
    choice = choose(notebook, parameters)
    step = whole_step(notebook, choice.parameters, slug(notebook.path))
    return Pipeline(
        name=step.name,
        steps=(step,),
        parameters=choice.parameters,
        kernel=_kernel(notebook, kernel),
        source=Source(notebook.path or "", _hash(notebook)),
        fingerprints=fingerprints([step], choice.parameters),
        imports=tuple(sorted(name for name in notebook.imports - sys.stdlib_module_names if name)),
        candidates=choice.candidates,
        left_out=choice.left_out,
        warnings=tuple(_warnings(notebook, kernel)),
    )


def slug(path: str | None) -> str:
    """The name of a pipeline: the notebook's file name in lower-case ASCII letters, digits and `-`."""
    stem = PurePath(path).stem if path else ""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "notebook"


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
