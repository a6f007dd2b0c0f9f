"""Writes edits into a notebook file: only what they touch changes, and never half of it."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError, StaleEditError
from nbcoach.notebook.read import load_json, read_bytes
from nbcoach.notebook.revision import revised
from nbcoach.notebook.script_sign import is_script_file
from nbcoach.notebook.splice import spliced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.notebook.edit import Edit

_MARKED = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)


def edited(data: bytes, edits: Iterable[Edit], name: str = "the notebook") -> bytes:
    """The bytes of a notebook file after the edits; of a script, where `name` is that of a Python file.

    Everything that no edit touches keeps its bytes: indentation, order of keys, escapes, line breaks, byte order
    mark, the end of the file. New cells are written as their neighbours are. Reading the result gives what
    `edit.apply` gives.

    Raises:
        StaleEditError, ConflictingEditsError: As `edit.apply` does.
        NotANotebookError: The bytes are no notebook; `name` says whose they are.
    """
    if is_script_file(name, data):
        from nbcoach.notebook.script_write import edited_script  # noqa: PLC0415 - most notebooks are no scripts

        return edited_script(data, tuple(edits), name)
    sheets = revised(load_json(data, name), tuple(edits))
    encoding = _encoding(data)
    return spliced(data.decode(encoding, "surrogatepass"), sheets).encode(encoding, "surrogatepass")


def write_edits(path: Path, edits: Iterable[Edit]) -> None:
    """Applies edits to a notebook file, all of them or none.

    The new text goes to a temporary file in the same folder, is flushed to the disk and takes the name of the
    notebook in one step; a symbolic link stays one, and its target is written. Mode and owner are kept.

    Raises:
        BadCallError: There is no such file, or it or its folder cannot be written.
        UnreadableError: It cannot be read.
        StaleEditError: It changed while it was written, or as `edited` says.
        NotANotebookError, ConflictingEditsError: As `edited` says.
    """
    target = Path(os.path.realpath(path))
    before = read_bytes(target)
    seen = target.stat()
    after = edited(before, edits, str(path))
    if after != before:
        _replace(target, after, seen, path)


def write_bytes(path: Path, before: bytes, after: bytes) -> None:
    """Puts new bytes into a notebook file that still holds the old ones, as `write_edits` does.

    Raises:
        BadCallError, UnreadableError: As `write_edits` says.
        StaleEditError: It does not hold the old bytes any more.
    """
    target = Path(os.path.realpath(path))
    seen = target.stat() if target.exists() else None
    if read_bytes(target) != before or seen is None:
        raise StaleEditError(f"{path} was changed by another program meanwhile.", "Run the command again.")
    _replace(target, after, seen, path)


def _replace(target: Path, data: bytes, seen: os.stat_result, path: Path) -> None:
    if not os.access(target, os.W_OK):
        raise BadCallError(
            f"{path} cannot be written: it is read-only for you.", "Change its permissions or work on a copy."
        )
    try:
        with _temporary(target) as temporary:
            _write_through(temporary, data, seen)
            now = target.stat()
            if (now.st_mtime_ns, now.st_size) != (seen.st_mtime_ns, seen.st_size):
                raise StaleEditError(f"{path} was changed by another program meanwhile.", "Run the command again.")
            temporary.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        raise BadCallError(
            f"{path} cannot be written: {error.strerror or error}.",
            "It is unchanged; check its folder's permissions and space.",
        ) from None


@contextlib.contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """A new empty file beside the target, gone at the end unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _write_through(temporary: Path, data: bytes, seen: os.stat_result) -> None:
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, seen.st_uid, seen.st_gid)
    temporary.chmod(seen.st_mode & 0o7777)


def _flush_folder(folder: Path) -> None:
    """Makes the renaming itself last, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _encoding(data: bytes) -> str:
    """The encoding of JSON bytes, in which a byte order mark is a character as any other."""
    return next((name for mark, name in _MARKED if data.startswith(mark)), json.detect_encoding(data))
