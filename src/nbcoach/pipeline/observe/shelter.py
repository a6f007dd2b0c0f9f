"""Starts a kernel to which the user's own folder is read-only, where the system lets a process see disks its own way.

The audit hook keeps Python itself off that folder, not compiled libraries that open files by themselves, nor programs
that the notebook starts; a name space of mounts does (see mount_namespaces(7)). It needs Linux, `unshare` and `mount`,
and leave to use them, which containers often deny: it is tried first, and left alone where it does not work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PROTECT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
_PATIENCE = 10
"""Seconds that the trial may take."""


def sheltered(command: Sequence[str], folder: Path, home: Path) -> list[str]:
    """A command that runs as the given one does, and sees a folder read-only; the command itself where that fails.

    Args:
        command: What starts the kernel.
        folder: The user's folder.
        home: The folder of the copy, which stays writable.
    """
    if sys.platform != "linux" or home.is_relative_to(folder) or not shutil.which("unshare"):
        return list(command)
    shelter = [*_apart(), "sh", "-c", _PROTECT, "sh", str(folder)]
    try:
        works = subprocess.run([*shelter, "true"], capture_output=True, timeout=_PATIENCE, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return list(command)
    return [*shelter, *_named(command)] if works else list(command)


def _named(command: Sequence[str]) -> list[str]:
    """The command with its Python by path: where it stands first, jupyter_client puts this interpreter for the name."""
    major, minor = sys.version_info[:2]
    is_any = command[0] in {"python", f"python{major}", f"python{major}.{minor}"}
    return [sys.executable if is_any else command[0], *command[1:]]


def _apart() -> list[str]:
    """The command for a name space of mounts; who is not root needs one of users around it."""
    if os.geteuid() == 0:
        return ["unshare", "--mount"]
    return ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount"]
