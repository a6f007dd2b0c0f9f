"""Ends the kernel of a run that was killed, which could otherwise go on to write among the files of the next run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 5.0
"""Seconds for a killed process to be gone."""


def end_orphan(kernel_file: Path) -> None:
    """Ends the kernel that a file tells of, if it still runs, and takes the file away.

    A process that has got the number since is told apart by its command line, which names the connection file.
    """
    try:
        told = json.loads(kernel_file.read_text("utf-8"))
        pid, connection = told["pid"], told["connection"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if isinstance(pid, int) and isinstance(connection, str) and connection and connection in _command(pid):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        until = time.monotonic() + _PATIENCE
        while connection in _command(pid) and time.monotonic() < until:
            time.sleep(0.05)
    kernel_file.unlink(missing_ok=True)


def _command(pid: int) -> str:
    """The command line of a process; empty for none, and where it cannot be asked."""
    if os.name == "nt":
        return ""
    try:
        asked = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return asked.stdout
