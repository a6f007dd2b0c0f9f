"""The exports that are going on, each in a process of its own, and those that ended a while ago."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from nbcoach.faces.server.export_process import Done, Failed, Message, Moved, Stopped
from nbcoach.faces.server.failures import BusyError, GoneError
from nbcoach.pipeline.conversion import OBSERVING
from nbcoach.pipeline.prove.proving import REPEATING
from nbcoach.wire.answers import ErrorAnswer
from nbcoach.wire.exports import ExportStatus, FoundExport

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.faces.server.export_process import Order

AT_ONCE = 3
"""Exports that run at the same time; each may have a kernel of its own."""
KEPT = 600.0
"""Seconds for which what came of an export can be asked for."""
PATIENCE = 20.0
"""Seconds in which an export that is cancelled ends its kernels and removes its copies; then it is killed."""
COMMAND = (sys.executable, "-P", "-m", "nbcoach.faces.server.export_process")
"""`-P`: a file of the user's beside which the server was started is no module of ours."""


class Exports:
    """All exports of a server, by their ids. Threads may share it."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def begin(self, order: Order) -> ExportStatus:
        """Starts an export, and says under which id.

        Raises:
            BusyError: One goes on into the same folder, or too many do.
        """
        with self._lock:
            self._forget()
            running = [each for each in self._jobs.values() if each.is_running]
            if any(each.order.to == order.to for each in running):
                raise BusyError(
                    f"{order.request.to} is being exported already.", "Wait for it to end, or choose another folder."
                )
            if len(running) >= AT_ONCE:
                raise BusyError(f"{AT_ONCE} exports are going on.", "Wait for one of them to end.")
            job = Job(secrets.token_urlsafe(16), order)
            self._jobs[job.id] = job
        return job.status

    def status(self, id: str) -> ExportStatus:  # noqa: A002 - its name on the wire
        """How far an export is.

        Raises:
            GoneError: There is no such export, or it ended long ago.
        """
        return self._job(id).told()

    def of(self, source: Path) -> tuple[FoundExport, ...]:
        """The exports of a notebook that are going on, and those whose end nobody was told; the last one first."""
        with self._lock:
            self._forget()
            jobs = [each for each in self._jobs.values() if each.order.source == str(source) and not each.is_told]
        return tuple(FoundExport(each.order.request, each.status) for each in reversed(jobs))

    def cancel(self, id: str) -> ExportStatus:  # noqa: A002
        """Has an export end itself; one that has ended stays as it is.

        Raises:
            GoneError: As for `status`.
        """
        job = self._job(id)
        job.cancel()
        return job.status

    def _job(self, id: str) -> Job:  # noqa: A002
        with self._lock:
            self._forget()
            if id not in self._jobs:
                raise GoneError("This export is not known any more.", "Look into its folder, or export again.")
            return self._jobs[id]

    def _forget(self) -> None:
        now = time.monotonic()
        self._jobs = {each.id: each for each in self._jobs.values() if each.is_running or now - each.ended < KEPT}


class Job:
    """One export: its process, and a thread that hears what it says."""

    def __init__(self, id: str, order: Order) -> None:  # noqa: A002
        self.id = id
        self.order = order
        self.begun = time.monotonic()
        self.ended = 0.0
        self._status = ExportStatus(id)
        self._tried: list[str] = []
        self._is_cancelled = False
        self._is_told = False
        self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        self._say(msgspec.json.encode(order) + b"\n")
        threading.Thread(target=self._hear, name=f"nbcoach-export-{id}", daemon=True).start()

    @property
    def is_running(self) -> bool:
        return self._status.state == "running"

    @property
    def is_told(self) -> bool:
        """True where somebody was told how it ended."""
        return self._is_told

    def told(self) -> ExportStatus:
        """The status, to somebody who follows the export."""
        status = self.status
        self._is_told = status.state != "running"
        return status

    @property
    def status(self) -> ExportStatus:
        end = time.monotonic() if self.is_running else self.ended
        return replace(self._status, seconds=round(end - self.begun, 1))

    def cancel(self) -> None:
        """Closes the input of the process, on which it ends itself."""
        if not self.is_running or self._is_cancelled:
            return
        self._is_cancelled = True
        _close(self._process)
        killing = threading.Timer(PATIENCE, self._process.kill)
        killing.daemon = True
        killing.start()

    def _say(self, line: bytes) -> None:
        try:
            assert self._process.stdin is not None  # noqa: S101 - for the type checker; it is a pipe
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            pass  # it died at its start; what it says, or does not say, tells

    def _hear(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - for the type checker; it is a pipe
        with self._process.stdout as lines:
            for line in lines:
                self._take(msgspec.json.decode(line, type=Message))
        code = self._process.wait()
        _close(self._process)
        if self.is_running:
            self._end(_unsaid(self._status, code, is_cancelled=self._is_cancelled))

    def _take(self, message: Message) -> None:
        match message:
            case Moved():
                self._status = self._moved(message)
            case Done(result):
                self._end(replace(self._status, state="done", result=result))
            case Failed(error):
                self._end(replace(self._status, state="failed", error=error))
            case Stopped():
                self._end(replace(self._status, state="stopped"))

    def _moved(self, message: Moved) -> ExportStatus:
        """The place of a cell that begins; a step that begins anew is a new attempt."""
        status = replace(self._status, step="", cell=message.cell, cells=message.cells)
        if message.run in {OBSERVING, REPEATING}:
            return replace(status, stage="observing" if message.run == OBSERVING else "repeating")
        is_again = message.cell == 1 and message.run in self._tried
        self._tried = [message.run] if is_again else [*self._tried, message.run][-100:]
        return replace(status, stage="trying", step=message.run, attempt=status.attempt + is_again)

    def _end(self, status: ExportStatus) -> None:
        self.ended = time.monotonic()
        self._status = status


def _unsaid(status: ExportStatus, code: int, *, is_cancelled: bool) -> ExportStatus:
    """The end of a process that said nothing about it."""
    if is_cancelled:
        return replace(status, state="stopped")
    error = ErrorAnswer(
        f"The export ended without a word (exit code {code}), and nothing was written.",
        "It may have been out of memory; the server's log may say more.",
    )
    return replace(status, state="failed", error=error)


def _close(process: subprocess.Popen[bytes]) -> None:
    try:
        if process.stdin is not None:
            process.stdin.close()
    except OSError:
        pass
