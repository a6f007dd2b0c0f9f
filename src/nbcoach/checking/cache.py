"""Remembers what was found in notebooks, so that one that stayed as it was is not even read again.

An answer is given again where all of this is as it was: the file (its size, times and inode; where only these differ,
its content), what the checks asked of the project around it (`Heard`), and everything else that a finding rests on
(`cache_key`). What went wrong is never remembered.

There is one file for each key, read at once and replaced at once: no locks, and of two runs that write at the same time
one is remembered. It holds no code, and whatever is not as it was written counts as nothing.
"""

from __future__ import annotations

import os
import time
from functools import cache
from importlib.util import source_hash
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec
from msgspec import Raw, Struct

from nbcoach.checking.outcome import FileReport
from nbcoach.project.listening import Heard, ListeningProject, still_says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.checking.cache_folder import CacheFolder
    from nbcoach.project import Found, Project, Projects

_MARK = b"nbcoach 1\n"
_DIGITS = 4
SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after its last change from which on a file cannot change without getting another time.

FAT counts in steps of two seconds; all others are finer.
"""
BYTES_AT_MOST = 64_000_000
"""Of one file of the cache."""


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """What tells without reading that a file is as it was: bytes, nanoseconds, nanoseconds, number.

    `is_settled` is False for a file that had changed so shortly before that a later change may leave the same times
    (as Git has it: "racily clean").
    """

    size: int
    modified: int
    changed: int
    inode: int
    is_settled: bool = True


class Seen(Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of a file: its stamp and the digest of its bytes, what was asked, and what was found."""

    stamp: Stamp
    digest: int
    heard: tuple[Heard, ...]
    report: Raw

    def told(self) -> FileReport:
        """What was found.

        Raises:
            MsgspecError: It was not written by this version.
        """
        return _report_decoder().decode(self.report)


class _Kept(Struct, array_like=True):
    key: str
    seen: dict[str, Seen]


_decoder = msgspec.msgpack.Decoder(_Kept)
_encoder = msgspec.msgpack.Encoder()


@cache
def _report_decoder() -> msgspec.msgpack.Decoder[FileReport]:
    return msgspec.msgpack.Decoder(FileReport)  # takes milliseconds to make


def stamp_of(path: str | Path) -> Stamp:
    """The stamp of a file, to be taken before it is read.

    Raises:
        OSError: There is no such file.
    """
    found = os.stat(path)  # noqa: PTH116 - thousands of times
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    is_settled = latest + SETTLED_AFTER < time.time_ns()
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, is_settled)


def digest(data: bytes) -> int:
    """64 bits that tell contents apart; quick, and good against accidents only."""
    return int.from_bytes(source_hash(data), "little")


def look_back(stamp: Stamp, data: bytes, project: ListeningProject, report: FileReport) -> Seen | None:
    """What to remember of a file; None for what cannot be trusted later or cannot be written down.

    Args:
        stamp: Taken before the file was read.
        data: Its bytes.
        project: What the checks asked.
        report: What they said.
    """
    if report.errors or not project.is_complete:
        return None
    try:
        return Seen(stamp, digest(data), project.heard, Raw(_encoder.encode(report)))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


class Cache:
    """What is remembered under one key.

    Args:
        key: Everything that findings rest on besides the files themselves; see `cache_key`.
        folder: Where it is kept.
    """

    def __init__(self, key: str, folder: CacheFolder) -> None:
        self._key = key
        self._folder = folder
        self._name = f"{digest(key.encode('utf-8', 'backslashreplace')):016x}.lint"
        self._seen = self._read()
        self._used: dict[str, Seen] = {}
        self._projects: dict[str, Project] = {}
        self._is_changed = False

    def recall(self, found: Sequence[Found], projects: Projects) -> list[FileReport | None]:
        """For each file what was found in it, None where that is not known any more."""
        return [None if each.problem or not self._seen else self._recall(each.path, projects) for each in found]

    def _recall(self, path: Path, projects: Projects) -> FileReport | None:
        name = str(path)
        known = self._seen.get(name)
        current = self._current(known, name) if known else None
        if known is None or current is None:
            return None
        if known.heard and not still_says(self._project(name, projects), known.heard):
            return None
        try:
            report = known.told()
        except (msgspec.MsgspecError, RecursionError):
            return None
        self._is_changed = self._is_changed or current is not known
        self._used[name] = current
        return report

    def _project(self, name: str, projects: Projects) -> Project:
        """What surrounds a file; looked for once per folder."""
        folder = os.path.dirname(name)  # noqa: PTH120 - thousands of times
        if folder not in self._projects:
            self._projects[folder] = projects.of(Path(folder))
        return self._projects[folder]

    def _current(self, known: Seen, name: str) -> Seen | None:
        """What is known of a file with its stamp of now; None where the file changed."""
        try:
            stamp = stamp_of(name)
            if stamp == known.stamp and stamp.is_settled:
                return known
            if stamp.size != known.stamp.size:
                return None
            with open(name, "rb") as file:  # noqa: PTH123
                is_same = digest(file.read()) == known.digest
        except OSError:
            return None
        return msgspec.structs.replace(known, stamp=stamp) if is_same else None

    def remember(self, path: Path, seen: Seen) -> None:
        """Keeps what was found in a file for a later run."""
        self._used[str(path)] = seen
        self._is_changed = True

    def save(self) -> None:
        """Writes down what is remembered, if anything is new; where that is not possible, nothing is remembered."""
        if not self._is_changed:
            if self._used:
                self._folder.touch(self._name)
            return
        # What was not used goes first, and is the first to go.
        unused = {name: each for name, each in self._seen.items() if name not in self._used and os.path.exists(name)}  # noqa: PTH110
        body = _encoder.encode(_Kept(self._key, _bounded({**unused, **self._used})))
        self._folder.write(self._name, _MARK + crc32(body).to_bytes(_DIGITS, "little") + body)

    def _read(self) -> dict[str, Seen]:
        data = self._folder.read(self._name)
        body = memoryview(data)[len(_MARK) + _DIGITS :]
        if not data.startswith(_MARK) or data[len(_MARK) :][:_DIGITS] != crc32(body).to_bytes(_DIGITS, "little"):
            return {}
        try:
            kept = _decoder.decode(body)
        except (msgspec.MsgspecError, RecursionError):
            return {}
        return kept.seen if kept.key == self._key else {}


def _bounded(seen: dict[str, Seen]) -> dict[str, Seen]:
    """The last of the files, as far as there is room."""
    sizes = [len(bytes(each.report)) for each in seen.values()]
    room = sum(sizes) - BYTES_AT_MOST
    for name, size in zip(list(seen), sizes, strict=True):
        if room <= 0:
            break
        del seen[name]
        room -= size
    return seen
