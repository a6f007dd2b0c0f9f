"""Which cells show what nobody seeded: a proof compares them by equal draws, and each later run draws others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.reading import readings

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.observation import Observation


def by_chance(notebook: Notebook, observation: Observation) -> frozenset[int]:
    """The indices of the cells that draw from what nobody has seeded, and of all that may follow from these.

    A cell follows from another where it may read what that one bound, changed or wrote; a name stays suspect until the
    end, for a function that somebody calls later may look at it.
    """
    if not notebook.is_python:
        return frozenset()
    reads = readings(notebook)
    found: set[int] = set()
    names: set[str] = set()
    files: set[str] = set()
    for trace in observation.cells:
        read = reads[trace.index]
        follows = bool(names & read.names or files.intersection(trace.opened) or (found and read.reads_all))
        if follows or "entropy" in trace.impure:
            found.add(trace.index)
            names.update(trace.changed)
            files.update(trace.written)
    return frozenset(found)
