"""What findings rest on besides the notebook and its surroundings, as one text: programs and settings."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from nbcoach.checking.cache import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking.discover import Catalogue
    from nbcoach.config import Settings

_OWN = ("", "checking", "notebook", "project")
"""Folders of nbcoach that decide what is found."""
_SOURCES = (".py", ".toml", ".json", ".yaml")
_ELSEWHERE = {"exclude": (), "fail_on": "never", "baseline": "", "tracking_uri": ""}
"""Settings that do not change what is found in a notebook."""


def cache_key(settings: Settings, known: Catalogue) -> str:
    """The key under which findings are remembered.

    Checks count with the time and size of each file of their package, so that one that was edited is asked again.
    """
    return "\n".join(
        (
            f"Python {sys.version}, msgspec {msgspec.__version__}",
            f"in {os.getcwd()}",  # noqa: PTH109 - paths in reports are relative to it
            _settled(settings),
            " ".join(f"{each.module}:{each.name}" for each in known.checks),
            f"{digest(repr(sorted(_sources(known))).encode('utf-8', 'backslashreplace')):x}",
        )
    )


def _settled(settings: Settings) -> str:
    counting = msgspec.structs.replace(settings, **_ELSEWHERE)
    return repr(msgspec.structs.asdict(counting))


def _sources(known: Catalogue) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each file that decides what is found."""
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for folder in _OWN:
        yield from _files(os.path.join(own, folder), deep=bool(folder))  # noqa: PTH118
    for folder in _folders({each.module.partition(".")[0] for each in known.checks}):
        yield from _files(folder, deep=True)


def _folders(packages: Iterable[str]) -> Iterator[str]:
    for package in packages:
        spec = find_spec(package)
        yield from (spec.submodule_search_locations or ()) if spec else ()


def _files(folder: str, *, deep: bool) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SOURCES):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif deep and entry.name != "__pycache__" and entry.name[0] != "." and entry.is_dir():
                yield from _files(entry.path, deep=True)
