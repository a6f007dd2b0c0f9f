"""Puts the files of a pipeline on disk: beside the target first, then renamed, so that none is ever half-made."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.pipeline.lock import is_running
from nbcoach.pipeline.manifest import is_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@contextmanager
def only_writer(to: Path) -> Iterator[None]:
    """Waits until no other export writes beside a target, for the moment in which the old and the new are exchanged."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        descriptor = os.open(_nearest(to), os.O_RDONLY)
    except OSError:  # what cannot even be read is told when it is written
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write(files: Mapping[str, bytes], to: Path, *, force: bool = False) -> None:
    """Writes files into a new folder.

    With `force` a pipeline that stands there is replaced; its runs, and whatever else somebody put at its top, move
    into the new one. On failure everything is as it was.

    Args:
        files: Contents by path, relative to the folder.
        to: The folder, which must not exist unless forced.
        force: Replace an empty folder or a pipeline.

    Raises:
        BadCallError: The target exists and may not be replaced, or the folder cannot be written.
    """
    refuse(to, force=force)
    draft = _beside(to, "new")
    made = [folder for folder in to.parents if not folder.exists()]
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _fill(draft, files)
        _put(draft, to)
    except OSError as error:
        raise _unwritable(to, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        if not to.exists():
            _remove_empty(made)


def refuse(to: Path, *, force: bool) -> None:
    """Raises a BadCallError where a target may not be written or replaced."""
    if not os.access(_nearest(to), os.W_OK):
        raise _unwritable(to, f"{_nearest(to)} is write-protected")
    if not (to.exists() or to.is_symlink()):
        return
    if not to.is_dir():
        raise BadCallError(f"{to} is a file; a pipeline is a folder.", "Choose another folder.")
    if not force:
        raise BadCallError(f"{to} exists already.", "Choose another folder, or replace a pipeline with --force.")
    try:
        is_ours = not any(to.iterdir()) or is_pipeline(to)
    except OSError as error:
        raise BadCallError(f"{to} cannot be read: {error.strerror or error}.") from None
    if not is_ours:
        raise BadCallError(
            f"{to} is no pipeline, so --force does not replace it.", "Choose another folder, or remove it yourself."
        )
    if is_running(to / "runs"):
        raise BadCallError(f"A run of {to} is going on.", "Wait for it to end, or stop it.")


def _nearest(to: Path) -> Path:
    """The folder around a target, or the nearest one around that which exists."""
    return next((folder for folder in to.absolute().parents if folder.exists()), to)


def _unwritable(to: Path, reason: str) -> BadCallError:
    return BadCallError(f"{to} cannot be written: {reason}.", "Choose a folder that you may write to.")


def _remove_empty(folders: list[Path]) -> None:
    """Removes folders that were made for nothing, the innermost first."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def _fill(draft: Path, files: Mapping[str, bytes]) -> None:
    draft.mkdir()
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _put(draft: Path, to: Path) -> None:
    """Gives the finished folder its name; an old one steps aside until its remains have moved over."""
    if not to.exists():
        draft.rename(to)
        return
    aside = _beside(to, "old")
    to.rename(aside)
    moved: list[str] = []
    try:
        for entry in aside.iterdir():
            if not (draft / entry.name).exists():
                entry.rename(draft / entry.name)
                moved.append(entry.name)
        draft.rename(to)
    except OSError:
        for name in moved:
            (draft / name).rename(aside / name)
        aside.rename(to)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _beside(to: Path, what: str) -> Path:
    return to.with_name(f".{to.name}.{what}-{secrets.token_hex(4)}")
