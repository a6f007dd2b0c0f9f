"""`jupyter nbconvert --to nbcoach_papermill`: the notebook with its parameters in one tagged cell, ready for papermill.

Nothing is executed. The options are `--PapermillPreprocessor.parameters` and `--PapermillPreprocessor.kernel`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import Preprocessor
from nbconvert.utils.exceptions import ConversionException
from traitlets import List, Unicode

from nbcoach.errors import NbcoachError
from nbcoach.notebook import parse_notebook
from nbcoach.pipeline.notebooks import notebook_bytes
from nbcoach.pipeline.plan import plan

if TYPE_CHECKING:
    from nbformat import NotebookNode

SUFFIX = ".papermill"


class PapermillPreprocessor(Preprocessor):
    """Gathers the literals that can safely be parameters in one cell tagged `parameters`, and clears the outputs."""

    parameters = List(Unicode(), help="Take exactly these parameters; by default those that are likely and safe.").tag(
        config=True
    )
    kernel = Unicode(help="The Jupyter kernel to run with, in place of the notebook's own.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Raises a ConversionException where the notebook cannot be a pipeline, with what to do about it."""
        try:
            notebook = parse_notebook(dict(nb), _path(resources))
            pipeline = plan(notebook, parameters=self.parameters or None, kernel=self.kernel or None)
        except NbcoachError as error:
            raise ConversionException(str(error)) from error
        for warning in pipeline.warnings:
            self.log.warning(warning)
        content = notebook_bytes(pipeline.steps[0], pipeline.kernel)
        made: NotebookNode = nbformat.reads(content.decode(), nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
        return made, resources


class PapermillExporter(NotebookExporter):
    """Writes `NAME.papermill.ipynb` beside the notebook, which stays as it is."""

    export_from_notebook = "Papermill notebook"

    def __init__(self, config: Any = None, **arguments: Any) -> None:
        super().__init__(config=config, **arguments)  # type: ignore[no-untyped-call]
        self.register_preprocessor(PapermillPreprocessor, enabled=True)  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **arguments: Any
    ) -> tuple[str, dict[str, Any]]:
        """The text of the notebook, and a suffix that keeps it from being written over its source."""
        text, told = super().from_notebook_node(nb, resources, **arguments)  # type: ignore[no-untyped-call]
        return text, {**told, "output_suffix": SUFFIX}


def _path(resources: dict[str, Any]) -> str:
    metadata = resources.get("metadata", {})
    folder, name = Path(metadata.get("path") or ""), metadata.get("name") or "notebook"
    return (folder / f"{name}.ipynb").as_posix()
