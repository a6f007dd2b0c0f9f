"""Listens to the cells of one shell, and never lets a failure of the listener reach the user's cell."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell


class Ran(NamedTuple):
    """A cell that ran: its code, when it began (seconds since 1970), the value that it displayed, its id and number."""

    code: str
    began: float
    displayed: object
    id: str | None = None
    number: int | None = None


class Watch:
    """Calls `began` and `ended` around each cell between `start` and `stop`.

    A listener that raises is not called again: `failed` hears of it once.
    """

    def __init__(
        self,
        shell: InteractiveShell,
        began: Callable[[str], None],
        ended: Callable[[Ran], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._events = shell.events
        self._hooks: dict[str, Callable[..., None]] = {"pre_run_cell": self._before, "post_run_cell": self._after}
        self._began, self._ended, self._failed = began, ended, failed
        self._since = time.time()

    @property
    def is_on(self) -> bool:
        return self._hooks["post_run_cell"] in self._events.callbacks["post_run_cell"]

    def start(self) -> None:
        self._since = time.time()
        for event, hook in self._hooks.items():
            self._events.register(event, hook)

    def stop(self) -> None:
        for event, hook in self._hooks.items():
            if hook in self._events.callbacks[event]:
                self._events.unregister(event, hook)

    def _before(self, info: ExecutionInfo) -> None:
        self._since = time.time()
        self.guarded(lambda: self._began(info.raw_cell or ""))

    def _after(self, result: ExecutionResult) -> None:
        info = result.info
        code, identity = ((info.raw_cell or ""), info.cell_id) if info else ("", None)
        ran = Ran(code, self._since, result.result, identity, result.execution_count)
        self.guarded(lambda: self._ended(ran))

    def guarded(self, listener: Callable[[], None]) -> None:
        """Calls something of ours; where it fails, the watch ends."""
        # Whatever goes wrong in here is ours; IPython would print a traceback under the user's cell.
        try:
            listener()
        except Exception as error:  # noqa: BLE001
            self.stop()
            self._failed(error)
