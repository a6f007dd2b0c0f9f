"""Paths as parameters: a name for one, and one that holds on other machines too."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.project import Project


def parameter_name(path: str) -> str:
    """A name for a path: `train_path` for `/x/train.csv`, `images_dir` for `/x/images/`."""
    parts = [each for each in re.split(r"[/\\]", path) if re.search(r"\w", each)]
    last = parts[-1] if parts else ""
    stem, _, ending = last.partition(".") if not last.startswith(".") else (last, "", "")
    word = re.sub(r"\W+", "_", stem, flags=re.ASCII).strip("_").lower() or "data"
    word = f"data_{word}" if word[0].isdigit() else word
    kind = "path" if ending else "dir"
    return word if word.endswith((f"_{kind}", f"{kind}s")) or word == kind else f"{word}_{kind}"


def portable(path: str, project: Project | None) -> str:
    """The path as seen from the folder that the notebook runs in, where it lies inside the project; else as it is.

    A path of another machine lies inside where the project has a file at its end: `/home/ana/churn/data/x.csv`
    where the project `churn` holds `data/x.csv`.
    """
    if project is None or "{" in path or "\n" in path:
        return path
    inside = next((each for each in _candidates(path, project.root) if each.is_relative_to(project.root)), None)
    if inside is None:
        return path
    seen = Path(os.path.relpath(inside, os.path.realpath(project.start))).as_posix()
    return f"{seen}/" if path.endswith(("/", "\\")) else seen


def _candidates(path: str, root: Path) -> Iterator[Path]:
    """What the path may mean on this machine, the surest first."""
    here = os.path.expanduser(path)  # noqa: PTH111 - Path's raises for users that are not of this machine
    if Path(here).is_absolute():
        yield Path(os.path.realpath(here))
    parts = PurePosixPath(re.sub(r"^[A-Za-z]:", "", path).replace("\\", "/")).parts[1:]
    for first in range(1, len(parts)):
        rest = root.joinpath(*parts[first:])
        is_named = parts[first - 1] == root.name
        if (is_named or len(parts) - first > 1) and rest.exists():
            yield rest
