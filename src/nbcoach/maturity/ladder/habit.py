"""How one notebook stands to one habit."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.maturity.evidence import Place

if TYPE_CHECKING:
    from nbcoach.maturity.ladder.words import StageName

STAGES: tuple[StageName, ...] = ("repeatable", "tracked", "handed-on")
"""From the first to the last."""


class Standing(StrEnum):
    """Kept; still open; idle where the notebook does nothing that it could concern; unknown where nobody can tell."""

    KEPT = "kept"
    OPEN = "open"
    IDLE = "idle"
    UNKNOWN = "unknown"


class Habit(Struct, frozen=True):
    """A habit of a notebook. `reason` is a sentence about what was seen, `places` are what shows it."""

    name: str
    standing: Standing
    reason: str
    places: tuple[Place, ...] = ()

    @property
    def counts(self) -> bool:
        """False where it neither holds nor fails: what is idle or unknown is no lack."""
        return self.standing in {Standing.KEPT, Standing.OPEN}
