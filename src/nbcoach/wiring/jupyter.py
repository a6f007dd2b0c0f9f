"""JupyterLab: whether it is there, and whether both halves of the extension are enabled and of one version.

What Jupyter would find is read from its own files (https://docs.jupyter.org/en/latest/use/jupyter-directories.html);
no server is started, and a configuration in Python is not run.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbcoach import __version__
from nbcoach.wiring.installed import import_path, lacking, version_at, version_here
from nbcoach.wiring.line import Line, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "nbcoach"
_INSTALL = 'pip install "nbcoach[lab]"'
_AGAIN = "Install nbcoach again: pip install --force-reinstall nbcoach"


def jupyterlab() -> Iterator[Line]:
    """JupyterLab in this environment, both halves of the extension, and the JupyterLab that a shell starts."""
    version = version_here("jupyterlab")
    if version is None:
        yield warning("JupyterLab", "not installed beside nbcoach", f"For hints while you type: {_INSTALL}")
    else:
        missing = lacking("lab", import_path(sys.executable))
        if missing:
            yield problem("JupyterLab", f"{version}, and nbcoach[lab] needs {', '.join(missing)}", f"Call: {_INSTALL}")
        else:
            yield ok("JupyterLab", version)
        yield from _lab_extension()
        yield from _server_extension()
    yield from _other_lab()


def _lab_extension() -> Iterator[Line]:
    """The half that runs in the browser."""
    from jupyter_core.paths import jupyter_path  # noqa: PLC0415 - an extra

    topic = "labextension"
    files = [Path(folder) / NAME / "package.json" for folder in jupyter_path("labextensions")]
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        yield problem(topic, "JupyterLab does not find nbcoach's half for the browser", _AGAIN)
        return
    version = _json(file).get("version")
    off = _disabled()
    plugins = sorted(each for each in off if each.startswith(f"{NAME}:"))
    if version != __version__:
        yield problem(topic, f"{file.parent} is of version {version}, and nbcoach of {__version__}", _AGAIN)
    elif NAME in off:
        yield problem(topic, "it is disabled", "Enable it: jupyter labextension enable nbcoach")
    elif plugins:
        yield warning(
            topic,
            f"{', '.join(plugins)} {'is' if len(plugins) == 1 else 'are'} disabled",
            f"Enable what you miss: jupyter labextension enable {plugins[0]}",
        )
    else:
        yield ok(topic, f"enabled, {version} ({file.parent})")


def _server_extension() -> Iterator[Line]:
    """The half that runs in the server, which is the package that runs here."""
    enabled = _server_settings().get("ServerApp", {}).get("jpserver_extensions", {}).get(NAME)
    cure = "Enable it: jupyter server extension enable nbcoach"
    if enabled is None:
        yield problem("server extension", "Jupyter's server is not told of nbcoach", cure)
    elif not enabled:
        yield problem("server extension", "it is disabled", cure)
    else:
        yield ok("server extension", f"enabled, {__version__}")


def _other_lab() -> Iterator[Line]:
    """The JupyterLab that a shell starts, where it belongs to another Python."""
    script = shutil.which("jupyter-lab")
    if script is None or _is_here(script):
        return
    python = Path(os.path.realpath(script)).parent / "python"
    version = version_at(import_path(str(python)), NAME)
    topic = "JupyterLab on the PATH"
    if version is None:
        yield warning(topic, f"{script} belongs to another Python, without nbcoach", f"Install it there: {_INSTALL}")
    elif version != __version__:
        yield warning(topic, f"{script} belongs to another Python, with nbcoach {version}", "Update it there.")
    else:
        yield ok(topic, f"{script}, with nbcoach {version}")


def _is_here(script: str) -> bool:
    here = {os.path.realpath(sysconfig.get_path("scripts")), os.path.realpath(Path(sys.executable).parent)}
    return os.path.realpath(Path(script).parent) in here


def _disabled() -> frozenset[str]:
    """The extensions and plugins of JupyterLab that its configuration switches off."""
    from jupyter_core.paths import jupyter_config_path  # noqa: PLC0415 - an extra

    places = [Path(sys.prefix, "share", "jupyter", "lab", "settings")]
    places += [Path(folder, "labconfig") for folder in reversed(jupyter_config_path())]
    switched: dict[str, bool] = {}
    for place in places:
        given = _json(place / "page_config.json").get("disabledExtensions", {})
        switched.update(given if isinstance(given, dict) else dict.fromkeys(given, True))
    return frozenset(name for name, off in switched.items() if off)


def _server_settings() -> dict[str, Any]:
    """What the server's configuration in JSON says: the nearest folder's file wins, each file over its `.d` folder."""
    from jupyter_core.paths import jupyter_config_path  # noqa: PLC0415 - an extra

    merged: dict[str, Any] = {}
    for folder in map(Path, reversed(jupyter_config_path())):
        for file in (
            *sorted((folder / "jupyter_server_config.d").glob("*.json")),
            folder / "jupyter_server_config.json",
        ):
            _merge(merged, _json(file))
    return merged


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _json(file: Path) -> dict[str, Any]:
    """The object in a file; an empty one where there is none."""
    try:
        read = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
