"""Which Python and which distributions the kernel of a pipeline has, without starting it."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = "requirements.lock"
_SPEC = "kernel.json"
_OURS = re.compile(r"python(3(\.\d+)?)?")
_FOLDER = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.(?:dist-info|egg-info)")


def environment(kernel: str, pipeline: Path, directory: Path) -> dict[str, str]:
    """What of the kernel's surroundings a result rests on: its Python, the locked distributions, the folder.

    Args:
        kernel: The name of the kernelspec.
        pipeline: The pipeline's folder, whose lock file names the distributions that count; all do where there is none.
        directory: The folder in which the steps run.
    """
    told = {"the kernel": kernel, "the folder": str(directory), "the platform": f"{sys.platform} {platform.machine()}"}
    python = _python(kernel)
    if python is None:
        return told
    wanted = _locked(pipeline / LOCK)
    found = {name: version for name, version in _installed(python) if wanted is None or name in wanted}
    return {**told, "Python": str(_version(python)), **dict(sorted(found.items()))}


def spec(kernel: str) -> dict[str, Any]:
    """The content of `kernel.json`; empty where the kernel is not installed or its spec cannot be read."""
    from jupyter_core.paths import jupyter_path  # noqa: PLC0415 - comes with papermill

    for folder in jupyter_path("kernels"):
        file = Path(folder) / kernel / _SPEC
        if file.is_file():
            try:
                found = json.loads(file.read_text("utf-8"))
            except (OSError, ValueError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def _python(kernel: str) -> Path | None:
    """The interpreter that a kernel starts; Jupyter takes its own for a plain `python`."""
    argv = spec(kernel).get("argv") or ([sys.executable] if kernel == "python3" else [])
    if not argv or not isinstance(argv[0], str):
        return None
    first = sys.executable if _OURS.fullmatch(argv[0]) else shutil.which(argv[0])
    return Path(first) if first and "python" in Path(first).name.lower() else None


def _version(python: Path) -> str:
    """The version as the folder of its libraries has it, such as `python3.11`."""
    return next((folder.parent.name for folder in _libraries(python)), "")


def _libraries(python: Path) -> Iterator[Path]:
    prefix = python.parent.parent
    yield from sorted(prefix.glob("lib/python3*/site-packages"))
    if os.name == "nt":
        yield python.parent.parent / "Lib" / "site-packages"


def _installed(python: Path) -> Iterator[tuple[str, str]]:
    for folder in _libraries(python):
        try:
            names = [each.name for each in folder.iterdir()]
        except OSError:
            continue
        for match in filter(None, map(_FOLDER.fullmatch, names)):
            yield _normal(match["name"]), match["version"]


def _locked(file: Path) -> frozenset[str] | None:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    names = (re.match(r"[A-Za-z0-9._-]+", line.strip()) for line in lines)
    return frozenset(_normal(name[0]) for name in names if name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
