"""The cells that this kernel ran, read as a notebook: what tracks them, and the cell that would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbcoach.config import find_settings
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import trainings
from nbcoach.tracking import tracking_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.core.interactiveshell import InteractiveShell

    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook


def typed(shell: InteractiveShell) -> list[str]:
    """The code of every cell that ran, the running one included, by its number."""
    manager = shell.history_manager
    return list(manager.input_hist_raw) if manager else []


def as_notebook(cells: Iterable[str], path: str | None) -> Notebook:
    """A notebook of code cells in the order in which they ran; `path` is the name of the open one, if known."""
    document: dict[str, Any] = {
        "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells],
        "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return parse_notebook(document, path)


def tracker_of(notebook: Notebook) -> str | None:
    """The name of the tracker that the cells use, or None."""
    return next((call.tracker for call in tracker_calls(notebook)), None)


def tracking_code(notebook: Notebook) -> str:
    """The source of the cell that tracks the notebook, as `nbcoach.tracking` inserts it."""
    return tracking_cell(notebook, trainings(notebook), _settings(notebook)).source


def _settings(notebook: Notebook) -> Settings | None:
    try:
        return find_settings(Path(notebook.path).parent if notebook.path else Path.cwd())
    except BadCallError:
        return None  # what is wrong there is said where settings are asked for
