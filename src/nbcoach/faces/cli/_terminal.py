"""What the place where output goes can show."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.project import Project
from nbcoach.reports import Look

if TYPE_CHECKING:
    from typing import TextIO

_NARROW = 60
_PLAIN_WIDTH = 120


def look(*, to_file: bool = False) -> Look:
    """Colours and width for standard output, or for a file; and where in a repository the command was called."""
    if to_file:
        return Look(below_root=_below_root())
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PLAIN_WIDTH
    return Look(has_colours(sys.stdout), max(width, _NARROW), _below_root())


def _below_root() -> str:
    here = Path.cwd()
    around = Project.find(here).git
    below = os.path.relpath(os.path.realpath(here), around.root) if around else "."
    return "" if below == "." else below.replace(os.sep, "/")


def has_colours(stream: TextIO) -> bool:
    """Whether a stream shows colours: by NO_COLOR, else FORCE_COLOR, else for a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Progress:
    """One line on standard error, on a terminal only, that is rewritten as work goes on."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self.is_shown and total > 1:
            end = "" if done < total else "\r\x1b[K"
            sys.stderr.write(f"\r{done:,} of {total:,} notebooks{end}")
            sys.stderr.flush()
