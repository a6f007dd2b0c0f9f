"""Finds checks: each is a module in a folder (its area) of a package that an entry point names.

Names come from files, so that a check is imported only when it runs. The group `nbcoach.checks` is the same for
nbcoach's own checks and for those of other packages.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check
from nbcoach.checking.entry_points import EntryPoint, entry_points
from nbcoach.checking.failure import described
from nbcoach.checking.outcome import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GROUP = "nbcoach.checks"


class Listed(NamedTuple):
    """A check that is known by name and not yet imported; `module` is the dotted name of its file."""

    name: str
    area: str
    module: str


class Catalogue(NamedTuple):
    """All checks that are installed, by area and name, and what is wrong with the packages that bring them."""

    checks: tuple[Listed, ...]
    problems: tuple[Problem, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(sorted({each.area for each in self.checks}))


class Loaded(NamedTuple):
    """Checks that were imported, and those that could not be."""

    checks: tuple[type[Check], ...]
    problems: tuple[Problem, ...]


def discover() -> tuple[type[Check], ...]:
    """Every check that is installed and can be imported, by area and name."""
    return load(catalogue().checks).checks


@cache
def catalogue() -> Catalogue:
    """What is installed; looked up once per process."""
    return _catalogue(entry_points(GROUP))


def _catalogue(points: Iterable[EntryPoint]) -> Catalogue:
    known: dict[str, Listed] = {}
    problems: list[Problem] = []
    # nbcoach's own names go first, so that no other package takes one over.
    for point in sorted(points, key=lambda point: point.distribution != "nbcoach"):
        try:
            folders = list(import_module(point.value).__path__)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may raise anything
            problems.append(_broken_package(point, error))
            continue
        for listed in _listed(point.value, folders):
            first = known.setdefault(listed.name, listed)
            if first.module != listed.module:
                problems.append(_duplicate(first, listed))
    checks = sorted(known.values(), key=lambda each: (each.area, each.name))
    return Catalogue(tuple(checks), tuple(problems))


def _listed(package: str, folders: Iterable[str]) -> Iterator[Listed]:
    for folder in folders:
        for area in _names(folder):
            for file in _names(os.path.join(folder, area)):  # noqa: PTH118 - runs at each start
                stem, _, suffix = file.partition(".")
                if suffix == "py":
                    yield Listed(stem.replace("_", "-"), area, f"{package}.{area}.{stem}")


def _names(folder: str) -> list[str]:
    """What lies in a folder, without what is private or hidden; nothing where it is no folder."""
    try:
        return sorted(name for name in os.listdir(folder) if name[0] not in "_.")  # noqa: PTH208 - see above
    except OSError:
        return []


def load(listed: Iterable[Listed]) -> Loaded:
    """Imports checks; one that cannot be imported is a problem, and the others go on."""
    checks: list[type[Check]] = []
    problems: list[Problem] = []
    for each in listed:
        try:
            checks.append(_load(each.module))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may raise anything
            message = f"the check {each.name} cannot be imported: {described(error)}"
            problems.append(Problem("failed-to-run", message, check=each.name))
    return Loaded(tuple(checks), tuple(problems))


@cache
def _load(module: str) -> type[Check]:
    found = [
        each
        for name, each in vars(import_module(module)).items()
        if isinstance(each, type) and issubclass(each, Check) and each.__module__ == module and name[0] != "_"
    ]
    if len(found) != 1:
        count = "no check" if not found else f"{len(found)} checks"
        raise TypeError(f"{module} holds {count}; a module holds one class below nbcoach.checking.Check")
    return found[0]


def _broken_package(point: EntryPoint, error: BaseException) -> Problem:
    return Problem(
        "failed-to-run",
        f"the checks of {point.distribution} ({point.value}) cannot be imported: {described(error)}",
    )


def _duplicate(first: Listed, second: Listed) -> Problem:
    message = f"{second.module} is left out: {first.module} has the same name, which must be unique"
    return Problem("failed-to-run", message, check=second.name)
