"""Plans where the tracking cell goes and what it says."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import CellRemoval
from nbcoach.notebook.placement import insertion
from nbcoach.notebook.training import trainings
from nbcoach.project.project import MARKS
from nbcoach.snippets import Snippet, quoted, snippet
from nbcoach.tracking.obstacle import nothing_to_do, tracking_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import CellInsertion, Edit
    from nbcoach.notebook.training import Training

STYLES = ("autolog",)
_UNNAMED = "notebook"


def plan(notebook: Notebook, style: str = "autolog") -> tuple[Edit, ...]:
    """The edits that make a notebook record its trainings with MLflow: one inserted cell.

    Empty where nothing is to be done; `nothing_to_do` says why.

    Raises:
        BadCallError: There is no such style.
    """
    if style not in STYLES:
        raise BadCallError(f"There is no tracking style {style!r}.", f"Choose from: {', '.join(STYLES)}.")
    return () if nothing_to_do(notebook) else (tracking_insertion(notebook),)


def tracking_insertion(notebook: Notebook, *before: int) -> CellInsertion:
    """The cell that tracks a notebook, where it belongs: above all trainings and the given cells."""
    found = trainings(notebook)
    cell = tracking_cell(notebook, found)
    return insertion(notebook, cell.source, cell.metadata, min((*before, *_needing(notebook, found)), default=None))


def plan_removal(notebook: Notebook) -> tuple[Edit, ...]:
    """The edits that take exactly the inserted cells out again; empty where there are none."""
    return tuple(CellRemoval(cell.index, cell.source) for cell in tracking_cells(notebook))


def _needing(notebook: Notebook, found: tuple[Training, ...]) -> Iterator[int]:
    """The cells that the tracking cell has to stand above.

    Autologging replaces the functions of `sklearn.metrics`; a name that was imported from there before keeps the old
    function, and measures on test data would be lost.
    """
    yield from (each.site.cell.index for each in found)
    for site in notebook.import_sites:
        if site.binding.text.startswith("sklearn.metrics."):
            yield site.cell.index


def tracking_cell(notebook: Notebook, found: tuple[Training, ...] = ()) -> Snippet:
    """The cell that tracks a notebook: its experiment is the notebook's name.

    Where MLflow sees none of the trainings by itself (a loop written by hand, a cross-validation), the cell opens
    the run that hand-written calls record into.
    """
    by_hand = bool(found) and not any(each.is_seen for each in found)
    return snippet(
        "tracking_autolog",
        experiment=quoted(PurePath(notebook.path).stem if notebook.path else _UNNAMED),
        marks=f"({', '.join(map(quoted, MARKS))})",
        run=snippet("tracking_autolog", "run").source if by_hand else "",
    )
