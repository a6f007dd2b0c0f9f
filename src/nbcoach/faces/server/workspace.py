"""The files that the server may touch, and the projects around them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.services.contents.fileio import FileManagerMixin
from msgspec import Struct

from nbcoach.config import Settings, find_settings
from nbcoach.faces.server.exports import Exports
from nbcoach.faces.server.failures import NoFilesError, OutsideError
from nbcoach.faces.server.postponed import Postponed
from nbcoach.project import Project, Projects

THREADS = 2
"""Threads that look at notebooks; more would only wait for each other."""
NOWHERE = Path("/nonexistent")
"""Where a notebook stands that is no file: nothing surrounds it."""


class Surroundings(Struct, frozen=True):
    """What surrounds a notebook; `path` is its real file, which need not exist, or None where it is no file."""

    path: Path | None
    project: Project
    settings: Settings


class Workspace:
    """What the server serves.

    Args:
        root: The folder that all paths start from; None where notebooks are kept in no file system.
        shows_hidden: Whether names that start with a dot may be touched.
    """

    def __init__(self, root: Path | None, *, shows_hidden: bool = False) -> None:
        self.root = root.resolve() if root else None
        self.shows_hidden = shows_hidden
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="nbcoach")
        self.postponed = Postponed(Path(jupyter_data_dir()) / "nbcoach" / "later.json")
        self.exports = Exports()
        self._projects = Projects()
        self._settings: dict[Path, Settings] = {}

    def inside(self, path: str) -> Path:
        """The real file or folder that a path from the root names; it need not exist.

        Raises:
            NoFilesError: There is no file system.
            OutsideError: The path is absolute, climbs with `..`, or a symbolic link in it leads out of the root; or it
                names something hidden.
        """
        if self.root is None:
            raise NoFilesError(
                "The notebooks of this server are no files.", "Download the notebook and use nbcoach in a terminal."
            )
        parts = _parts(path)
        if not self.shows_hidden and any(part.startswith(".") for part in parts):
            raise OutsideError(f"{path} is hidden.", "Choose a place whose name starts with no dot.")
        real = Path(os.path.realpath(self.root.joinpath(*parts)))
        if not real.is_relative_to(self.root):
            raise _outside(path)
        return real

    def own(self, file: Path, advice: str) -> Path:
        """A file that the server found by itself, with links followed; hidden ones are none of its users' paths.

        Raises:
            OutsideError: It lies outside of the root; `advice` says what to do there.
        """
        real = Path(os.path.realpath(file))
        if self.root is None or not real.is_relative_to(self.root):
            raise OutsideError(f"{real} lies outside of the folder that this server shows.", advice)
        return real

    def forget(self) -> None:
        """Looks at projects and settings anew from now on."""
        self._projects, self._settings = Projects(), {}

    def shows(self, path: Path) -> bool:
        """Whether a file below the root may be named to its users."""
        parts = path.relative_to(self.root or path).parts
        return self.shows_hidden or not any(part.startswith(".") for part in parts)

    def shown(self, path: Path) -> str:
        """A file as the browser names it: from the root, with `/`."""
        return path.relative_to(self.root or path).as_posix()

    def around(self, path: str | None, *, anew: bool = False) -> Surroundings:
        """What surrounds a notebook, remembered until it is asked for anew.

        Raises:
            OutsideError: As `inside`.
            BadCallError: The settings of the project are wrong.
        """
        if path is None or self.root is None:
            return Surroundings(None, Project(NOWHERE), Settings())
        if anew:
            self.forget()
        real = self.inside(path)
        return Surroundings(real, self._projects.of(real.parent), self._settings_of(real.parent))

    def _settings_of(self, folder: Path) -> Settings:
        if folder not in self._settings:
            self._settings[folder] = find_settings(folder)
        return self._settings[folder]


def workspace_of(contents: Any) -> Workspace:
    """The workspace of a Jupyter contents manager."""
    is_files = isinstance(contents, FileManagerMixin)
    return Workspace(Path(contents.root_dir) if is_files else None, shows_hidden=bool(contents.allow_hidden))


def _parts(path: str) -> tuple[str, ...]:
    """The names in a relative path without `..`; the rules of Windows hold everywhere."""
    plain = PurePosixPath(path.strip("/") if not path.startswith("/") else path)
    windows = PureWindowsPath(path)
    if "\0" in path or plain.is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        raise _outside(path)
    return plain.parts


def _outside(path: str) -> OutsideError:
    return OutsideError(f"{path!r} leads out of the folder that this server shows.", "Choose a folder below it.")
