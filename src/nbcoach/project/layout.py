"""Where things lie in a project: its modules, and its first notebook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nbcoach.project.walk import FOREIGN, MADE, SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.project.git import Git

FOLDERS_AT_MOST = 2_000


def up_to(start: Path, root: Path) -> Iterator[str]:
    """A folder and those above it, up to the project's root."""
    place, top = str(start), str(root)
    while place == top or place.startswith(os.path.join(top, "")):
        yield place
        if place == top:
            return
        place = os.path.dirname(place)


def has_module(name: str, start: Path, root: Path) -> bool:
    """Whether a module can be one of the project's own: beside the notebook, above it, or in `src` and `lib`."""
    places = [*up_to(start, root), os.path.join(root, "src"), os.path.join(root, "lib")]
    return any(
        os.path.isfile(os.path.join(place, f"{name}.py")) or os.path.isdir(os.path.join(place, name))
        for place in places
    )


def first_notebook(root: Path, git: Git | None) -> str | None:
    """The first notebook of a project by its path, with links resolved; None where there is none."""
    listed = git.files if git is not None and git.root == root else None
    if listed is not None:
        first = next((name for name in listed if name.endswith(SUFFIX) and _is_own(name)), None)
        return None if first is None else os.path.join(root, *first.split("/"))
    return _first_below(str(root))


def _is_own(name: str) -> bool:
    return not any(part in FOREIGN or part in MADE for part in name.split("/")[:-1])


def _first_below(root: str) -> str | None:
    for count, (place, folders, names) in enumerate(os.walk(root)):
        folders[:] = sorted(name for name in folders if name not in FOREIGN and name not in MADE)
        first = min((name for name in names if name.endswith(SUFFIX)), default=None)
        if first is not None or count > FOLDERS_AT_MOST:
            return None if first is None else os.path.join(place, first)
    return None
