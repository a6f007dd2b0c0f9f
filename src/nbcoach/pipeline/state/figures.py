"""Figures that pyplot holds open: they come back under their numbers, the current one last."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from nbcoach.pipeline.state.rebuilding import NotCarriedError, own


def open_figures() -> list[tuple[int, Any]]:
    """The open figures of pyplot with their numbers, the current one last."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is None:
        return []
    return [(number, manager.canvas.figure) for number, manager in list(helpers.Gcf.figs.items())]


def check_figures() -> None:
    """Raises where figures stay open after they were shown: a new kernel would show them again."""
    if open_figures() and _shows_figures():
        raise NotCarriedError("open figures that the notebook shows after each cell cannot be carried")


def _shows_figures() -> bool:
    matplotlib = sys.modules.get("matplotlib")
    return matplotlib is not None and "inline" in str(dict.get(matplotlib.rcParams, "backend"))


@own
def figures_opened(figures: list[tuple[int, Any]]) -> None:
    known = importlib.import_module("matplotlib._pylab_helpers").Gcf.figs
    for number, figure in figures:
        manager = figure.canvas.manager
        for old in [key for key, value in known.items() if value is manager]:
            del known[old]
        manager.num = number
        figure.number = number
        known[number] = manager
