"""A file that is to be made or added to, and how it is put on disk without harm to what people wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from nbcoach.errors import BadCallError, StaleEditError


class Change(NamedTuple):
    """A file as it is to be.

    Args:
        file: Where it is.
        before: What it holds; None where it is not there.
        after: What it is to hold.
        what: What that is good for, as a few words.
    """

    file: Path
    before: bytes | None
    after: bytes
    what: str


def put(change: Change) -> None:
    """Writes a file in one step; a new one only where there still is none.

    Raises:
        BadCallError: It cannot be written.
        StaleEditError: It has changed since it was read.
    """
    target = Path(os.path.realpath(change.file))
    try:
        if content(target) != change.before:
            raise StaleEditError(f"{change.file} has changed meanwhile.", "Call init again.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if change.before is None:
            _make(target, change.after)
        else:
            _replace(target, change.after)
    except OSError as error:
        message = f"{change.file} cannot be written: {error.strerror or error}."
        raise BadCallError(message, "Check the permissions of its folder.") from None


def content(file: Path) -> bytes | None:
    """The bytes of a file; None where it is not there.

    Raises:
        BadCallError: It is there and cannot be read.
    """
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadCallError(f"{file} cannot be read: {error.strerror or error}.", "Check its permissions.") from None


def _make(target: Path, data: bytes) -> None:
    with target.open("xb") as file:
        file.write(data)


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
