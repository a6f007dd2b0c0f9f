"""What a process that is nbcoach's own sets before it imports more; one of somebody else's is left as it is."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

_NEW_OBJECTS = 100_000
"""How many come before the garbage collector looks for cycles; by default 700, which come every other millisecond."""

_SLOW_GRAMMAR = "rfc3987_syntax"
"""jsonschema imports it where it is there, to check addresses, which no schema here asks for; that takes seconds."""


def start_quickly() -> None:
    """Spares this process work that takes long and serves nothing here."""
    gc.set_threshold(_NEW_OBJECTS)
    sys.modules.setdefault(_SLOW_GRAMMAR, cast("ModuleType", None))  # it is then taken as not installed
