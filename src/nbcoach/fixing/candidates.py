"""Which fixes can be applied in one go: those of one notebook that stay out of each other's way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.fingerprint import digest
from nbcoach.notebook.edit import TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking import Finding, Fix
    from nbcoach.notebook import Notebook

Territory = tuple[int, tuple[int, int], tuple[int, int]]
"""A cell, and from where to where (line and column) a fix changes it."""


class Candidate(NamedTuple):
    """A fix that may be applied for a finding; `key` is the same for the same fix of the same cell at another place."""

    finding: Finding
    fix: Fix
    key: str


def candidates(notebook: Notebook, findings: Iterable[Finding], *, unsafe: bool) -> Iterator[Candidate]:
    """The fix of each finding that has one: the first safe one, else with `unsafe` the first."""
    for finding in findings:
        ranked = sorted(finding.fixes, key=lambda fix: not fix.safe)
        if ranked and (unsafe or ranked[0].safe):
            yield Candidate(finding, ranked[0], _key(notebook, finding, ranked[0]))


def _key(notebook: Notebook, finding: Finding, fix: Fix) -> str:
    """What a fix is known by, wherever its cell has moved to."""
    cell = "" if finding.cell is None else digest(notebook.cells[finding.cell].source)
    place = f"{finding.span}" if finding.span else ""
    return f"{finding.check} {fix.title} {cell} {place}"


def together(found: Iterable[Candidate]) -> list[Candidate]:
    """The fixes that only change text, each in a stretch of its own; the first of two that meet."""
    chosen: list[Candidate] = []
    taken: list[Territory] = []
    for each in found:
        own = _territories(each.fix)
        if own and not any(_meet(one, other) for one in own for other in taken):
            chosen.append(each)
            taken += own
    return chosen


def _territories(fix: Fix) -> list[Territory]:
    """The stretch of each cell from a fix's first change to its last; none for a fix that does more than that."""
    stretches: dict[int, Territory] = {}
    for edit in fix.edits or ():
        if not isinstance(edit, TextEdit):
            return []
        start, end = (edit.line, edit.column), (edit.end_line, edit.end_column)
        _, first, last = stretches.get(edit.cell, (edit.cell, start, end))
        stretches[edit.cell] = edit.cell, min(start, first), max(end, last)
    return list(stretches.values())


def _meet(one: Territory, other: Territory) -> bool:
    """True where two stretches share a place, or touch: what is put in at one point has no order."""
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
