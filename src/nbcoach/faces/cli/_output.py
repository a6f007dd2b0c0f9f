"""Writes a report to standard output, or to a file in one step."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def verify_writable(output: Path | None) -> None:
    """Finds out before the work begins that its result could not be written.

    Raises:
        BadCallError: The folder is not there, it or the file may not be written, or the path is a folder.
    """
    if output is None:
        return
    if output.is_dir():
        raise BadCallError(f"{output} cannot be written: it is a folder.", "Name a file in it.")
    if not output.parent.is_dir():
        raise BadCallError(f"{output} cannot be written: there is no folder {output.parent}.", "Make the folder first.")
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise BadCallError(f"{output} cannot be written: permission denied.", "Choose another place.")


def write_bytes_out(data: bytes) -> None:
    """Writes bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_out(pieces: Iterable[str], output: Path | None, *, to_error: bool = False) -> None:
    """Writes text, to standard output (or error) where no file is named; who stops reading has read enough.

    Raises:
        BadCallError: The file cannot be written; a file that stands there is then as it was.
    """
    if output is not None:
        _write_file((piece.encode("utf-8", "backslashreplace") for piece in pieces), output)
        return
    stream = sys.stderr if to_error else sys.stdout
    try:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write_file(pieces: Iterable[bytes], output: Path) -> None:
    """Writes pieces as they come, so that a report is never held in memory whole."""
    try:
        if output.exists() and not output.is_file():
            _write_pieces(pieces, output)  # a device or a pipe: nothing to replace
            return
        target = output.resolve()
        temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
        try:
            _write_pieces(pieces, temporary)
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise BadCallError(f"{output} cannot be written: {error.strerror or error}.", "Choose another place.") from None


def _write_pieces(pieces: Iterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)
