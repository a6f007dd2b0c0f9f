"""What the user has put off, remembered in a file of Jupyter's data folder: never in the notebook or the project."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from nbcoach.checking.baseline_match import Key
from nbcoach.checking.fingerprint import CellKey

if TYPE_CHECKING:
    from pathlib import Path

NOTEBOOKS_AT_MOST = 500
"""Those that were put off last are kept."""
NOWHERE = ""
"""The name under which notebooks that are no files stand together: their cells tell them apart."""


class Entry(Struct, frozen=True, array_like=True):
    """A habit, and a cell that it was put off in."""

    habit: str
    cell: CellKey


class Remembered(Struct, frozen=True):
    """The content of the file: what is put off in each notebook, by its path from the server's root."""

    version: int
    notebooks: dict[str, tuple[Entry, ...]]


class Postponed:
    """What is put off. A file that cannot be read or written is as good as none: the coach asks again, no more."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def of(self, path: str | None) -> tuple[Key, ...]:
        """What was put off in a notebook."""
        with self._lock:
            return tuple(Key(each.habit, each.cell) for each in self._read().get(path or NOWHERE, ()))

    def add(self, path: str | None, keys: tuple[Key, ...]) -> None:
        """Puts more off in a notebook; of one habit, what is put off last counts."""
        new = tuple(Entry(key.check, key.cell) for key in keys)
        habits = {each.habit for each in new}
        with self._lock:
            known = self._read()
            others = tuple(each for each in known.pop(path or NOWHERE, ()) if each.habit not in habits)
            self._write({**known, (path or NOWHERE): (*others, *new)})

    def drop(self, path: str | None, habit: str) -> None:
        """Takes a habit up again."""
        with self._lock:
            known = self._read()
            rest = tuple(each for each in known.pop(path or NOWHERE, ()) if each.habit != habit)
            self._write({**known, (path or NOWHERE): rest} if rest else known)

    def _read(self) -> dict[str, tuple[Entry, ...]]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Remembered).notebooks
        except (OSError, msgspec.DecodeError):
            return {}

    def _write(self, notebooks: dict[str, tuple[Entry, ...]]) -> None:
        last = dict(list(notebooks.items())[-NOTEBOOKS_AT_MOST:])
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}.tmp")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_bytes(msgspec.json.encode(Remembered(1, last)))
            temporary.replace(self._file)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
