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
        sites = {_made_of(notebook, each.site): each.site for each in reversed(trainings(notebook)[:_MOST])}
        self._learned = tuple(_behind(notebook, site) for site in sites.values())

    def come_from(self, site: CallSite) -> bool:
        """True where some rows that are learned from came through a call."""
        return any(site.place in each.calls for each in self._learned)

    def hold(self, bound: BindingSite, since: Place) -> bool:
        """True where what a name holds since some place is learned from later."""
        return any(bound.place in each.bindings and since < each.place for each in self._learned)


def learned_rows(notebook: Notebook) -> LearnedRows:
    """What the trainings of a notebook learn from, looked for once."""
    return notebook.once(LearnedRows)


def _made_of(notebook: Notebook, site: CallSite) -> tuple[object, ...]:
    """Equal for trainings that are given the same: what binds the names among their arguments, and their receiver."""
    values = (site.call.function, *given(site.call))
    if any(value.kind not in {"name", "number", "string", "constant"} for value in values):
        return (site.place,)
    bound = (notebook.definition(site.cell, value) for value in values if value.kind == "name")
    return tuple(each.place if each is not None else None for each in bound)


def _behind(notebook: Notebook, site: CallSite) -> _Learned:
    rows = notebook.ancestry(site.cell, site.call.function, *given(site.call), stores=True)
    return _Learned(site.place, rows.calls, rows.bindings)
