"""The program `nbcoach`, also as `python -m nbcoach`."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

_NEW_OBJECTS = 100_000
"""How many come before the garbage collector looks for cycles; by default 700, which come every other millisecond."""

_SLOW_GRAMMAR = "rfc3987_syntax"
"""jsonschema imports it where it is there, to check addresses, which no schema here asks for; that takes seconds."""


def main() -> int:
    """Runs the command line, and gives its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    sys.modules.setdefault(_SLOW_GRAMMAR, cast("ModuleType", None))  # it is then taken as not installed
    from nbcoach.faces.cli import main as run  # noqa: PLC0415 - what is imported is garbage to nobody

    code = run()
    gc.freeze()  # the process ends: nobody needs the cycles in what it made
    return code


if __name__ == "__main__":
    if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):  # noqa: PTH109 - before any import
        del sys.path[0]  # a notebook's folder may hold a `click.py`, and what is looked at is never imported
    sys.exit(main())
