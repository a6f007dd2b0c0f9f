"""The program `nbcoach`, also as `python -m nbcoach`."""

from __future__ import annotations

import gc
import os
import sys

from nbcoach.faces.own_process import start_quickly


def main() -> int:
    """Runs the command line, and gives its exit code."""
    start_quickly()
    from nbcoach.faces.cli import main as run  # noqa: PLC0415 - what is imported is garbage to nobody

    code = run()
    gc.freeze()  # the process ends: nobody needs the cycles in what it made
    return code


if __name__ == "__main__":
    if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):  # noqa: PTH109 - before any import
        del sys.path[0]  # a notebook's folder may hold a `click.py`, and what is looked at is never imported
    sys.exit(main())
