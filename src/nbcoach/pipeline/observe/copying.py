"""A copy of a folder for as long as a notebook runs in it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline.observe.cloning import clone
from nbcoach.pipeline.observe.extent import Entry, entries, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "nbcoach-copy-"
_OWNER = "owner"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_RESERVE = 64 << 20
"""Bytes that stay free beside a copy."""


class Copy(Struct, frozen=True):
    """A copied folder. All paths are absolute and real.

    `folder` is the original, `root` its copy. `home` is the temporary folder around everything; what is put there
    goes when the copy goes. `top` stands for the root of the file system: below it, everything has the path that it
    has outside, so that `..` leads where it should. `unreadable` are files that could not be copied.
    """

    folder: Path
    root: Path
    home: Path
    top: Path
    unreadable: tuple[str, ...] = ()

    def place(self, path: Path) -> Path:
        """Where an absolute path of the original lies in the copy."""
        return self.top.joinpath(*path.parts[1:])

    def plain(self, text: str) -> str:
        """A text with the paths of the copy as they are outside."""
        return text.replace(str(self.top), "") if str(self.top) in text else text


@contextmanager
def copied(folder: Path) -> Iterator[Copy]:
    """Copies a folder, and removes the copy at the end, whatever happens.

    Raises:
        BadCallError: There is no room for the copy, or it cannot be written; nothing is left behind.
    """
    folder = Path(os.path.realpath(folder))
    _sweep()
    home = _new_home()
    try:
        yield _copy(folder, home)
    finally:
        remove(home)


def remove(home: Path) -> None:
    """Removes a folder with what is write-protected in it; what cannot be removed stays."""
    for place, folders, _ in os.walk(home):
        for name in folders:
            path = os.path.join(place, name)
            if not os.path.islink(path):
                _allow(path)
    shutil.rmtree(home, ignore_errors=True)


def _allow(path: str) -> None:
    try:
        os.chmod(path, 0o700)
    except OSError:
        return


def _new_home() -> Path:
    try:
        home = Path(os.path.realpath(tempfile.mkdtemp(prefix=PREFIX)))
    except OSError as error:
        raise _refusal(error, Path(tempfile.gettempdir())) from error
    try:
        (home / _OWNER).write_text(str(os.getpid()), "ascii")
    except OSError as error:
        remove(home)
        raise _refusal(error, home) from error
    return home


def _copy(folder: Path, home: Path) -> Copy:
    top = home / "files"
    root = top.joinpath(*folder.parts[1:])
    try:
        _check_room(folder, home)
        root.mkdir(parents=True)
        unreadable = tuple(entry.place for entry in entries(folder) if not _put(entry, root, home))
        _borrow_objects(folder, root)
    except OSError as error:
        raise _refusal(error, home) from error
    return Copy(folder, root, home, top, unreadable)


def _check_room(folder: Path, home: Path) -> None:
    """Refuses early where the copy does not fit, unless the disk may share blocks."""
    if os.stat(folder).st_dev == os.stat(home).st_dev:
        return  # the same disk may clone; a full one is met while copying
    size, free = measure(folder).size, shutil.disk_usage(home).free
    if size + _RESERVE > free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _put(entry: Entry, root: Path, home: Path) -> bool:
    """Makes one entry in the copy; False for what cannot be read."""
    target = os.path.join(root, entry.place)
    if entry.kind == "unreadable":
        return False
    if entry.source.startswith(f"{home}{os.sep}"):
        return True  # the copy itself, where temporary files lie in the folder
    if entry.kind == "folder":
        os.makedirs(target, exist_ok=True)
    elif entry.kind == "file":
        return _put_file(entry.source, target)
    elif entry.kind == "link":
        os.symlink(os.path.relpath(os.path.join(root, entry.target), os.path.dirname(target)), target)
    else:
        os.symlink(entry.target, target)
    return True


def _put_file(source: str, target: str) -> bool:
    try:
        clone(source, target)
    except (PermissionError, FileNotFoundError):
        return False  # changed or gone meanwhile
    return True


def _borrow_objects(folder: Path, root: Path) -> None:
    """Lets git in the copy read the original's objects, which are not copied."""
    objects = folder / ".git" / "objects"
    if not objects.is_dir():
        return
    info = root / ".git" / "objects" / "info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "alternates").write_text(f"{objects}\n", "utf-8")


def _refusal(error: OSError, home: Path) -> BadCallError:
    place = home.parent if home.name.startswith(PREFIX) else home
    if error.errno in _FULL:
        return BadCallError(
            f"The folder cannot be copied: there is no room for it in {place}.",
            "Make room, or name another folder for temporary files in the environment variable TMPDIR.",
        )
    return BadCallError(
        f"The folder cannot be copied to {place}: {error.strerror or error}.",
        "Name another folder for temporary files in the environment variable TMPDIR.",
    )


def _sweep() -> None:
    """Removes copies whose process was killed before it could."""
    for home in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            owner = int((home / _OWNER).read_text("ascii"))
        except (OSError, ValueError):
            continue
        if not _lives(owner):
            remove(home)


def _lives(process: int) -> bool:
    if os.name == "nt":
        return True  # there, signal 0 is no question
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
