"""An MLOps coach inside Jupyter: hints, tracking, pipelines and a level from evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbcoach.checking.paths import lint
    from nbcoach.faces.server import (  # noqa: F401 - Jupyter looks for these two
        _jupyter_server_extension_points,
        _load_jupyter_server_extension,
    )
    from nbcoach.faces.widget import coach, load_ipython_extension, quiet, unload_ipython_extension
    from nbcoach.maturity import assess
    from nbcoach.notebook import read_notebook
    from nbcoach.pipeline.export import export
    from nbcoach.pipeline.run import run
    from nbcoach.tracking import track

__version__ = "0.1.0"

_HOMES = {
    "assess": "nbcoach.maturity",
    "coach": "nbcoach.faces.widget",
    "export": "nbcoach.pipeline",
    "lint": "nbcoach.checking",
    "load_ipython_extension": "nbcoach.faces.widget",
    "quiet": "nbcoach.faces.widget",
    "read_notebook": "nbcoach.notebook",
    "run": "nbcoach.pipeline",
    "track": "nbcoach.tracking",
    "unload_ipython_extension": "nbcoach.faces.widget",
    "_jupyter_server_extension_points": "nbcoach.faces.server",
    "_load_jupyter_server_extension": "nbcoach.faces.server",
}
"""Where each public name lives; loaded on first use, so that nobody pays for a room that he does not enter."""

__all__ = [
    "assess",
    "coach",
    "export",
    "lint",
    "load_ipython_extension",
    "quiet",
    "read_notebook",
    "run",
    "track",
    "unload_ipython_extension",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
