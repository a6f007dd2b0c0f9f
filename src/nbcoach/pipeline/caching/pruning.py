"""Deletes states of earlier runs that no later run would load; executed notebooks, logs and records stay.

A state goes where a newer run has left one that rests on the same, where its step was never done, and, from the
oldest on, where all of them take more room than is good. The last run keeps its own: it may be gone on with.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from nbcoach.pipeline.caching.done import STATE, is_whole, read_done, run_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbcoach.pipeline.caching.done import Done

ROOM = 20_000_000_000
"""Bytes that the states of all runs of a pipeline may take together."""


def prune(runs: Path, room: int = ROOM) -> list[Path]:
    """Deletes what nobody needs, and gives it. Call it with the lock of the runs, when a run has ended well."""
    folders = sorted(run_folders(runs), key=lambda each: each.name, reverse=True)
    if not folders:
        return []
    newest, *older = folders
    useful = {_identity(done) for _, done in _left(newest) if done and is_whole(done, newest)}
    taken = {file.stat().st_ino: file.stat().st_size for file, _ in _left(newest)}
    gone = []
    for folder in older:
        for blob, done in _left(folder):
            is_new = done is not None and is_whole(done, folder) and _identity(done) not in useful
            about = blob.stat()
            if is_new and sum(taken.values()) + (about.st_size if about.st_ino not in taken else 0) <= room:
                useful.add(_identity(done))
                taken[about.st_ino] = about.st_size
            else:
                gone.append(blob)
    _delete(gone)
    return gone


def _left(folder: Path) -> Iterator[tuple[Path, Done | None]]:
    """The states in a run's folder, each with the record of its step; None where it was not done."""
    for blob in sorted((folder / STATE).glob("*.state")):
        yield blob, read_done(blob.stem, folder)


def _identity(done: Done | None) -> object:
    """What a result is reused by: equal ones are reused under the same conditions."""
    return done and (done.step, done.parts.key, tuple(sorted(done.inputs.items())), tuple(sorted(done.outputs.items())))


def _delete(blobs: Iterable[Path]) -> None:
    for blob in blobs:
        for file in (blob, blob.with_name(f"{blob.name}.json")):
            with contextlib.suppress(OSError):
                file.unlink()
        with contextlib.suppress(OSError):
            blob.parent.rmdir()
