"""`nbcoach.track(path)`: tracks a notebook file, or takes the tracking out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.config import find_settings
from nbcoach.notebook import read_notebook
from nbcoach.notebook.write import write_edits
from nbcoach.tracking.plan import plan, plan_removal

if TYPE_CHECKING:
    import os

    from nbcoach.notebook.edit import Edit


def track(
    path: str | os.PathLike[str], *, style: str = "autolog", write: bool = False, remove: bool = False
) -> tuple[Edit, ...]:
    """The edits that add MLflow tracking to a notebook file; empty where nothing is to be done.

    Args:
        path: The notebook.
        style: How to track (see `STYLES`).
        write: Apply the edits to the file.
        remove: Take the tracking out instead.

    Raises:
        BadCallError: There is no such file or style, or the file cannot be written.
        UnreadableError: The file cannot be read.
        NotANotebookError: It is no notebook.
    """
    notebook = read_notebook(Path(path))
    edits = plan_removal(notebook) if remove else plan(notebook, style, find_settings(Path(path).parent))
    if write and edits:
        write_edits(Path(path), edits)
    return edits
