"""SHA-256 of files and folders; what was hashed once is known by size and time of change the next time."""

from __future__ import annotations

import glob
import hashlib
import os
import time
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from nbcoach.pipeline.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

NAME = ".files.json"
MOST = 20_000
"""Files of a folder that are looked at."""

_HASHED = 2_000
"""Files of a folder that are read; in a larger one size and time of change stand for the content."""

_RACY = 2_000_000_000
"""Nanoseconds within which a file may change again without its time of change telling so."""

_SKIPPED = frozenset({".git", ".dvc", "__pycache__", "node_modules", "mlruns", "mlartifacts", ".venv", "venv", ".tox"})
_SKIPPED_FILES = (".pyc", ".ipynb", ".db-journal", ".db-wal", ".db-shm")

Stamp = tuple[int, int]
Stamps = dict[str, Stamp]


class Digests:
    """The digests of files below a folder, told by paths relative to it, or absolute ones.

    Args:
        directory: The folder in which the steps run.
        memory: The file that keeps what was hashed.
        outside: Folders that do not count: the pipeline's own.
    """

    def __init__(self, directory: Path, memory: Path, outside: Collection[Path] = ()) -> None:
        self.directory = directory
        self._memory = memory
        self._outside = frozenset(map(str, outside))
        self._known = _read(memory)
        self._is_changed = False

    def of(self, path: str, without: Collection[str] = ()) -> str:
        """The digest of a file, of a folder's content or of all that a pattern matches; empty for what is not there.

        Files of `without` do not count in folders and patterns.
        """
        whole = self.directory / path
        if glob.has_magic(path) and not whole.exists():
            found = glob.iglob(path, root_dir=self.directory, recursive=True)  # noqa: PTH207 - absolute ones, too
            return self._many(sorted(islice(found, MOST)), without)
        if whole.is_dir():
            return self._many(sorted(islice(self._below(whole), MOST)), without)
        return self._file(whole)

    def stamps(self) -> Stamps | None:
        """Size and time of change of each file below the folder; None where there are too many."""
        found: Stamps = {}
        for path in self._below(self.directory):
            if len(found) == MOST:
                return None
            stamp = _stamp(self.directory / path)
            if stamp:
                found[path] = stamp
        return found

    def save(self) -> None:
        """Keeps what was hashed for the next run."""
        if not self._is_changed:
            return
        draft = self._memory.with_name(f"{NAME}.new")
        try:
            draft.write_bytes(msgspec.json.encode(self._known))
            draft.replace(self._memory)
        except OSError:
            return

    def _many(self, paths: list[str], without: Collection[str]) -> str:
        kept = [path for path in paths if path not in without and not path.endswith(_SKIPPED_FILES)]
        if len(kept) > _HASHED:
            return digest([[path, _stamp(self.directory / path)] for path in kept])
        return digest([[path, self._file(self.directory / path)] for path in kept]) if kept else ""

    def _file(self, path: Path) -> str:
        stamp = _stamp(path)
        if stamp is None:
            return ""
        key = str(path)
        size, changed, content = self._known.get(key, (0, 0, ""))
        if content and (size, changed) == stamp:
            return content
        begun = time.time_ns()
        content = _sha256(path)
        if content and begun - stamp[1] > _RACY:
            self._known[key] = (*stamp, content)
            self._is_changed = True
        return content

    def _below(self, folder: Path) -> Iterator[str]:
        """The files below a folder as paths from the directory; links to folders are not followed."""
        pending = [str(folder)]
        while pending:
            try:
                entries = list(os.scandir(pending.pop()))
            except OSError:
                continue
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED and entry.path not in self._outside:
                        pending.append(entry.path)
                elif not entry.name.endswith(_SKIPPED_FILES) and not entry.name.startswith("mlflow.db"):
                    yield os.path.relpath(entry.path, self.directory).replace(os.sep, "/")


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read(memory: Path) -> dict[str, tuple[int, int, str]]:
    try:
        return msgspec.json.decode(memory.read_bytes(), type=dict[str, tuple[int, int, str]])
    except (OSError, msgspec.MsgspecError):
        return {}
