"""Where caches lie: one folder per user, beside those of other tools, never in the project.

What is linted is often somebody else's or may not be written to, and nbcoach leaves nothing behind that was not asked
for. Where the folder is is no setting of the project, or a cloned one could choose where files are written.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

VARIABLE = "NBCOACH_CACHE_DIR"
BYTES_AT_MOST = 256_000_000
SECONDS_UNUSED = 30 * 24 * 3600
_DAY = 24 * 3600


def cache_folder() -> str:
    """The folder: what NBCOACH_CACHE_DIR names, else where the system keeps caches. It need not exist.

    Raises:
        KeyError: The system does not say where.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return os.path.abspath(named)  # noqa: PTH100 - this runs at each start
    if sys.platform == "win32":
        return os.path.join(os.environ["LOCALAPPDATA"], "nbcoach", "Cache")  # noqa: PTH118
    if sys.platform == "darwin":
        return os.path.join(os.path.expanduser("~"), "Library", "Caches", "nbcoach")  # noqa: PTH111, PTH118
    given = os.environ.get("XDG_CACHE_HOME", "")
    home = given if os.path.isabs(given) else os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH117, PTH118
    return os.path.join(home, "nbcoach")  # noqa: PTH118


class CacheFolder:
    """Files that may be gone at any time, as may the folder; nothing here fails."""

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, name: str) -> bytes:
        """The bytes of a file; none where it is not there or cannot be read."""
        try:
            with open(self._file(name), "rb") as file:  # noqa: PTH123
                return file.read()
        except OSError:
            return b""

    def write(self, name: str, data: bytes) -> None:
        """Replaces a file in one step, for its owner alone, and clears away what is old."""
        temporary = self._file(f"{name}.{os.getpid()}.tmp")
        try:
            os.makedirs(self.path, mode=0o700, exist_ok=True)  # noqa: PTH103
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "wb") as file:  # noqa: PTH123
                file.write(data)
            os.replace(temporary, self._file(name))  # noqa: PTH105
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        self._clear(name)

    def touch(self, name: str) -> None:
        """Notes that a file was used, once a day."""
        with suppress(OSError):
            if os.stat(self._file(name)).st_mtime < time.time() - _DAY:  # noqa: PTH116
                os.utime(self._file(name))

    def _clear(self, keep: str) -> None:
        """Takes away files that were not used for a month, then the oldest until the rest is small enough."""
        with suppress(OSError):
            room = BYTES_AT_MOST
            for used, size, path in self._newest_first():
                room -= size
                limit = _DAY if path.endswith(".tmp") else SECONDS_UNUSED
                if (room < 0 or used < time.time() - limit) and path != self._file(keep):
                    os.unlink(path)  # noqa: PTH108

    def _newest_first(self) -> list[tuple[float, int, str]]:
        found = []
        for entry in os.scandir(self.path):
            if entry.name.endswith((".lint", ".tmp")):
                status = entry.stat()
                found.append((status.st_mtime, status.st_size, entry.path))
        return sorted(found, reverse=True)

    def _file(self, name: str) -> str:
        return os.path.join(self.path, name)  # noqa: PTH118
