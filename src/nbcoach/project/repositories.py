"""Finds the repository around a file, each repository once."""

from __future__ import annotations

import os
from pathlib import Path

from nbcoach.project.git import Git


class Repositories:
    """The repositories met so far, by the folder they were looked for from."""

    def __init__(self) -> None:
        self._around: dict[str, Git | None] = {}

    def around(self, path: Path) -> Git | None:
        """The innermost working tree that a file or folder lies in; None outside of any.

        A repository above the home folder does not count for what lies in the home folder.
        """
        folder = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path))
        if folder not in self._around:
            self._around[folder] = self._look_for(folder)
        return self._around[folder]

    def _look_for(self, folder: str) -> Git | None:
        if os.path.lexists(os.path.join(folder, ".git")):
            return Git(Path(folder))
        parent = os.path.dirname(folder)
        if parent == folder or folder == _home():
            return None
        return self.around(Path(parent))


def _home() -> str:
    return os.path.realpath(os.path.expanduser("~"))
