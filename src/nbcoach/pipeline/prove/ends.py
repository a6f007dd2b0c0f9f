"""Which values of the notebook's two runs stand for its end, also where it fails before its last cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nbcoach.pipeline.observation import Observation


class Ends(NamedTuple):
    """Blobs of the values at the end of both runs, empty where there are none.

    `spoilt` are names that the cell which fails had changed before it did: of these, the second run, which stops in
    front of that cell, has the values.
    """

    first: str
    again: str
    spoilt: tuple[str, ...] = ()


def ends_of(first: Observation, again: Observation) -> Ends:
    """The values to compare. Where the kernel died, only the second run has any, so that nothing is known of noise."""
    one, other = _kept(first.values), _kept(again.values)
    if first.failure is None or first.failed_cell is None:
        return Ends(one, other)
    failed = first.trace(first.failed_cell)
    if not one or failed is None:
        return Ends(other, "")
    return Ends(one, other, failed.changed)


def _kept(path: str) -> str:
    return path if path and Path(path).exists() else ""
