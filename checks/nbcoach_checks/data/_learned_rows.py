"""What stands behind the rows that models of a notebook learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.reach import given
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from nbcoach.notebook import BindingSite, CallSite, Notebook
    from nbcoach.notebook.model import Place

_MOST = 40


class _Learned(NamedTuple):
    place: Place
    calls: set[Place]
    bindings: set[Place]


class LearnedRows:
    """The calls and bindings behind the arguments of each training."""

    def __init__(self, notebook: Notebook) -> None:
        self._learned = tuple(_behind(notebook, each.site) for each in trainings(notebook)[:_MOST])

    def come_from(self, site: CallSite) -> bool:
        """True where some rows that are learned from came through a call."""
        return any(site.place in each.calls for each in self._learned)

    def hold(self, bound: BindingSite, since: Place) -> bool:
        """True where what a name holds since some place is learned from later."""
        return any(bound.place in each.bindings and since < each.place for each in self._learned)


def _behind(notebook: Notebook, site: CallSite) -> _Learned:
    rows = notebook.ancestry(site.cell, site.call.function, *given(site.call), stores=True)
    return _Learned(site.place, rows.calls, rows.bindings)
