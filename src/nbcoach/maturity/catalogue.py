"""The signals that models may refer to: what each means, and what it means not to find it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

FILE = Path(__file__).parent / "signals.yaml"


class SignalMeaning(Struct, frozen=True, forbid_unknown_fields=True):
    """`rung` is the highest that the signal reaches; `absence` the sources that must be read in full, or open."""

    meaning: str
    rung: Literal["scope", "smell", "mentioned", "configured", "wired", "exercised"]
    absence: str

    @property
    def is_open(self) -> bool:
        """True where it may live outside of everything that can be looked into, so that its absence tells nothing."""
        return self.absence == "open"


@cache
def catalogue() -> dict[str, SignalMeaning]:
    """Every signal by its name."""
    import yaml  # noqa: PLC0415 - the faces import this room for its types

    content = yaml.load(FILE.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return msgspec.convert(content, dict[str, SignalMeaning])
