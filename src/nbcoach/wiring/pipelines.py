"""What runs and records pipelines: papermill, MLflow, and the store that runs go to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from nbcoach.config import find_settings
from nbcoach.errors import NbcoachError
from nbcoach.notebook.redact import Redaction
from nbcoach.project import Project
from nbcoach.project.store import VARIABLE, sqlite_file
from nbcoach.wiring.installed import import_path, lacking, version_here
from nbcoach.wiring.line import Line, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INSTALL = 'pip install "nbcoach[pipelines]"'


def tools() -> Iterator[Line]:
    """Papermill and MLflow, and whether they are recent enough."""
    missing = lacking("pipelines", import_path(sys.executable))
    for name, topic, use in (("papermill", "papermill", "run pipelines"), ("mlflow", "MLflow", "record runs")):
        version = version_here(name)
        mine = [each for each in missing if each.startswith(name)]
        if version is None:
            yield warning(topic, "not installed", f"To {use}: {_INSTALL}")
        elif mine:
            yield problem(topic, f"nbcoach[pipelines] needs {mine[0]}", f"Call: {_INSTALL}")
        else:
            yield ok(topic, version)
    others = [each for each in missing if not each.startswith(("papermill", "mlflow"))]
    if others and version_here("papermill"):
        yield problem("pipelines", f"nbcoach[pipelines] needs {', '.join(others)}", f"Call: {_INSTALL}")


def store(start: Path) -> Iterator[Line]:
    """Which store runs are recorded in, and why this one; it is neither made nor asked."""
    try:
        configured = find_settings(start).tracking_uri
    except NbcoachError:
        configured = ""
    uri = Project.find(start).tracking_uri(os.environ, configured)
    named = VARIABLE if os.environ.get(VARIABLE) else "tracking-uri of the settings" if configured else ""
    message = f"{Redaction()(uri)}{f' ({named})' if named else ''}"
    file = sqlite_file(uri, start)
    if file is None or file.exists():
        yield ok("MLflow store", message)
        return
    folder = next(each for each in file.parents if each.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        cure = f"Make {folder} writable, or name another store in {VARIABLE}."
        yield problem("MLflow store", f"{message} is not there and cannot be made", cure)
        return
    yield ok("MLflow store", f"{message}, made by the first run")
