"""Figures that pyplot holds open: they come back under their numbers, the current one last."""

from __future__ import annotations

import sys
from typing import Any, List, Tuple

from nbcoach.pipeline.state.rebuilding import NotCarriedError, own


def open_figures() -> List[Tuple[int, Any]]:
    """pyplot's open figures with their numbers, the current one last."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is None:
        return []
    return [(number, manager.canvas.figure) for number, manager in list(helpers.Gcf.figs.items())]


def check_figures() -> None:
    """Raises where the notebook shows open figures after each cell but keeps them: a new kernel would show them again."""
    if open_figures() and _shows_figures():
        raise NotCarriedError("open figures that the notebook shows after each cell cannot be carried")


def _shows_figures() -> bool:
    matplotlib = sys.modules.get("matplotlib")
    return matplotlib is not None and "inline" in str(dict.get(matplotlib.rcParams, "backend"))


@own
def figures_opened(figures: List[Tuple[int, Any]]) -> None:
    from matplotlib import _pylab_helpers

    known = _pylab_helpers.Gcf.figs
    for number, figure in figures:
        manager = figure.canvas.manager
        for old in [key for key, value in known.items() if value is manager]:
            del known[old]
        manager.num = number
        figure.number = number
        known[number] = manager
