"""What a run will do, with everything checked that can be checked before a kernel starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.notebook.read import read_bytes
from nbcoach.pipeline import engines
from nbcoach.pipeline.caching import Digests, Ledger, StepCode, read_steps
from nbcoach.pipeline.caching.digests import NAME as DIGESTS
from nbcoach.pipeline.caching.environment import environment
from nbcoach.pipeline.data_lock import changed_data, refuse_changed
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
    codes: dict[str, StepCode]
    digests: Digests
    changed_data: tuple[str, ...] = ()

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

    def step_values(self, step: str) -> dict[str, Any]:
        """The values of the parameters that a step takes."""
        declared = self.codes[step].declared
        return self.values if declared is None else {name: self.values[name] for name in declared}

    def impure(self, step: StepEntry) -> tuple[str, ...]:
        """Why another run of a step may give another result: as observed, else as its code lets one fear."""
        return self.codes[step.name].impure if step.impure is None else step.impure

    def check_kernel(self) -> None:
        """Raises an error where the engine or the kernel is not installed."""
        engines.load(self.manifest.engine).check(self.manifest.kernel.name)

    def ledger(self) -> Ledger:
        """What earlier runs have left, as seen from this one."""
        return Ledger(
            runs=self.runs,
            steps=[step.name for step in self.manifest.steps],
            codes=self.codes,
            digests=self.digests,
            environment=environment(self.manifest.kernel.name, self.folder, self.directory),
            folders=(self.directory, self.folder),
            observed={step.name: step.inputs for step in self.manifest.steps if step.inputs is not None},
        )


def prepare(
    folder: Path | str,
    values: Mapping[str, Any],
    *,
    cwd: Path | str | None = None,
    store: str = "",
    accept_data: bool = False,
) -> Prepared:
    """Reads a pipeline and checks the values of a run, its folders, its notebooks and its data.

    The arguments are those of `run`. Engine and kernel are not looked at until a step has to be executed.

    Raises:
        BadCallError: Something of it is wrong; the message says what.
        MissingExtraError: What runs notebooks is not installed.
    """
    folder = pipeline_folder(folder)
    manifest = read_manifest(folder)
    _refuse_unset(manifest)
    resolved = resolve(manifest.parameters, values, read_defaults(folder))
    directory = _directory(folder, manifest, Path(cwd) if cwd else None)
    digests = Digests(directory, folder / RUNS / DIGESTS, outside=(folder,))
    changed = changed_data(folder, digests, manifest.parameters, resolved)
    if not accept_data:
        refuse_changed(changed)
    return Prepared(
        folder=folder,
        manifest=manifest,
        values=resolved,
        directory=directory,
        tracking_uri=Project.find(home_of(folder)).tracking_uri(os.environ, store),
        codes=_codes(folder, manifest),
        digests=digests,
        changed_data=changed,
    )


def _refuse_unset(manifest: Manifest) -> None:
    """Raises a BadCallError where secrets of the notebook are not given to the run."""
    unset = [name for name in manifest.environment if name not in os.environ]
    if unset:
        raise BadCallError(
            f"The pipeline reads secrets from the environment, and these are not set: {', '.join(unset)}.",
            f"Set them first, for example: export {unset[0]}=…",
        )


def home_of(folder: Path | str) -> Path:
    """The folder whose project and settings hold for a pipeline: the notebook's, or the pipeline's if that is gone.

    A run is so recorded in the store in which the notebook itself records.

    Raises:
        BadCallError: The folder is no pipeline.
    """
    folder = pipeline_folder(folder)
    home = folder / read_manifest(folder).directory
    return home.resolve() if home.is_dir() else folder


def _codes(folder: Path, manifest: Manifest) -> dict[str, StepCode]:
    """Reads the steps, and refuses a parameter that none of them would take, for papermill would not tell."""
    notebooks = [(step.name, _content(folder, step)) for step in manifest.steps]
    if len({name for name, _ in notebooks}) != len(notebooks):
        raise BadCallError(f"{folder / NAME} names a step twice.", "Export the notebook again.")
    codes = read_steps(notebooks, manifest.parameters)
    if all(code.declared is not None for code in codes.values()):
        taken = {name for code in codes.values() for name in code.declared or ()}
        for name in manifest.parameters:
            if name not in taken:
                raise BadCallError(
                    f"Parameter {name} is set in no cell tagged `parameters` of any step: its value would be ignored.",
                    "Export the notebook again, or take it out of pipeline.yaml.",
                )
    return codes


def _content(folder: Path, step: StepEntry) -> bytes:
    notebook = folder / step.notebook
    if not notebook.is_file():
        raise BadCallError(f"Step {step.name} has no notebook: {notebook} is not there.", "Export the notebook again.")
    return read_bytes(notebook)


def schemas_of(folder: Path | str) -> dict[str, dict[str, Any]]:
    """The JSON Schema of each parameter of a pipeline.

    Raises:
        BadCallError: The folder is no pipeline.
    """
    return read_manifest(pipeline_folder(folder)).parameters


def pipeline_folder(given: Path | str) -> Path:
    """The folder of a pipeline that is named by it, or by its pipeline.yaml."""
    path = Path(given)
    return (path.parent if path.name == NAME else path).resolve()


def _directory(folder: Path, manifest: Manifest, cwd: Path | None) -> Path:
    directory = (cwd or folder / manifest.directory).resolve()
    if not directory.is_dir():
        cure = "Name another one." if cwd else "Name the folder of the notebook's data with --cwd."
        raise BadCallError(f"The folder to run in, {directory}, is not there.", cure)
    return directory
