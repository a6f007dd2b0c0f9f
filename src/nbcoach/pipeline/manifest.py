"""`pipeline.yaml` and `params.yaml`: what a pipeline says about itself, written by export and read by run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline.model import Fingerprints, Kernel, Source

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.pipeline.model import Pipeline

NAME = "pipeline.yaml"
DEFAULTS = "params.yaml"
VERSION = 1

_HEAD = """\
# A pipeline made of a notebook. `nbcoach run` and any tool that runs papermill notebooks read it.
# Paths are relative to this folder, cells count from 0. The schema of a parameter is JSON Schema.
"""
_DEFAULTS_HEAD = """\
# The values of a run that names no others. Their schema is in pipeline.yaml.
"""


class StepEntry(Struct, frozen=True, omit_defaults=True):
    """A step in `pipeline.yaml`: its notebook, the source cells that it holds, and the parameters that it takes.

    `impure` says why another run may give another result, and `inputs` which files it was seen to read, relative to
    where it ran; both None for a step that was not observed. `timeout` is in seconds; `retries` are further attempts.
    """

    name: str
    notebook: str
    source_cells: tuple[int, ...] = ()
    parameters: tuple[str, ...] = ()
    impure: tuple[str, ...] | None = None
    inputs: tuple[str, ...] | None = None
    timeout: float | None = None
    retries: int = 0


class Manifest(Struct, frozen=True, kw_only=True):
    """The content of `pipeline.yaml`.

    `parameters` maps names to JSON Schema with `default`; `directory` is where the steps run, relative to the
    pipeline's folder; `environment` names the variables that secrets are read from.
    """

    version: int
    name: str
    cut: str = ""
    verdict: str = ""
    source: Source
    directory: str = "."
    kernel: Kernel
    engine: str = "papermill"
    parameters: dict[str, dict[str, Any]] = {}
    steps: tuple[StepEntry, ...]
    environment: tuple[str, ...] = ()
    fingerprints: Fingerprints


def manifest_of(pipeline: Pipeline, engine: str) -> Manifest:
    """What `pipeline.yaml` says about a pipeline."""
    return Manifest(
        version=VERSION,
        name=pipeline.name,
        cut=pipeline.cut,
        verdict=pipeline.verdict,
        engine=engine,
        source=pipeline.source,
        directory=pipeline.directory,
        kernel=pipeline.kernel,
        parameters={each.name: each.published for each in pipeline.parameters},
        steps=tuple(
            StepEntry(step.name, step.notebook, step.source_cells, step.parameters, step.impure, step.inputs)
            for step in pipeline.steps
        ),
        environment=pipeline.environment,
        fingerprints=pipeline.fingerprints,
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """`pipeline.yaml`, in the order of the fields."""
    plain = msgspec.to_builtins(manifest)
    if not manifest.environment:
        del plain["environment"]
    compact = {"parameters", "steps"}
    return (_HEAD + "".join(_yaml({key: value}, compact=key in compact) for key, value in plain.items())).encode()


def defaults_bytes(pipeline: Pipeline) -> bytes:
    """`params.yaml`: the defaults alone, in the form that DVC and others read."""
    return (_DEFAULTS_HEAD + _yaml({each.name: each.default for each in pipeline.parameters})).encode()


def read_manifest(folder: Path) -> Manifest:
    """Reads the `pipeline.yaml` of a folder.

    Raises:
        BadCallError: There is none, or it does not say what it should.
    """
    path = folder / NAME
    plain = _read(path, f"{folder} is no pipeline: it holds no {NAME}.")
    version = plain.get("version") if isinstance(plain, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise BadCallError(
            f"{path} is of version {version}, and this nbcoach reads up to {VERSION}.", "Update nbcoach."
        )
    try:
        return msgspec.convert(plain, Manifest)
    except msgspec.ValidationError as error:
        raise BadCallError(f"{path} is not what it should be: {error}.", "Export the notebook again.") from None


def read_defaults(folder: Path) -> dict[str, Any]:
    """Reads the values of `params.yaml`; empty where there is no such file.

    Raises:
        BadCallError: The file is no YAML mapping.
    """
    path = folder / DEFAULTS
    plain = _read(path, "") if path.exists() else None
    if not isinstance(plain, dict | None):
        raise BadCallError(f"{path} is no mapping of names to values.", "Write one `name: value` per line.")
    # YAML reads an unquoted 2024-05-01 as a date, for which JSON Schema has no type but text.
    return {str(key): value.isoformat() if isinstance(value, date) else value for key, value in (plain or {}).items()}


def is_pipeline(folder: Path) -> bool:
    """True for a folder whose `pipeline.yaml` can be read as one of ours."""
    try:
        read_manifest(folder)
    except BadCallError:
        return False
    return True


def _read(path: Path, missing: str) -> Any:
    import yaml  # noqa: PLC0415 - the plan needs none

    try:
        return yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (FileNotFoundError, NotADirectoryError):
        raise BadCallError(missing, "Make one with: nbcoach export NOTEBOOK --to DIR") from None
    except OSError as error:
        raise BadCallError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadCallError(f"{path} is no YAML: {' '.join(str(error).split())}.") from None


def _yaml(value: Any, *, compact: bool = False) -> str:
    """YAML; `compact` puts the innermost mappings and lists on one line each."""
    import yaml  # noqa: PLC0415 - the plan needs none

    style = None if compact else False
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=style, width=110)
    return text
