"""What the habits of a notebook are told from: the notebook, what the checks found, and what surrounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking import choose
from nbcoach.maturity.evidence import Place
from nbcoach.maturity.ladder.habit import Habit, Standing
from nbcoach.maturity.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from nbcoach.checking import Finding, Outcome
    from nbcoach.config import Settings
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project


class View(NamedTuple):
    """A notebook with all that is known of it.

    `source` is the same notebook, asked what it trains and tracks. `silent` are the checks that did not run: switched
    off, not installed, or failed. `file` is where it lies; None where it is no file, and nothing surrounds it.
    """

    notebook: Notebook
    source: Source
    findings: tuple[Finding, ...]
    silent: frozenset[str]
    project: Project
    file: Path | None

    def against(self, checks: Collection[str]) -> tuple[Finding, ...]:
        """What some checks found."""
        return tuple(finding for finding in self.findings if finding.check in checks)


def view_of(
    notebook: Notebook,
    outcome: Outcome,
    project: Project,
    settings: Settings,
    file: Path | None,
    checks: Iterable[str],
) -> View:
    """What is known of a notebook, after a look of the checks; `checks` are those that the habits ask for."""
    ran = {check.name for check in choose(settings).at(notebook.path)} - {error.check for error in outcome.errors}
    silent = frozenset(checks) - ran
    return View(notebook, Source(notebook.path or "", notebook), outcome.findings, silent, project, file)


def kept(name: str, reason: str, places: Iterable[Place] = ()) -> Habit:
    return Habit(name, Standing.KEPT, reason, tuple(places))


def still_open(name: str, reason: str, places: Iterable[Place] = ()) -> Habit:
    return Habit(name, Standing.OPEN, reason, tuple(places))


def idle(name: str, reason: str) -> Habit:
    return Habit(name, Standing.IDLE, reason)


def unknown(name: str, reason: str, places: Iterable[Place] = ()) -> Habit:
    return Habit(name, Standing.UNKNOWN, reason, tuple(places))


def open_by(name: str, findings: Sequence[Finding]) -> Habit:
    """A habit that findings speak against: the first in its own words, and how many more there are."""
    first, more = findings[0], len(findings) - 1
    rest = f" There {'is' if more == 1 else 'are'} {more} more like it." if more else ""
    return still_open(name, f"{first.message}{rest}", map(place_of, findings))


def place_of(finding: Finding) -> Place:
    """Where a finding stands, in its words."""
    line = finding.span.line if finding.span else None
    return Place(finding.message, cell=finding.cell, cell_id=finding.cell_id, cell_line=line)


def call_place(site: CallSite) -> Place:
    """A call, as it is written there."""
    return Place(
        f"`{site.call.function.text or site.method}`",
        cell=site.cell.index,
        cell_id=site.cell.id,
        cell_line=site.span.line,
    )


def some(places: Iterable[Place], most: int = 5) -> tuple[Place, ...]:
    """The first few places, one for each cell."""
    by_cell: dict[int | None, Place] = {}
    for place in places:
        by_cell.setdefault(place.cell, place)
    return tuple(by_cell.values())[:most]
