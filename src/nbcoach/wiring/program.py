"""The program itself: its Python, its version, the one on the PATH, its checks and its cache."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach import __version__
from nbcoach.checking import catalogue, load
from nbcoach.checking.cache_folder import VARIABLE, cache_folder
from nbcoach.checking.discover import GROUP
from nbcoach.checking.entry_points import entry_points
from nbcoach.wiring.installed import import_path, version_at
from nbcoach.wiring.line import Line, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator


def python() -> Iterator[Line]:
    yield ok("Python", f"{'.'.join(map(str, sys.version_info[:3]))} ({sys.executable})")


def version() -> Iterator[Line]:
    """The version that runs, and the one that the installer knows."""
    try:
        installed = metadata.version("nbcoach")
    except metadata.PackageNotFoundError:
        yield warning(
            "nbcoach",
            f"{__version__}, which runs from {Path(__file__).parents[1]} and is not installed",
            "Install it with pip, so that Jupyter and other tools find it.",
        )
        return
    if installed != __version__:
        yield problem(
            "nbcoach",
            f"{__version__} runs, and {installed} is installed",
            "Install it again: pip install --upgrade nbcoach",
        )
        return
    yield ok("nbcoach", __version__)


def on_the_path() -> Iterator[Line]:
    """Which `nbcoach` a shell, a hook or a CI job would start."""
    found = shutil.which("nbcoach")
    if found is None:
        folder = sysconfig.get_path("scripts")
        yield warning(
            "command",
            "a shell does not find `nbcoach`",
            f"Activate its environment, put {folder} on the PATH, or call: {sys.executable} -m nbcoach",
        )
        return
    if _is_ours(found):
        yield ok("command", found)
        return
    other = version_at(_path_beside(found), "nbcoach")
    if other == __version__:
        yield ok("command", f"{found}, of another environment and of the same version")
        return
    yield warning(
        "command",
        f"`nbcoach` on the PATH is {found}{f', version {other}' if other else ''}, and not this one",
        f"Activate the environment that you mean; this one is {sys.prefix}.",
    )


def checks() -> Iterator[Line]:
    """The checks that are installed, and those that cannot be imported."""
    known = catalogue()
    loaded = load(known.checks)
    packages = sorted({point.distribution for point in entry_points(GROUP)})
    for broken in known.problems + loaded.problems:
        yield problem("checks", broken.message, "Update the package that brings it, or uninstall it.")
    if not loaded.checks:
        yield problem("checks", "none was found", "Install nbcoach again: pip install --force-reinstall nbcoach")
        return
    yield ok("checks", f"{len(loaded.checks)} of {', '.join(packages)}")


def cache() -> Iterator[Line]:
    """Where results are remembered; looked at without writing."""
    cure = f"Name a folder that you may write to in {VARIABLE}; until then each run looks at everything."
    try:
        folder = Path(cache_folder())
    except (KeyError, OSError):
        yield warning("cache", "the system does not say where caches lie", cure)
        return
    near = next(each for each in (folder, *folder.parents) if each.exists())
    if not near.is_dir() or not os.access(near, os.W_OK | os.X_OK):
        yield warning("cache", f"{folder} cannot be written", cure)
        return
    yield ok("cache", str(folder))


def _is_ours(script: str) -> bool:
    ours = {os.path.realpath(sysconfig.get_path("scripts")), os.path.realpath(Path(sys.executable).parent)}
    return os.path.realpath(Path(script).parent) in ours or str(Path(script).resolve().parent) in ours


def _path_beside(script: str) -> tuple[str, ...]:
    """What the interpreter of a script imports; the one that stands in its first line, or lies beside it."""
    try:
        with Path(script).open("rb") as file:
            first = file.readline(512).decode("utf-8", "replace").strip()
    except OSError:
        return ()
    named = first.removeprefix("#!").strip() if first.startswith("#!") else ""
    beside = str(Path(os.path.realpath(script)).parent / "python")
    return import_path(named if Path(named).is_absolute() and " " not in named else beside)
