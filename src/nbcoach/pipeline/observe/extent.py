"""What belongs to a folder when it is copied for a run, and how much that is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT_OUT = frozenset(
    {
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".tox",
        "__pycache__",
        "node_modules",
    }
)
"""Folders that no notebook reads, by name."""
_GIT = ".git"
_GIT_BULK = frozenset({"annex", "lfs", "logs", "modules", "objects", "worktrees"})
"""What of a repository is only reached through git itself: its objects are borrowed, not copied (see `copying`)."""
_ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")


class Extent(NamedTuple):
    """How much a copy holds: files, and their bytes."""

    files: int
    size: int


class Entry(NamedTuple):
    """A thing to copy.

    `place` is its path in the folder, with the separators of the system, and `source` the absolute path that is read.
    Of a link that stays in the folder, `target` is the place that it leads to; of one that leads nowhere, its text.
    """

    kind: Literal["folder", "file", "link", "broken", "unreadable"]
    place: str
    source: str
    size: int = 0
    target: str = ""


def measure(folder: Path) -> Extent:
    """What a copy of a folder would hold."""
    files = size = 0
    for entry in entries(folder):
        if entry.kind == "file":
            files += 1
            size += entry.size
    return Extent(files, size)


def entries(folder: Path) -> Iterator[Entry]:
    """What a copy of a folder holds, folders before what lies in them.

    Links that lead out of the folder, or to what is left out of the copy, are followed; those that lead back to a
    folder around themselves are left out.
    """
    return _Walk(os.path.realpath(folder)).below("", os.path.realpath(folder), ())


class _Walk:
    """One walk over a folder, given by its real path."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._environments: dict[str, bool] = {}

    def below(self, place: str, source: str, around: tuple[str, ...]) -> Iterator[Entry]:
        """The entries in a folder; `around` are the real paths of the folders around it."""
        around = (*around, source)
        try:
            with os.scandir(source) as found:
                items = sorted(found, key=lambda each: each.name)
        except OSError:
            yield Entry("unreadable", place, source)
            return
        for item in items:
            inner = os.path.join(place, item.name)
            if item.is_symlink():
                yield from self._link(inner, item.path, around)
            else:
                yield from self._entry(inner, item.path, around)

    def _entry(self, place: str, source: str, around: tuple[str, ...]) -> Iterator[Entry]:
        try:
            status = os.stat(source, follow_symlinks=False)
        except OSError:
            return  # gone meanwhile
        if stat.S_ISDIR(status.st_mode):
            if not self._is_left_out(place, source):
                yield Entry("folder", place, source)
                yield from self.below(place, source, around)
        elif stat.S_ISREG(status.st_mode) and not _is_foreign_git(place, source):
            kind: Literal["file", "unreadable"] = "file" if os.access(source, os.R_OK) else "unreadable"
            yield Entry(kind, place, source, status.st_size)

    def _link(self, place: str, source: str, around: tuple[str, ...]) -> Iterator[Entry]:
        real = os.path.realpath(source)
        if not os.path.exists(real):
            yield Entry("broken", place, source, target=os.readlink(source))
        elif self._holds(real):
            yield Entry("link", place, source, target=os.path.relpath(real, self.root))
        elif not any(each == real or each.startswith(real.rstrip(os.sep) + os.sep) for each in around):
            yield from self._entry(place, real, around)

    def _holds(self, real: str) -> bool:
        """True where a real path lies in the copy."""
        if real == self.root:
            return True
        if not real.startswith(self.root.rstrip(os.sep) + os.sep):
            return False
        above, name = os.path.split(real)
        place = os.path.relpath(real, self.root)
        return self._holds(above) and not (os.path.isdir(real) and self._is_left_out(place, real)) and bool(name)

    def _is_left_out(self, place: str, source: str) -> bool:
        above, name = os.path.split(place)
        if name in LEFT_OUT or (name in _GIT_BULK and os.path.basename(above) == _GIT):
            return True
        if name == "runs" and os.path.isfile(os.path.join(os.path.dirname(source), "pipeline.yaml")):
            return True
        if name == "cache" and os.path.basename(above) == ".dvc":
            return True
        if source not in self._environments:
            self._environments[source] = any(os.path.exists(os.path.join(source, mark)) for mark in _ENVIRONMENT_MARKS)
        return self._environments[source]


def _is_foreign_git(place: str, source: str) -> bool:
    """True for a `.git` file that leads git to a repository elsewhere, which a notebook in the copy would change."""
    if os.path.basename(place) != _GIT:
        return False
    try:
        with open(source, encoding="utf-8", errors="replace") as file:
            target = file.read(4096).partition(":")[2].strip()
    except OSError:
        return True
    return True if not target else os.path.isabs(target) or target.startswith("..")
