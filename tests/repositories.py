"""Makes git repositories for tests, the same on every machine."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
DATES = {"GIT_AUTHOR_DATE": "2026-01-05T10:00:00Z", "GIT_COMMITTER_DATE": "2026-01-05T10:00:00Z"}


def git(folder: Path, *command: str) -> str:
    """The output of a git command in a folder, without the settings of whoever runs the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**plain, **DATES, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    whole = ["git", *IDENTITY, "-C", str(folder), *command]
    return subprocess.run(whole, env=environment, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    """An empty repository in a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit_all(folder: Path) -> str:
    """Commits all that is in a folder; the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Change")
    return git(folder, "rev-parse", "HEAD").strip()


def listing(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every path below a folder with its kind, its time of change and its content: what a look must leave alone."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        is_file = path.is_file() and not path.is_symlink()
        found[path.relative_to(folder).as_posix()] = (
            state.st_mode,
            state.st_mtime_ns,
            path.read_bytes() if is_file else b"",
        )
    return found
