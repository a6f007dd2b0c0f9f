"""The files that belong to a folder: what git tracks or could track, else a walk with the same omissions."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.project.walk import FOREIGN, MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbcoach.project.git import Git

FILES_AT_MOST = 20_000
SECONDS_AT_MOST = 20.0


class Files(NamedTuple):
    """The paths below a folder, relative to it with `/`, sorted. `cut` says why it may not be all; else empty."""

    paths: tuple[str, ...]
    cut: str = ""


def files_below(top: Path, git: Git | None) -> Files:
    """The files of a folder, without environments, caches and what MLflow keeps. Links are not followed."""
    listed = _listed(top, git)
    paths = _own(listed) if listed else list(_walked(str(top), time.monotonic() + SECONDS_AT_MOST))
    if paths and paths[-1] == "":
        return Files(tuple(sorted(paths[:-1])), "the folder is so large that looking through it took too long")
    if len(paths) > FILES_AT_MOST:
        return Files(tuple(sorted(paths)[:FILES_AT_MOST]), f"the folder holds more than {FILES_AT_MOST:,} files")
    return Files(tuple(sorted(paths)))


def _listed(top: Path, git: Git | None) -> list[str]:
    """What git lists below the folder; empty where it cannot tell, or ignores the folder itself."""
    prefix = git.relative(top) if git else None
    if git is None or prefix is None or git.files is None:
        return []
    start = "" if prefix == "." else f"{prefix}/"
    return [name[len(start) :] for name in git.files if name.startswith(start)]


def _own(paths: Iterable[str]) -> list[str]:
    """The paths outside of foreign folders, and of environments that were committed by mistake."""
    paths = list(paths)
    environments = tuple(path.removesuffix("pyvenv.cfg") for path in paths if path.endswith("/pyvenv.cfg"))
    return [path for path in paths if not path.startswith(environments) and not _is_foreign(path)]


def _is_foreign(path: str) -> bool:
    return any(part in FOREIGN or part in MADE for part in path.split("/")[:-1])


def _walked(top: str, deadline: float) -> Iterator[str]:
    """The paths below a folder; an empty one at the end where the time ran out."""
    count = 0
    for place, folders, names in os.walk(top):
        if place != top and ("pyvenv.cfg" in names or "conda-meta" in folders):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if name not in FOREIGN and name not in MADE)
        start = os.path.relpath(place, top).replace(os.sep, "/")
        yield from (name if start == "." else f"{start}/{name}" for name in sorted(names))
        count += len(names)
        if count > FILES_AT_MOST:
            return
        if time.monotonic() > deadline:
            yield ""
            return
