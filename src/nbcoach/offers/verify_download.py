"""`verify-download`: compares what was fetched with the checksum of the copy that lies beside the notebook."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import TextEdit
from nbcoach.offers._seed_names import imported_as
from nbcoach.offers._sources import cell_at, line_of
from nbcoach.snippets import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project

_BYTES_AT_MOST = 500_000_000


class Arguments(Struct, frozen=True):
    """`cell` is the index of the cell that fetches, `line` the last line that does, `path` where it puts the file."""

    cell: int
    line: int
    path: str


def edits(notebook: Notebook, arguments: Arguments, project: Project | None) -> tuple[Edit, ...]:
    """The lines behind the download that compare its checksum.

    Raises:
        BadCallError: There is no copy whose checksum could be taken, or it is too large for a line to read it.
    """
    cell = cell_at(notebook, arguments.cell)
    line = line_of(cell, arguments.line)
    digest = _digest(project.start / arguments.path if project else None, arguments.path)
    imports = "" if imported_as(notebook, "hashlib", cell.index) == "hashlib" else "\nimport hashlib"
    check = f'assert hashlib.sha256(open({quoted(arguments.path)}, "rb").read()).hexdigest() == "{digest}"'
    column = len(line)
    return (TextEdit(cell.index, arguments.line, column, arguments.line, column, "", f"{imports}\n{check}"),)


def _digest(file: Path | None, shown: str) -> str:
    if file is None:
        raise BadCallError(f"Nobody knows where {shown} lies.", "Save the notebook first.")
    try:
        if file.stat().st_size > _BYTES_AT_MOST:
            raise BadCallError(
                f"{shown} is too large to be compared in one line.", "Compare it with sha256sum --check."
            )
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        raise BadCallError(f"There is no {shown} here whose checksum could be taken.", "Fetch it first.") from None
