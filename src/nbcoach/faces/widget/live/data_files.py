"""Which of the files that a cell opened, or that its literals name, are data."""

from __future__ import annotations

import math
import os
import re
import stat
import sys
import sysconfig
import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.facts import facts
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.faces.widget.live.ear import Heard
    from nbcoach.faces.widget.watch import Ran

_NAMES_FILE = re.compile(r"""\.[A-Za-z]\w{0,9}['"]""")
"""What a literal with a file's name ends in: a cell without it need not be read."""
_LONGEST = 1_000


class Source(NamedTuple):
    """A data file that is there: its absolute path, the cell that asked for it last, and whether it was seen open.

    One that was not seen open stands in the cell's code: a compiled reader may have read it.
    """

    path: str
    cell: Ran
    is_opened: bool


class DataFiles:
    """Remembers the data files of one kernel; what the kernel made itself is no source.

    `history` is the code that ran before the coach came. What was made between the kernel's start and then may come
    from the notebook itself, and is left out.
    """

    def __init__(self, history: Iterable[Ran]) -> None:
        self._sources: dict[str, Source] = {}
        self._written: set[str] = set()
        self._kernel_began, self._began = kernel_start(), time.time()
        for cell in history:
            self._add_named(cell)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._sources.values())

    def add(self, heard: Heard, cell: Ran) -> None:
        """Takes in what one cell did."""
        for path in heard.read:
            if path not in self._written and _is_data(path) and self._is_foreign(path):
                self._sources[path] = Source(path, cell, is_opened=True)
        self._written.update(heard.written)
        self._add_named(cell)

    def _is_foreign(self, path: str) -> bool:
        changed = _changed(path)
        return changed < self._kernel_began or self._began <= changed < math.inf

    def _add_named(self, cell: Ran) -> None:
        for path in _named(cell.code):
            known = self._sources.get(path)
            if known is not None and known.is_opened:
                self._sources[path] = known._replace(cell=cell)
            elif path not in self._written and _changed(path) < self._kernel_began:
                self._sources[path] = Source(path, cell, is_opened=False)


def kernel_start() -> float:
    """When this process began, in seconds since 1970; now where that cannot be told."""
    psutil = sys.modules.get("psutil")  # every Jupyter kernel has loaded it
    return float(psutil.Process().create_time()) if psutil else time.time()


def _changed(path: str) -> float:
    """When a file was last written; never (infinity) for what is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return math.inf
    return status.st_mtime if stat.S_ISREG(status.st_mode) else math.inf


def _named(code: str) -> Iterable[str]:
    """The data files that string literals of a cell name, as seen from the kernel's folder."""
    if not may_name_file(code):
        return ()
    texts = (each.text for each in facts(code).strings)
    paths = (os.path.abspath(os.path.expanduser(text)) for text in texts if _may_be_path(text))
    return [path for path in paths if os.path.isfile(path) and _is_data(path)]


def may_name_file(code: str) -> bool:
    """False for code in which no literal looks like the name of a file."""
    return _NAMES_FILE.search(code) is not None


def _may_be_path(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and "." in text and "\n" not in text and "\0" not in text


def _is_data(path: str) -> bool:
    endings, names, folders, places = _not_data()
    if path.startswith(places) or path.endswith(endings):
        return False
    *above, name = _below_here(path).split(os.sep)
    return name not in names and not name.startswith(".") and not any(each in folders or _hides(each) for each in above)


def _below_here(path: str) -> str:
    """The part of a path below the kernel's folder, whatever lies above that; else the whole path."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


def _hides(folder: str) -> bool:
    return folder[:1] == "." and folder not in {".", ".."}


@lru_cache(maxsize=1)
def _not_data() -> tuple[tuple[str, ...], frozenset[str], frozenset[str], tuple[str, ...]]:
    """Endings, names, folders, and the places of the interpreter, of its libraries and of the system."""
    table = read_table(__file__, "no_data.toml")
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()} - {"/", "/usr", ""}
    own = {os.path.join(each, "") for place in places for each in (place, os.path.realpath(place))}
    return (
        tuple(table["endings"]),
        frozenset(table["names"]),
        frozenset(table["folders"]),
        (*sorted(own), *table["system"]),
    )
