"""Marks the commit that holds a version of a pipeline with an annotated Git tag."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60


def tag(folder: Path, pipeline: str, version: str) -> str:
    """Tags the current commit as `<pipeline>-v<version>`; gives the tag's name.

    Raises:
        BadCallError: The folder is not committed as it stands, the tag exists, or git refuses.
    """
    name = f"{pipeline}-v{version}"
    changed = _git(folder, "status", "--porcelain", "--", ".")
    if changed:
        first = changed.splitlines()[0][3:]
        raise BadCallError(f"{folder} is not committed as it stands ({first}).", "Commit it, then tag it.")
    if not _git(folder, "ls-files", "--", "."):
        raise BadCallError(f"Git ignores {folder}.", "A tag marks what is committed.")
    if _git(folder, "tag", "--list", name):
        raise BadCallError(f"The tag {name} exists already.")
    _git(folder, "tag", "--annotate", name, "--message", f"{pipeline} {version}")
    return name


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BadCallError(f"Git cannot be asked about {folder}: {error}.") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise BadCallError(f"Git refuses: {said.removeprefix('fatal: ').rstrip('.')}.")
    return done.stdout
