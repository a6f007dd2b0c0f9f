"""Which histories a tracker keeps: those of a fit that is given the tracker's callback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach.notebook.reach import Reach
from nbcoach.notebook.trackers import tracker_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_FITTING = frozenset({"fit", "fit_generator"})
_CALLBACKS = frozenset({"callbacks"})


def recorded_histories(notebook: Notebook) -> frozenset[Place]:
    """The places of `history.history`, where every fit that may have left it was recorded by a callback."""
    recorded = {site.place for site in _recorded_fits(notebook)}
    if not recorded:
        return frozenset()
    fits = Reach(notebook, _fits)
    found: set[Place] = set()
    for cell in notebook.code:
        for value in cell.facts.names:
            if value.text.endswith(".history"):
                behind = fits.behind(cell, value)
                if behind and behind <= recorded:
                    found.add(Place(cell.index, value.at))
    return frozenset(found)


def _recorded_fits(notebook: Notebook) -> Iterator[CallSite]:
    """The fits among whose callbacks one is a tracker's."""
    made = {each.site.place for each in tracker_calls(notebook)}
    for site in notebook.calls_with(_CALLBACKS) if made else ():
        callbacks = site.call.keyword("callbacks")
        if site.method in _FITTING and callbacks is not None:
            reach = Reach(notebook, lambda cell, value: _place(cell, value) in made)
            if reach.behind(site.cell, callbacks):
                yield site


def _fits(cell: Cell, value: Value) -> bool:
    return value.kind == "call" and cell.facts.calls[value.call].function.text.rpartition(".")[2] in _FITTING


def _place(cell: Cell, value: Value) -> Place | None:
    return Place(cell.index, cell.facts.calls[value.call].at) if value.kind == "call" else None
