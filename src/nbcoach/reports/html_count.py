"""What the overview of the HTML report counts: findings by folder, area, check and severity."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking import Severity, catalogue
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.checking import FileReport, Report

_WEIGHTS = {Severity.ERROR: 100, Severity.WARNING: 10, Severity.HINT: 1}
STEPS = (0.5, 1.0, 2.0, 4.0)
"""Findings per notebook up to which a cell of the heat map has its first, second … shade."""


class Counted(NamedTuple):
    """Findings of some notebooks: by area, and the errors among them; `weight` tells how bad they are together."""

    notebooks: int
    areas: Counter[str]
    errors: Counter[str]
    weight: int

    @property
    def total(self) -> int:
        return self.areas.total()

    def shade(self, area: str) -> int:
        """From 0 for nothing to 5 for the most findings per notebook."""
        mean = self.areas[area] / self.notebooks
        return 0 if not mean else 1 + sum(mean > step for step in STEPS)


class Notebook(NamedTuple):
    """A notebook that was looked at; `number` is its place in the report."""

    number: int
    name: str
    counted: Counted


class Folder(NamedTuple):
    """The notebooks right in one folder, the worst first; its name is `.` for the working directory."""

    name: str
    notebooks: tuple[Notebook, ...]
    counted: Counted


class Habit(NamedTuple):
    """A check that fired: how often, the gravest severity, and in which notebooks (number and count), most first."""

    check: str
    area: str
    severity: Severity
    findings: int
    notebooks: tuple[tuple[int, int], ...]


def looked_at(report: Report) -> tuple[tuple[int, FileReport], ...]:
    """The notebooks that were read, with their numbers."""
    return tuple((number, file) for number, file in enumerate(report.files) if not file.skipped and not file.is_unread)


def folders(report: Report) -> tuple[Folder, ...]:
    """The folders, the worst first."""
    inside: dict[str, list[tuple[int, FileReport]]] = {}
    for number, file in looked_at(report):
        inside.setdefault(posixpath.dirname(file.path) or ".", []).append((number, file))
    found = [
        Folder(visible(name), _notebooks(files), count(file for _, file in files)) for name, files in inside.items()
    ]
    return tuple(sorted(found, key=lambda folder: (-folder.counted.weight / folder.counted.notebooks, folder.name)))


def _notebooks(files: Iterable[tuple[int, FileReport]]) -> tuple[Notebook, ...]:
    found = (Notebook(number, visible(posixpath.basename(file.path)), count([file])) for number, file in files)
    return tuple(sorted(found, key=lambda each: (-each.counted.weight, each.name)))


def count(files: Iterable[FileReport]) -> Counted:
    """The findings of some notebooks."""
    areas: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    notebooks = weight = 0
    for file in files:
        notebooks += 1
        for finding in file.findings:
            areas[finding.area] += 1
            errors[finding.area] += finding.severity is Severity.ERROR
            weight += _WEIGHTS[finding.severity]
    return Counted(notebooks, areas, errors, weight)


def areas(report: Report) -> tuple[str, ...]:
    """The areas of all checks that are installed or found something."""
    return tuple(sorted({*catalogue().areas, *(finding.area for _, finding in report.findings)}))


def habits(report: Report) -> tuple[Habit, ...]:
    """The checks that fired, the gravest and most frequent first."""
    places: dict[str, Counter[int]] = {}
    gravest: dict[str, tuple[Severity, str]] = {}
    for number, file in enumerate(report.files):
        for finding in file.findings:
            places.setdefault(finding.check, Counter())[number] += 1
            known = gravest.setdefault(finding.check, (finding.severity, finding.area))
            if _WEIGHTS[finding.severity] > _WEIGHTS[known[0]]:
                gravest[finding.check] = (finding.severity, finding.area)
    found = [
        Habit(check, gravest[check][1], gravest[check][0], where.total(), tuple(where.most_common()))
        for check, where in places.items()
    ]
    return tuple(sorted(found, key=lambda each: (-_WEIGHTS[each.severity] * each.findings, each.check)))
