"""What runs a pipeline, one file each, found through the entry-point group `nbcoach.engines`.

An engine of another package is registered in its own `pyproject.toml`:

    [project.entry-points."nbcoach.engines"]
    name = "package.module:Class"
"""

from nbcoach.pipeline.engines.contract import Engine, Job, Progress
from nbcoach.pipeline.engines.discovery import load, names

__all__ = ["Engine", "Job", "Progress", "load", "names"]
