"""Names that the kernel knows and no cell of the notebook makes any more: a fresh kernel stops where they are used."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.facts import facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbcoach.notebook.model import Facts

_WORDS = re.compile(r"[^\W\d]\w*")
_BINDING_MAGICS = frozenset({"%run", "%pylab", "%store", "%load", "%macro", "%rerun", "%recall"})
_BINDING_CALLS = frozenset({"exec", "globals", "locals", "setattr", "vars"})


class LiveCell(NamedTuple):
    """A code cell as it stands in the open notebook."""

    id: str
    source: str


class Lost(NamedTuple):
    """Names that one run of a cell made: its code, its number (`In [n]`), and the first cell that needs them."""

    names: tuple[str, ...]
    code: str
    number: int
    user: LiveCell


def lost(namespace: Mapping[str, object], typed: Sequence[str], cells: Sequence[LiveCell]) -> tuple[Lost, ...]:
    """The names in use whose defining cell is gone, in order of the cells that made them.

    Nothing where a cell binds names that no reader sees (`%run`, a star import, `exec`).

    Args:
        namespace: What the kernel knows.
        typed: What was run, by its number.
        cells: The notebook's code cells, top to bottom.
    """
    read = [_facts(each.source) for each in cells]
    if not read or any(map(_binds_unseen, read)):
        return ()
    bound = frozenset[str]().union(*map(_bound, cells, read))
    made = _made(namespace, typed, bound)
    found: dict[tuple[int, int], list[str]] = {}
    for name in sorted(made):
        user = next((index for index, each in enumerate(read) if name in each.free), None)
        if user is not None:
            found.setdefault((made[name], user), []).append(name)
    return tuple(Lost(tuple(found[at]), typed[at[0]], at[0], cells[at[1]]) for at in sorted(found))


def _made(namespace: Mapping[str, object], typed: Sequence[str], bound: frozenset[str]) -> dict[str, int]:
    """The names that the kernel knows and no cell binds, by the run that made each last."""
    made = {}
    for number, code in enumerate(typed):
        for name in _facts(code).bound:
            if name in namespace and name not in bound and name[:1] != "_":
                made[name] = number
    return made


def _bound(cell: LiveCell, read: Facts) -> frozenset[str]:
    """What a cell may bind; in one that does not parse, while somebody types, any of its words."""
    return frozenset(_WORDS.findall(cell.source)) if read.fault else read.bound


def _binds_unseen(read: Facts) -> bool:
    return (
        any(each.name in _BINDING_MAGICS for each in read.magics)
        or any(each.name == "*" for each in read.bindings)
        or any(each.function.text in _BINDING_CALLS for each in read.calls)
    )


@lru_cache(maxsize=4_000)
def _facts(code: str) -> Facts:
    return facts(code)
