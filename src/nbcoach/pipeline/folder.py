"""The files that every exported pipeline has, whichever engine runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline import manifest, requirements
from nbcoach.pipeline.readme import readme_bytes

if TYPE_CHECKING:
    from nbcoach.pipeline.model import Pipeline

RUNS = "runs"


def folder_files(pipeline: Pipeline, engine: str) -> dict[str, bytes]:
    """The content of each file by its path in the pipeline's folder; the engine adds its own."""
    return {
        manifest.NAME: manifest.manifest_bytes(manifest.manifest_of(pipeline, engine)),
        manifest.DEFAULTS: manifest.defaults_bytes(pipeline),
        requirements.NAME: requirements.requirements_bytes(pipeline.imports, pipeline.siblings),
        "README.md": readme_bytes(pipeline),
        ".gitignore": f"{RUNS}/\n".encode(),
    }
