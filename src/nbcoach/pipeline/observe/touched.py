"""What was read and written in a copy, told by the times of its files.

It sees what no audit hook can: files that compiled libraries open (Parquet, HDF5, images), and what other processes
do. Disks that keep no time of access still tell what was written.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nbcoach.pipeline.observe.copying import Copy

_LONG_AGO = 1_000_000_000
"""Nanoseconds since 1970. A file last read before it was written has its time of access kept by every mount option but
`noatime`."""
_SLOW = 0.05
"""Seconds that a look may take; a folder that takes longer is looked at once, at the end of the run."""


class _Stamp(NamedTuple):
    size: int
    written: int


class Seen(NamedTuple):
    """The absolute paths of files in the copy that were read or written since the last look."""

    read: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class Touched:
    """Looks at the files of a copy again and again."""

    def __init__(self, copy: Copy) -> None:
        self.root = str(copy.root)
        self.stamps: dict[str, _Stamp] = {}
        self.is_slow = False
        begun = time.monotonic()
        for path, status in _files(self.root):
            self.stamps[path] = _forget(path, status)
        self.is_slow = time.monotonic() - begun > _SLOW

    def look(self, *, is_last: bool = False) -> Seen:
        """What was touched since the last look; nothing where looking takes long, but for the last one."""
        if self.is_slow and not is_last:
            return Seen()
        read, written = [], []
        for path, status in _files(self.root):
            before = self.stamps.get(path)
            if before is None or (before.size, before.written) != (status.st_size, status.st_mtime_ns):
                written.append(path)
            elif status.st_atime_ns != _LONG_AGO:
                read.append(path)
            else:
                continue
            self.stamps[path] = _forget(path, status)
        return Seen(tuple(read), tuple(written))


def _files(folder: str) -> list[tuple[str, os.stat_result]]:
    found, open_ = [], [folder]
    while open_:
        try:
            with os.scandir(open_.pop()) as items:
                entries = list(items)
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != ".git":
                        open_.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    found.append((entry.path, entry.stat(follow_symlinks=False)))
            except OSError:
                continue
    return found


def _forget(path: str, status: os.stat_result) -> _Stamp:
    """Sets the time of access back, so that the next reading shows."""
    with suppress(OSError):
        os.utime(path, ns=(_LONG_AGO, status.st_mtime_ns), follow_symlinks=False)
    return _Stamp(status.st_size, status.st_mtime_ns)
