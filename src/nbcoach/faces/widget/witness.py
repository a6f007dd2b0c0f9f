"""Watches what cells do, and tells it once they are done: the work is left to the moment after the cell."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from nbcoach.faces.widget import history
from nbcoach.faces.widget.live.evidence import Evidence
from nbcoach.faces.widget.live.lost import LiveCell
from nbcoach.faces.widget.live.saved import is_saved, saved_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

    from nbcoach.faces.widget.live.rows import Section
    from nbcoach.faces.widget.watch import Ran
    from nbcoach.notebook import Notebook


class Witness:
    """The evidence of one shell. `tell` hears of it, and whether to ask how the notebook stands.

    `guarded` calls what must not fail loudly.
    """

    def __init__(
        self,
        shell: InteractiveShell,
        tell: Callable[[tuple[Section, ...], bool], None],
        guarded: Callable[[Callable[[], None]], None],
    ) -> None:
        self._shell, self._tell, self._guarded = shell, tell, guarded
        self._evidence = Evidence(history.typed(shell))
        self._has_host = False
        self._began = 0.0
        self._told: tuple[Section, ...] = ()
        self._notebook: tuple[int, Notebook] | None = None

    def begin(self, code: str) -> None:
        self._evidence.begin(code)

    def end(self, cell: Ran) -> None:
        """Notes what the cell did. In a kernel the rest waits until its reply is sent."""
        self._evidence.end(cell)
        self._began = cell.began
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._look_at_news()
        else:
            loop.call_soon(self._guarded, self._look_at_news)

    def stop(self) -> None:
        self._evidence.stop()

    def _look_at_news(self) -> None:
        if self._evidence.has_news or (not self._has_host and is_saved(self._shell.user_ns)):
            self.look()
        else:
            self._tell(self._told, True)  # noqa: FBT003 - the cells may stand differently

    def look(self, *, asks: bool = True) -> None:
        """Tells what there is to say now; after a cell, the front end is asked for the cells that stand there."""
        namespace = self._shell.user_ns
        if not self._has_host:
            self._evidence.stand(saved_cells(namespace, self._began))
        self._told = self._evidence.sections(namespace, history.typed(self._shell), self._as_notebook)
        self._tell(self._told, asks)

    def look_anew(self) -> None:
        """The same, after asking again what may have changed outside of the kernel."""
        self._evidence.look_anew()
        self.look()

    def hear(self, message: dict[str, Any]) -> bool:
        """Takes a message of the front end that is about evidence; false for any other."""
        event = message.get("event")
        if event == "cells":
            self._has_host = True
            self._evidence.stand(_cells(message.get("cells")))
        elif event == "put-off":
            self._evidence.put_off(str(message.get("key")))
        elif event == "look-again":
            self.look_anew()
            return True
        else:
            return False
        self.look(asks=False)
        return True

    def _as_notebook(self) -> Notebook:
        typed = history.typed(self._shell)
        if self._notebook is None or self._notebook[0] != len(typed):
            self._notebook = len(typed), history.as_notebook(typed, self._shell.user_ns.get("__session__"))
        return self._notebook[1]


def _cells(told: object) -> list[LiveCell]:
    cells = told if isinstance(told, list) else []
    return [LiveCell(str(each.get("id")), str(each.get("source"))) for each in cells if isinstance(each, dict)]
