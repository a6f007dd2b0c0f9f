"""`nbcoach track`: records the trainings of a notebook with MLflow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach import tracking
from nbcoach.config import find_settings
from nbcoach.faces.cli._diff import diff_text
from nbcoach.faces.cli._terminal import has_colours
from nbcoach.notebook import read_notebook
from nbcoach.notebook.write import write_edits
from nbcoach.reports.cell_diff import cell_diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit


@click.command("track", epilog="Example: nbcoach track notebooks/churn.ipynb --write")
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "--style",
    type=click.Choice(tracking.STYLES),
    default=tracking.STYLES[0],
    show_default=True,
    help="autolog: MLflow records each training by itself.",
)
@click.option("--write", is_flag=True, help="Change the notebook; without it only the difference is shown.")
@click.option("--remove", is_flag=True, help="Take the tracking cell out again.")
def command(*, notebook: Path, style: str, write: bool, remove: bool) -> None:
    """Insert a cell into NOTEBOOK that records every training with MLflow: parameters, measures and model.

    Nothing is executed. Without --write nothing changes either: the difference is printed, cell by cell.
    """
    read = read_notebook(notebook)
    edits = tracking.plan_removal(read) if remove else tracking.plan(read, style, find_settings(notebook.parent))
    if not edits:
        click.echo(_why_nothing(read, remove=remove), err=True)
    elif write:
        write_edits(notebook, edits)
        click.echo(_done(notebook, read, remove=remove))
    else:
        _print(read, edits)
        click.echo("Nothing was changed. Apply it with --write.", err=True)


def _why_nothing(notebook: Notebook, *, remove: bool) -> str:
    if remove:
        return "Nothing to do: this notebook has no cell that nbcoach inserted for tracking."
    nothing = tracking.nothing_to_do(notebook)
    return f"Nothing to do: {nothing.message}" if nothing else "Nothing to do."


def _done(path: Path, notebook: Notebook, *, remove: bool) -> str:
    if remove:
        numbers = ", ".join(str(cell.index + 1) for cell in tracking.tracking_cells(notebook))
        return f"{path}: took the tracking out (cell {numbers})."
    cell = tracking.tracking_cells(read_notebook(path))[0]
    return f"{path}: inserted the tracking cell (cell {cell.index + 1}). Run the notebook to record a run."


def _print(notebook: Notebook, edits: Sequence[Edit]) -> None:
    for text in diff_text(cell_diff(notebook, edits), coloured=has_colours(sys.stdout)):
        click.echo(text, nl=False, color=True)
