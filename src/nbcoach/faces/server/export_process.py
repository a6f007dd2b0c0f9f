"""An export in a process of its own, so that the server stays quick, and a run can be stopped in the middle of a cell.

The order comes on the standard input, one line of JSON; what happens goes to the standard output, one message a line.
When the input is closed, be it that somebody cancels or that the server is gone, the export ends itself: kernels and
copies with it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from msgspec import Struct

from nbcoach.errors import NbcoachError
from nbcoach.faces.own_process import start_quickly
from nbcoach.wire.answers import ErrorAnswer
from nbcoach.wire.exports import ExportAnswer, ExportRequest

if TYPE_CHECKING:
    from nbcoach.pipeline.engines import Progress


class Order(Struct, frozen=True):
    """What to export: real paths, those of `source` and `to` below `root`."""

    root: str
    source: str
    to: str
    request: ExportRequest
    is_forced: bool = False


class Moved(Struct, frozen=True, tag="moved"):
    """A cell begins; `run` is the name of the run or of the pipeline's step."""

    run: str
    cell: int
    cells: int


class Done(Struct, frozen=True, tag="done"):
    result: ExportAnswer


class Failed(Struct, frozen=True, tag="failed"):
    error: ErrorAnswer


class Stopped(Struct, frozen=True, tag="stopped"):
    """It was cancelled; nothing was written."""


Message = Moved | Done | Failed | Stopped


def main() -> None:
    """Does what is ordered; one message that is not `Moved` is the last."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where a server runs in the background
    out, is_cancelled = _own_output(), threading.Event()
    try:
        order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
        waiting = (threading.main_thread().ident, is_cancelled)
        threading.Thread(target=_end_with_input, args=waiting, daemon=True).start()
        message: Message = Done(_exported(order, out))
    except KeyboardInterrupt:
        message = Stopped()
    except NbcoachError as error:
        message = Stopped() if is_cancelled.is_set() else Failed(_told(error))
    except Exception:  # noqa: BLE001 - the server waits for a word
        traceback.print_exc()
        message = Failed(ErrorAnswer("The export failed in a way that nobody foresaw.", "The server's log says more."))
    _send(message, out)


def _exported(order: Order, out: IO[bytes]) -> ExportAnswer:
    from nbcoach import pipeline  # noqa: PLC0415 - cancelling is heard while this is imported
    from nbcoach.wire.plans import export_answer  # noqa: PLC0415

    def watch(progress: Progress) -> None:
        _send(Moved(progress.step, progress.cell, progress.cells), out)

    request, root = order.request, Path(order.root)
    exported = pipeline.export(
        Path(order.source),
        Path(order.to),
        yes=request.run != "nothing",
        verify=request.run == "prove",
        how=request.how,
        force=order.is_forced,
        parameters=request.parameters,
        engine=request.engine,
        values=request.values,
        types=request.types,
        names=request.names,
        on_event=watch,
    )
    return export_answer(exported, lambda path: path.relative_to(root).as_posix())


def _told(error: NbcoachError) -> ErrorAnswer:
    from nbcoach.faces.server.failures import failure_of  # noqa: PLC0415 - few exports fail

    return ErrorAnswer(error.message, error.cure, failure_of(error).kind)


def _own_output() -> IO[bytes]:
    """The standard output for messages alone: what anything else prints there goes to the log."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _send(message: Message, out: IO[bytes]) -> None:
    out.write(msgspec.json.encode(message) + b"\n")


def _end_with_input(main: int, is_cancelled: threading.Event) -> None:
    """Waits until the input is closed, and interrupts the main thread, even while it waits for a kernel."""
    while os.read(sys.stdin.fileno(), 1024):  # past the buffer, whose lock would be held at the end of the process
        pass
    is_cancelled.set()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    start_quickly()
    main()
