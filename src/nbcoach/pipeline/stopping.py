"""Lets Ctrl-C and SIGTERM end a run in order: both become an exception, so that kernels are ended and files closed.

Only the main thread hears signals; elsewhere both contexts do nothing. What is ignored stays ignored, as under `nohup`.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(KeyboardInterrupt):
    """A signal asked the run to end. `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Stop:
    """What hears the first signal, and no other."""

    def __call__(self, number: int, _: FrameType | None) -> None:
        _handle(signal.SIG_IGN)
        raise Stopped(number)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raises `Stopped` on the first signal; later ones are not heard, so that the kernel is really ended.

    Inside of another one it changes nothing: what the outer one cleans up is not to be disturbed either.
    """
    if isinstance(signal.getsignal(signal.SIGINT), _Stop):
        yield
        return
    with _handled(_Stop()):
        yield


@contextmanager
def unstoppable() -> Iterator[None]:
    """Hears no signal, for the short time in which the end of a run is written down."""
    with _handled(signal.SIG_IGN):
        yield


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    _handle(handler)
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)


def _handle(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
