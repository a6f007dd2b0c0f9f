"""How often checks are right: measured on notebooks whose findings are marked, and told by each check.

A finding counts once for each notebook, check and cell. Precision is the share of the found that is marked, recall the
share of the marked that is found.

A package of checks keeps its figures in `_quality/suite.json`, measured on the notebooks that its checks are developed
with, and `_quality/unseen.json`, measured on notebooks that were written and marked before any check saw them.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.checking.contract import Check
    from nbcoach.checking.testing import Case, Expected


class Tally(Struct, frozen=True):
    """The judged cells of a check: found and marked, found only, marked only; and how many notebooks were judged."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    notebooks: int = 0

    @property
    def precision(self) -> float | None:
        """From 0 to 1; None where nothing was found."""
        return _share(self.right, self.wrong)

    @property
    def recall(self) -> float | None:
        """From 0 to 1; None where nothing was marked."""
        return _share(self.right, self.missed)


class Measured(Struct, frozen=True):
    """The tallies of checks, by name, on so many notebooks."""

    notebooks: int
    checks: dict[str, Tally]

    @property
    def all(self) -> Tally:
        """Every check together."""
        each = self.checks.values()
        return Tally(
            sum(t.right for t in each), sum(t.wrong for t in each), sum(t.missed for t in each), self.notebooks
        )


class Figures(NamedTuple):
    """What a check was measured to be: on the notebooks that it is developed with, and on unseen ones."""

    suite: Measured | None
    unseen: Measured | None


def measure(cases: Iterable[Case]) -> Measured:
    """Counts what the checks find in marked notebooks against the marks.

    Raises:
        AssertionError: A check crashes.
    """
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    judged = Counter[str]()
    count = 0
    for case in cases:
        compared = case.compare()
        found, expected = _cells(compared.found), _cells(compared.expected)
        right.update(check for _, check in found & expected)
        wrong.update(check for _, check in found - expected)
        missed.update(check for _, check in expected - found)
        judged.update(check.name for check in case.checks)
        count += 1
    return Measured(
        count, {name: Tally(right[name], wrong[name], missed[name], judged[name]) for name in sorted(judged)}
    )


def figures(check: type[Check]) -> Figures:
    """The figures that the package of a check brings along."""
    package = sys.modules[check.__module__.rsplit(".", 2)[0]]  # package.area.check
    folder = os.path.join(os.path.dirname(package.__file__ or ""), "_quality")  # noqa: PTH118, PTH120 - lint path
    return Figures(*(_read(os.path.join(folder, name)) for name in ("suite.json", "unseen.json")))  # noqa: PTH118


def _read(path: str) -> Measured | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return msgspec.json.decode(file.read(), type=Measured)
    except FileNotFoundError:
        return None


def _cells(places: Iterable[Expected]) -> set[tuple[int, str]]:
    return {(place.cell, place.check) for place in places}


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
