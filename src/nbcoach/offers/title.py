"""`title`: a text cell on top that says what the notebook does, to be filled in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.notebook.edit import CellInsertion

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project

_QUESTIONS = "What question does this notebook answer, from which data, and what comes out of it?"


class Arguments(Struct, frozen=True):
    """The title is made of the notebook's name."""


def edits(notebook: Notebook, _arguments: Arguments, _: Project | None) -> tuple[Edit, ...]:
    """One markdown cell above all others."""
    name = PurePosixPath(notebook.path or "").stem.replace("_", " ").replace("-", " ").strip()
    source = f"# {name[:1].upper()}{name[1:]}\n\n{_QUESTIONS}" if name else f"# Title\n\n{_QUESTIONS}"
    anchor = 0 if notebook.cells else -1
    return (CellInsertion(anchor, "before", source, cell_type="markdown"),)
