"""One run at a time in a pipeline's folder: its steps share a working directory, so two would mix their files."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def only_run(runs: Path) -> Iterator[None]:
    """Holds the lock of a `runs` folder, which exists. The system frees it when the process ends, however it ends.

    Raises:
        BadCallError: Another run holds it.
    """
    descriptor = os.open(runs / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _acquire(descriptor):
            raise BadCallError(
                f"Another run of this pipeline is going on in {runs}.", "Wait for it to end, or stop it."
            )
        yield
    finally:
        os.close(descriptor)


def is_running(runs: Path) -> bool:
    """True while a run holds the lock of a `runs` folder, which need not exist."""
    try:
        descriptor = os.open(runs / ".lock", os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        return not _acquire(descriptor)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int) -> bool:
    """Takes the lock of an open file without waiting; it is freed when the file is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there on Windows alone

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
