"""The files by which a pipeline is known and run, whichever engine runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline import manifest

if TYPE_CHECKING:
    from nbcoach.pipeline.model import Pipeline

RUNS = "runs"


def folder_files(pipeline: Pipeline, engine: str) -> dict[str, bytes]:
    """The content of each file by its path in the pipeline's folder; `project_files` and the engine add theirs."""
    return {
        manifest.NAME: manifest.manifest_bytes(manifest.manifest_of(pipeline, engine)),
        manifest.DEFAULTS: manifest.defaults_bytes(pipeline),
    }
