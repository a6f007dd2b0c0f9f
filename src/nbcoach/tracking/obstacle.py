"""Why a notebook needs no tracking cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook

KIND = "tracking"
TAG = "nbcoach-tracking"


class Nothing(Struct, frozen=True):
    """Nothing is to be done, and why. `cell` is the index of the cell that shows it, None for the whole notebook."""

    reason: Literal["not-python", "python-2", "instrumented", "tracked", "untrained"]
    message: str
    cell: int | None = None


def nothing_to_do(notebook: Notebook) -> Nothing | None:
    """Why `plan` has no edits for a notebook, None where it has some."""
    if not notebook.is_python:
        return Nothing("not-python", f"This notebook is written in {notebook.language}; only Python can be tracked.")
    if notebook.language_version.startswith("2"):
        return Nothing("python-2", "This notebook runs on Python 2, and MLflow needs Python 3.")
    for cell in tracking_cells(notebook):
        message = f"Cell {cell.index + 1} tracks this notebook already."
        return Nothing("instrumented", message, cell.index)
    for tracked in tracker_calls(notebook):
        place = tracked.site.cell.index
        return Nothing("tracked", f"This notebook uses {tracked.tracker} already (cell {place + 1}).", place)
    if not trainings(notebook):
        return Nothing("untrained", "This notebook trains no model that runs here, so there is nothing to track.")
    return None


def tracking_cells(notebook: Notebook) -> tuple[Cell, ...]:
    """The cells that an earlier plan inserted."""
    return tuple(cell for cell in notebook.cells if _is_ours(cell))


def _is_ours(cell: Cell) -> bool:
    own = cell.metadata.get("nbcoach")
    return TAG in cell.tags or (isinstance(own, dict) and own.get("kind") == KIND)
