"""What a pipeline or a run is made of, read from its folder, so that two of them can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline import run_record
from nbcoach.pipeline.fingerprint import digest
from nbcoach.pipeline.manifest import read_defaults, read_manifest
from nbcoach.pipeline.project_files import data_lock, environment, expected
from nbcoach.pipeline.project_files.vendored import outputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.pipeline.manifest import Manifest

VERSIONS = "versions"
"""The folder in a pipeline's folder that holds a snapshot of each recorded version."""
_DIGITS = 6
"""Significant digits of numbers that count as a result."""


class Code(Struct, frozen=True):
    """A code cell: `cell` is the 0-based index of its source cell, `form` the SHA-256 of its canonical form."""

    step: str
    cell: int | None
    form: str
    source: str


class Snapshot(Struct, frozen=True, kw_only=True):
    """All that counts when pipelines are compared.

    `parameters` are JSON Schemas with defaults; `data` maps paths to SHA-256; `environment` distributions to versions;
    `results` places (`cell 3, output 1`) to digests, None where nobody has seen what this code gives; `outputs` are
    the files that are written; `metrics` are a run's measures.
    """

    name: str
    parameters: dict[str, dict[str, Any]]
    code: tuple[Code, ...]
    data: dict[str, str] = {}
    environment: dict[str, str] = {}
    results: dict[str, str] | None = None
    outputs: tuple[str, ...] = ()
    metrics: dict[str, float] = {}


def read_snapshot(place: Path | str) -> Snapshot:
    """The snapshot of a pipeline's folder, of a version of it (`FOLDER@1.0.0`), or of a run (`FOLDER/runs/RUN`).

    Raises:
        BadCallError: There is no such thing, or it cannot be read.
    """
    path = Path(place)
    folder, at, version = str(place).rpartition("@")
    if at and not path.exists():
        return recorded(Path(folder), version)
    if (path / run_record.NAME).is_file():
        return _of_run(path)
    return _of_pipeline(path)


def recorded(folder: Path, version: str) -> Snapshot:
    """The snapshot of a recorded version.

    Raises:
        BadCallError: The version was not recorded, or its file was damaged.
    """
    file = folder / VERSIONS / f"{version}.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=Snapshot)
    except OSError:
        known = ", ".join(sorted(each.stem for each in (folder / VERSIONS).glob("*.json"))) or "none"
        raise BadCallError(f"There is no version {version} of {folder}.", f"Recorded: {known}.") from None
    except msgspec.DecodeError as error:
        raise BadCallError(f"{file} is not what it should be: {error}.") from None


def _of_pipeline(folder: Path) -> Snapshot:
    manifest = read_manifest(folder)
    notebooks = {step.name: _notebook(folder / step.notebook) for step in manifest.steps}
    told = _expected(folder)
    parameters = _with_defaults(manifest, read_defaults(folder))
    code = tuple(_code(notebooks))
    defaults = {name: schema["default"] for name, schema in parameters.items() if "default" in schema}
    is_told = told.get("cells") and told.get("basis") == expected.basis((each.form for each in code), defaults)
    return Snapshot(
        name=manifest.name,
        parameters=parameters,
        code=code,
        data={each.path: each.sha256 for each in data_lock.read_lock(folder).files},
        environment=_environment(folder),
        results=_results(told["cells"]) if is_told else None,
        outputs=tuple(told.get("files", ())),
    )


def _of_run(folder: Path) -> Snapshot:
    """What a run executed, with which values, and what came out."""
    said = _json(folder / run_record.NAME)
    pipeline = _of_pipeline(folder.parents[1])
    notebooks = {step["name"]: _notebook(folder / step["output"]) for step in said.get("steps", ())}
    values = said.get("parameters", {})
    return msgspec.structs.replace(
        pipeline,
        parameters={
            name: {**pipeline.parameters.get(name, {}), "default": value} for name, value in sorted(values.items())
        },
        code=tuple(_code(notebooks)),
        results=_results(_found(notebooks)),
        metrics=said.get("metrics", {}),
    )


def _with_defaults(manifest: Manifest, defaults: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schemas in the order of names; a value of `params.yaml` wins over the default in `pipeline.yaml`."""
    found = {name: {**schema} for name, schema in sorted(manifest.parameters.items())}
    for name, value in defaults.items():
        found.setdefault(name, {})["default"] = value
    return found


def _code(notebooks: dict[str, dict[str, Any]]) -> Iterator[Code]:
    for step, notebook in notebooks.items():
        for cell in notebook["cells"]:
            source = outputs.joined(cell.get("source", ""))
            if expected.is_code(cell.get("cell_type", ""), source, cell.get("metadata", {}).get("tags", ())):
                yield Code(step, _source_cell(cell), expected.form(source), source)


def _source_cell(cell: dict[str, Any]) -> int | None:
    found = cell.get("metadata", {}).get("nbcoach", {}).get("source_cell")
    return found if isinstance(found, int) else None


def _found(notebooks: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The outputs of executed notebooks in the form of `tests/expected.json`."""
    for notebook in notebooks.values():
        cells = [_source_cell(cell) for cell in notebook["cells"] if cell.get("cell_type") == "code"]
        for cell in dict.fromkeys(index for index in cells if index is not None):
            yield {"cell": cell, "outputs": outputs.of_cell(notebook, cell)}


def _results(cells: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {
        f"cell {each['cell'] + 1}, output {number}": digest(_rounded(summary))
        for each in cells
        for number, summary in enumerate(each["outputs"], 1)
    }


def _rounded(summary: dict[str, Any]) -> dict[str, Any]:
    return {**summary, "numbers": [f"{number:.{_DIGITS}g}" for number in summary.get("numbers", ())]}


def _expected(folder: Path) -> dict[str, Any]:
    return _json(folder / expected.NAME) if (folder / expected.NAME).exists() else {}


def _environment(folder: Path) -> dict[str, str]:
    try:
        return environment.pins((folder / environment.NAME).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}


def _notebook(path: Path) -> dict[str, Any]:
    found = _json(path)
    if not isinstance(found.get("cells"), list):
        raise BadCallError(f"{path} is no notebook.")
    return found


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise BadCallError(f"{path} cannot be read: {error.strerror or error}.") from None
    except ValueError:
        raise BadCallError(f"{path} is no JSON.") from None
    if not isinstance(found, dict):
        raise BadCallError(f"{path} is not what it should be.")
    return found
