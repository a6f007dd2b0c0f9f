"""Which cells read the clock or fresh entropy, so that a second run may differ.

The interpreter tells of neither. The clock is found by the calls in a cell and in the functions that it uses; a
generator that the run saw drawn from counts as seeded once a call has seeded it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.link import CallSite, Cell
    from nbcoach.pipeline.observation import CellTrace

_ALL = frozenset({"random", "numpy", "torch", "tensorflow"})
_EXACT = {
    "random.seed": frozenset({"random"}),
    "random.setstate": frozenset({"random"}),
    "numpy.random.seed": frozenset({"numpy"}),
    "numpy.random.set_state": frozenset({"numpy"}),
    "torch.manual_seed": frozenset({"torch"}),
    "torch.set_rng_state": frozenset({"torch"}),
    "torch.random.manual_seed": frozenset({"torch"}),
    "tensorflow.random.set_seed": frozenset({"tensorflow"}),
}
"""What each known call seeds; any other call with `seed` in its last name seeds all generators."""


class Purity:
    """What a notebook's code says about the clock and about seeds."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.cells = {cell.index: cell for cell in notebook.cells}
        self.causes = _causes(notebook)
        self.seeds = _seeds(notebook)

    def judged(self, trace: CellTrace) -> CellTrace:
        """A trace that says why a second run of its cell may differ."""
        causes = {*trace.impure, *self.causes.get(trace.index, ())}
        if any(self.seeds.get(drawn, trace.index + 1) > trace.index for drawn in trace.draws):
            causes.add("entropy")
        is_impure = bool(causes & {"clock", "entropy", "network"})
        return replace(trace, impure=tuple(sorted(causes)), is_impure=is_impure)


def _causes(notebook: Notebook) -> dict[int, set[str]]:
    """Why each cell may differ, by the calls in it and in the functions that it uses."""
    named: dict[str, set[str]] = {}
    found: dict[int, set[str]] = {}
    for site in notebook.calls_named(_is_known):
        cause = _cause(site)
        if not cause:
            continue
        function = _function(site)
        if function:
            named.setdefault(function, set()).add(cause)
        else:
            found.setdefault(site.cell.index, set()).add(cause)
    _spread(notebook, named, found)
    return found


def _spread(notebook: Notebook, named: dict[str, set[str]], found: dict[int, set[str]]) -> None:
    """Gives the causes in functions to the functions and cells that use them."""
    open_ = list(named)
    while open_:
        name = open_.pop()
        for use in notebook.uses_of(name):
            user = _owner(use.cell, use.value.block)
            if user is None:
                found.setdefault(use.cell.index, set()).update(named[name])
            elif user != name and not named[name] <= named.get(user, set()):
                named.setdefault(user, set()).update(named[name])
                open_.append(user)


def _function(site: CallSite) -> str | None:
    return _owner(site.cell, site.block)


def _owner(cell: Cell, block: int) -> str | None:
    """The outermost function or class around a place, None at the top level."""
    around = [each for each in cell.facts.around(block) if each.kind in {"function", "class"}]
    return around[-1].text if around else None


def _cause(site: CallSite) -> str:
    table = _table()
    if site.name in table["clock"]:
        return "clock"
    if site.name in table["entropy"]:
        return "entropy"
    given = site.argument(0, "seed")
    is_none = given is not None and given.kind == "constant" and given.text == "None"
    return "entropy" if not site.call.is_open and (given is None or is_none) else ""


def _seeds(notebook: Notebook) -> dict[str, int]:
    """The first cell that seeds each generator, which seeds it for the cells below."""
    first: dict[str, int] = {}
    for site in notebook.calls_named(_seeds_something):
        if _cause_of_seed(site):
            continue
        for generator in _EXACT.get(site.name, _ALL):
            first[generator] = min(first.get(generator, site.cell.index), site.cell.index)
    return first


def _cause_of_seed(site: CallSite) -> bool:
    """True for a seed without a number, which takes fresh entropy."""
    return site.name in {"random.seed", "numpy.random.seed"} and not site.call.arguments and not site.call.keywords


def _seeds_something(name: str) -> bool:
    return name in _EXACT or "seed" in name.rpartition(".")[2].lower()


def _is_known(name: str) -> bool:
    return any(name in names for names in _table().values())


@cache
def _table() -> dict[str, frozenset[str]]:
    text = files("nbcoach.pipeline.observe").joinpath("purity.toml").read_text("utf-8")
    return {key: frozenset(names) for key, names in tomllib.loads(text).items()}
