"""Plans where the tracking cell goes and what it says."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import CellRemoval
from nbcoach.notebook.placement import insertion
from nbcoach.notebook.training import replaced_imports, trainings
from nbcoach.project.project import MARKS
from nbcoach.snippets import Snippet, quoted, snippet
from nbcoach.tracking.obstacle import nothing_to_do, tracking_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import CellInsertion, Edit
    from nbcoach.notebook.training import Training

STYLES = ("autolog",)
_UNNAMED = "notebook"


def plan(notebook: Notebook, style: str = "autolog", settings: Settings | None = None) -> tuple[Edit, ...]:
    """The edits that make a notebook record its trainings with MLflow: one inserted cell.

    Empty where nothing is to be done; `nothing_to_do` says why.

    Args:
        notebook: What to track.
        style: One of `STYLES`.
        settings: Those of the notebook's folder; they may name the store.

    Raises:
        BadCallError: There is no such style.
    """
    if style not in STYLES:
        raise BadCallError(f"There is no tracking style {style!r}.", f"Choose from: {', '.join(STYLES)}.")
    return () if nothing_to_do(notebook) else (tracking_insertion(notebook, settings=settings),)


def tracking_insertion(notebook: Notebook, *before: int, settings: Settings | None = None) -> CellInsertion:
    """The cell that tracks a notebook, where it belongs: above all trainings and the given cells."""
    found = trainings(notebook)
    cell = tracking_cell(notebook, found, settings)
    return insertion(notebook, cell.source, cell.metadata, min((*before, *_needing(notebook, found)), default=None))


def plan_removal(notebook: Notebook) -> tuple[Edit, ...]:
    """The edits that take exactly the inserted cells out again; empty where there are none."""
    return tuple(CellRemoval(cell.index, cell.source) for cell in tracking_cells(notebook))


def _needing(notebook: Notebook, found: tuple[Training, ...]) -> Iterator[int]:
    """The cells that the tracking cell has to stand above."""
    yield from (each.site.cell.index for each in found)
    yield from (site.cell.index for site in replaced_imports(notebook))


def tracking_cell(notebook: Notebook, found: tuple[Training, ...] = (), settings: Settings | None = None) -> Snippet:
    """The cell that tracks a notebook, wherever it is put: its experiment is the notebook's name.

    Where MLflow sees none of the trainings found by itself (a loop written by hand, a cross-validation), the cell
    opens the run that hand-written calls record into.
    """
    by_hand = bool(found) and not any(each.is_seen for each in found)
    return snippet(
        "tracking_autolog",
        experiment=quoted(PurePath(notebook.path).stem if notebook.path else _UNNAMED),
        store=_store(notebook, settings).source,
        run=snippet("tracking_autolog", "run").source if by_hand else "",
    )


def _store(notebook: Notebook, settings: Settings | None) -> Snippet:
    """How the cell finds the store where the environment names none."""
    uri = settings.tracking_uri if settings else ""
    if not settings or not uri:
        return snippet("tracking_autolog", "search", marks=quoted(" ".join(MARKS)))
    file = uri.removeprefix("sqlite:///")
    if file == uri or PurePath(file).is_absolute() or not notebook.path:
        return snippet("tracking_autolog", "fixed", uri=quoted(uri))
    seen = os.path.relpath(settings.root / file, Path(notebook.path).absolute().parent)
    return snippet("tracking_autolog", "beside", path=quoted(PurePath(seen).as_posix()))
