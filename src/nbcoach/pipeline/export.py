"""Notebook file → pipeline folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.notebook import read_notebook
from nbcoach.pipeline import engines
from nbcoach.pipeline.folder import folder_files
from nbcoach.pipeline.model import Pipeline, Source
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.requirements import siblings
from nbcoach.pipeline.write import refuse, write

if TYPE_CHECKING:
    from collections.abc import Sequence


class Exported(Struct, frozen=True):
    """A pipeline that was written: where, what it is, and its files relative to the folder."""

    folder: Path
    pipeline: Pipeline
    files: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.pipeline.warnings


def export(
    source: Path | str,
    to: Path | str,
    *,
    force: bool = False,
    parameters: Sequence[str] | None = None,
    kernel: str | None = None,
    engine: str = "papermill",
) -> Exported:
    """Writes the pipeline of a notebook. Static: the notebook is read, not executed, and stays as it is.

    Args:
        source: The notebook file.
        to: The pipeline's folder, which must not exist.
        force: Replace a pipeline that stands at `to`.
        parameters: The names to take as parameters; by default those that are likely and safe.
        kernel: The kernelspec to run with, in place of the notebook's own.
        engine: The name of the engine that the files are for.

    Raises:
        BadCallError: The target exists or cannot be written, or the notebook cannot be exported.
        UnreadableError, NotANotebookError: The source is no readable notebook.
    """
    source, to = Path(source), Path(to)
    notebook = read_notebook(source)
    chosen = engines.load(engine)
    source, to = source.resolve(), to.resolve()
    refuse(to, force=force)
    if source.is_relative_to(to):
        raise BadCallError(f"The notebook {source} lies in the folder {to}.", "Choose a folder beside it.")
    pipeline = _placed(plan(notebook, parameters=parameters, kernel=kernel), source, to)
    files = {**folder_files(pipeline, chosen.name), **chosen.files(pipeline)}
    write(files, to, force=force)
    return Exported(to, pipeline, tuple(files))


def _placed(pipeline: Pipeline, source: Path, to: Path) -> Pipeline:
    """The pipeline as seen from its folder, and with what lies beside the notebook."""
    beside = siblings(pipeline.imports, source.parent)
    return replace(
        pipeline,
        source=Source(_relative(source, to), pipeline.source.sha256),
        directory=_relative(source.parent, to),
        siblings=beside,
    )


def _relative(path: Path, folder: Path) -> str:
    """A path from a folder, with `/`; absolute where there is none, as between Windows drives."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:
        return path.as_posix()
