"""Hears which files this process opens while a cell runs.

An audit hook sees what Python itself opens; what compiled readers or other processes open it does not. It cannot be
taken out again: between cells, and after `quiet()`, it looks at one empty list and returns. The probe of
`pipeline/observe` listens too; it travels alone into kernels of any age and shares no code with this one.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NamedTuple

MOST = 20_000
"""Files of one cell that are kept; a loader of pictures may open more, and the first say where they lie."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_UPDATES = os.O_RDWR
_MEMORY = ":memory:"

_listening: list[Ear] = []
_is_hooked = False


class Heard(NamedTuple):
    """Absolute paths, in the order of their first opening."""

    read: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class Ear:
    """Listens between `open` and `close`."""

    def __init__(self) -> None:
        self._read: dict[str, None] = {}
        self._written: dict[str, None] = {}

    def open(self) -> None:
        """Starts to listen; the process gets its hook with the first call."""
        global _is_hooked  # noqa: PLW0603 - a process has one audit hook of ours, for good
        if not _is_hooked:
            _is_hooked = True
            sys.addaudithook(_hook)
        self._read, self._written = {}, {}
        if self not in _listening:
            _listening.append(self)

    def close(self) -> Heard:
        """Stops to listen, and tells what was heard since `open`."""
        if self in _listening:
            _listening.remove(self)
        heard = Heard(tuple(self._read), tuple(self._written))
        self._read, self._written = {}, {}
        return heard

    def hear(self, path: object, flags: int) -> None:
        """One opening: a file that is made or emptied is written, one that is opened for both was read first."""
        if isinstance(path, int) or len(self._read) >= MOST:
            return
        name = os.path.abspath(os.fsdecode(path))  # type: ignore[arg-type]
        if flags & _WRITES and not (flags & _UPDATES and not flags & (os.O_TRUNC | os.O_CREAT)):
            self._written[name] = None
        elif name not in self._written:
            self._read[name] = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _listening or event not in _HEARD:
        return
    try:  # what is raised in here would keep the user's file shut
        path, flags = _HEARD[event](arguments)
        for ear in _listening:
            ear.hear(path, flags)
    except Exception:  # noqa: BLE001, S110 - no path that we know how to read
        pass


def _opened(arguments: tuple[Any, ...]) -> tuple[object, int]:
    path, _, flags = arguments
    return path, flags if isinstance(flags, int) else 0


def _connected(arguments: tuple[Any, ...]) -> tuple[object, int]:
    """A database file that is there was read; one that is made by being opened was not."""
    name = os.fsdecode(arguments[0])
    path = name.removeprefix("file:").partition("?")[0] if name.startswith("file:") else name
    is_made = not path or path == _MEMORY or "mode=memory" in name or not os.path.exists(path)
    return (0, 0) if is_made else (path, 0)


_HEARD = {"open": _opened, "sqlite3.connect": _connected}
