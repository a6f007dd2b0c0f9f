"""What the place where output goes can show."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.project import Project
from nbcoach.reports import Look

if TYPE_CHECKING:
    from typing import Self, TextIO

_ERASE = "\r\x1b[K"
_BAR = 40
_SHORTEST_BAR = 8
_NARROW = 60
_PLAIN_WIDTH = 120


def look(*, to_file: bool = False) -> Look:
    """Colours and width for standard output, or for a file; and where in a repository the command was called."""
    if to_file:
        return Look(below_root=_below_root())
    width = _width() if sys.stdout.isatty() else _PLAIN_WIDTH
    return Look(has_colours(sys.stdout), max(width, _NARROW), _below_root())


def _width() -> int:
    from shutil import get_terminal_size  # noqa: PLC0415 - it brings archives along, and start-up counts

    return get_terminal_size().columns


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
    """A bar on standard error that is rewritten as work goes on and taken away at the end; on a terminal only.

    A terminal that cannot move its cursor (`TERM=dumb`) gets none; without colours it is drawn plain.
    """

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._colours = has_colours(sys.stderr)
        self._full, self._empty = _strokes(sys.stderr.encoding)
        self._is_drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_drawn:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._is_drawn = False

    def __call__(self, done: int, total: int) -> None:
        if self._is_shown and total > 1:
            sys.stderr.write(f"{_ERASE}{self._line(done, total)}")
            sys.stderr.flush()
            self._is_drawn = True

    def _line(self, done: int, total: int) -> str:
        told = f" {done:,} of {total:,} notebooks"
        room = min(_BAR, os.get_terminal_size(sys.stderr.fileno()).columns - len(told) - 1)
        if room < _SHORTEST_BAR:
            return told.strip()
        full = room * done // total
        bar, rest = self._full * full, self._empty * (room - full)
        return f"\x1b[36m{bar}\x1b[2m{rest}\x1b[0m{told}" if self._colours else f"{bar}{rest}{told}"


def _strokes(encoding: str) -> tuple[str, str]:
    """What a bar is drawn with, done and to be done, where the terminal's encoding knows it."""
    try:
        "━─".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "#", "-"
    return "━", "─"
