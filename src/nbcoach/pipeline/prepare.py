"""What a run will do, with everything checked that can be checked before a kernel starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline import engines
from nbcoach.pipeline.folder import RUNS
from nbcoach.pipeline.manifest import NAME, Manifest, StepEntry, read_defaults, read_manifest
from nbcoach.pipeline.values import resolve
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping


class Prepared(Struct, frozen=True):
    """A run that could start: `directory` is the absolute folder in which the steps will run."""

    folder: Path
    manifest: Manifest
    values: dict[str, Any]
    directory: Path
    tracking_uri: str

    @property
    def runs(self) -> Path:
        return self.folder / RUNS

    @property
    def source(self) -> Path:
        """Where the source notebook was; it need not be there any more."""
        return self.folder / self.manifest.source.notebook

    def notebook(self, step: StepEntry) -> Path:
        """The notebook of a step."""
        return self.folder / step.notebook


def prepare(
    folder: Path | str, values: Mapping[str, Any], *, cwd: Path | str | None = None, store: str = ""
) -> Prepared:
    """Reads a pipeline and checks the values of a run, its folders, its engine and its kernel.

    The arguments are those of `run`.

    Raises:
        BadCallError: Something of it is wrong; the message says what.
        MissingExtraError: What runs notebooks is not installed.
    """
    folder = _folder(folder)
    manifest = read_manifest(folder)
    prepared = Prepared(
        folder=folder,
        manifest=manifest,
        values=resolve(manifest.parameters, values, read_defaults(folder)),
        directory=_directory(folder, manifest, Path(cwd) if cwd else None),
        tracking_uri=Project.find(home_of(folder)).tracking_uri(os.environ, store),
    )
    for step in manifest.steps:
        if not prepared.notebook(step).is_file():
            raise BadCallError(
                f"Step {step.name} has no notebook: {prepared.notebook(step)} is not there.",
                "Export the notebook again.",
            )
    engines.load(manifest.engine).check(manifest.kernel.name)
    return prepared


def home_of(folder: Path | str) -> Path:
    """The folder whose project and settings hold for a pipeline: the notebook's, or the pipeline's if that is gone.

    A run is so recorded in the store in which the notebook itself records.

    Raises:
        BadCallError: The folder is no pipeline.
    """
    folder = _folder(folder)
    home = folder / read_manifest(folder).directory
    return home.resolve() if home.is_dir() else folder


def _folder(given: Path | str) -> Path:
    path = Path(given)
    return (path.parent if path.name == NAME else path).resolve()


def _directory(folder: Path, manifest: Manifest, cwd: Path | None) -> Path:
    directory = (cwd or folder / manifest.directory).resolve()
    if not directory.is_dir():
        cure = "Name another one." if cwd else "Name the folder of the notebook's data with --cwd."
        raise BadCallError(f"The folder to run in, {directory}, is not there.", cure)
    return directory
