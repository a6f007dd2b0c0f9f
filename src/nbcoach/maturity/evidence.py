"""What was seen: signals on rungs of proof, each with the places that show it."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.maturity.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES_AT_MOST = 10
ASIDE = frozenset({
    "test", "tests", "example", "examples", "doc", "docs", "fixtures", "templates", "third_party", "vendor", "archive",
})  # fmt: skip
"""Folders whose content shows how something could be done, not that it is."""


ELSEWHERE = "It may be where nbcoach cannot look, so that not finding it proves nothing."


class Rung(IntEnum):
    """How much a sighting proves. A mention alone meets nothing."""

    MENTIONED = 1
    CONFIGURED = 2
    WIRED = 3
    EXERCISED = 4


class State(StrEnum):
    """Seen; absent after a complete look; or unknown: not looked for, or it may be where no look reaches."""

    SEEN = "seen"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Place(Struct, frozen=True, omit_defaults=True):
    """Where something was seen.

    `path` is relative to the assessed folder, with `/`; `line` counts from 1 in that file. In a notebook `cell` is
    the 0-based index among all cells and `cell_line` counts from 1 in it. `run` is the id of a run in the MLflow
    store. `text` says what stands there.
    """

    text: str
    path: str = ""
    line: int | None = None
    cell: int | None = None
    cell_id: str | None = None
    cell_line: int | None = None
    run: str = ""

    @property
    def is_aside(self) -> bool:
        return is_aside(self.path)


class Reading(Struct, frozen=True, omit_defaults=True):
    """What is known of a signal.

    `reason` is one sentence: what was found, or looked for and where, or why it is unknown; `cure` how to make an
    unknown known. `more` counts the places beyond those that are listed.
    """

    signal: str
    state: State
    reason: str
    rung: Rung | None = None
    places: tuple[Place, ...] = ()
    more: int = 0
    cure: str = ""

    @property
    def holds(self) -> bool | None:
        """True where it is proven, False where it is surely not so, None where nobody can tell."""
        if self.state is State.SEEN and self.rung is not Rung.MENTIONED:
            return True
        if self.state is State.UNKNOWN:
            return None
        return None if catalogue()[self.signal].is_open else False


def seen(signal: str, rung: Rung, reason: str, places: Iterable[Place]) -> Reading:
    """A signal that was seen. Where every place lies aside (tests, examples, documents) it is only mentioned."""
    found = tuple(places)
    main = tuple(place for place in found if not place.is_aside)
    shown = main or found
    return Reading(
        signal=signal,
        state=State.SEEN,
        reason=reason if main else f"{reason} (only among tests, examples or documents)",
        rung=rung if main else Rung.MENTIONED,
        places=shown[:PLACES_AT_MOST],
        more=max(0, len(shown) - PLACES_AT_MOST),
    )


def absent(signal: str, looked: str, places: Iterable[Place] = ()) -> Reading:
    """A signal that was looked for everywhere it could be, and is not there. `looked` is a sentence about that."""
    if catalogue()[signal].is_open:
        return unknown(signal, looked, ELSEWHERE)
    found = tuple(places)
    return Reading(
        signal=signal,
        state=State.ABSENT,
        reason=looked,
        places=found[:PLACES_AT_MOST],
        more=max(0, len(found) - PLACES_AT_MOST),
    )


def unknown(signal: str, reason: str, cure: str = "", places: Iterable[Place] = ()) -> Reading:
    """A signal of which nothing can be said."""
    found = tuple(places)[:PLACES_AT_MOST]
    return Reading(signal=signal, state=State.UNKNOWN, reason=reason, cure=cure, places=found)


def is_aside(path: str) -> bool:
    """Whether a path lies among tests, examples or documents."""
    return any(part.lower() in ASIDE for part in path.split("/")[:-1])
