"""Only what changed since a revision of git counts: findings in cells whose text is not that of a cell there.

Cells are compared by kind and text, as a sequence: outputs, counts and metadata do not matter, a cell that moved counts
as changed. A finding about the notebook counts when any cell changed, came or went. A new notebook counts whole, one
that was renamed is compared with the notebook that it was.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbcoach.checking.contract import Finding
    from nbcoach.checking.outcome import FileReport

Cells = tuple[tuple[str, str], ...]
"""Kind and source of each cell of a notebook."""


class Change(NamedTuple):
    """The indices of the cells that are new or changed; `is_any` is true too where a cell is only gone."""

    cells: frozenset[int]
    is_any: bool

    def holds(self, finding: Finding) -> bool:
        return self.is_any if finding.cell is None else finding.cell in self.cells


def changed_cells(before: Cells | None, after: Cells) -> Change:
    """What changed from one state of a notebook to the next; all of it where there was none, or nobody could read it.

    Cells that hold nothing do not count, nor does white space around a cell's text.
    """
    places = [index for index, (_, source) in enumerate(after) if source.strip()]
    if before is None:
        return Change(frozenset(places), is_any=True)
    old = _told(before)
    new = _told(after)
    start = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(map(len, (old, new)))
    )
    matcher = SequenceMatcher(None, old[start:], new[start:], autojunk=False)
    same = {start + block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
    changed = frozenset(place for at, place in enumerate(places) if at >= start and at not in same)
    return Change(changed, is_any=bool(changed) or len(old) != len(new))


def _told(cells: Cells) -> list[tuple[str, str]]:
    return [(kind, source.strip()) for kind, source in cells if source.strip()]


def only_changed(file: FileReport, change: Change) -> FileReport:
    """The report of a file with the findings that a change brought, or might have."""
    return msgspec.structs.replace(file, findings=tuple(each for each in file.findings if change.holds(each)))


def same_notebook(cells: Cells, others: Mapping[str, Cells]) -> str | None:
    """The name of the notebook that shares most cells, and at least half of those of the larger one; None for none."""
    best: tuple[float, str] | None = None
    mine = _told(cells)
    for name in sorted(others):
        theirs = _told(others[name])
        alike = len(_shared(mine, theirs)) / max(len(mine), len(theirs), 1)
        if alike >= 0.5 and (best is None or alike > best[0]):
            best = alike, name
    return best[1] if best else None


def _shared(one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    return set(one) & set(other)
