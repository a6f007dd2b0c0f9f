"""The panel as a widget: shows a `View`, and passes on what was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from nbcoach.faces.widget import front, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nbcoach.faces.widget.live.rows import Section
    from nbcoach.faces.widget.words import View


class Panel(anywidget.AnyWidget):
    """Shows one view at a time; `clicked` is called with the messages of the front end.

    A message is `{"event": "later" | "dismiss" | "look-again"}`, `{"event": "put-off", "key": str}`,
    `{"event": "done", "ok": bool, "inserted": bool, "message": str}`, or what stands in the open notebook,
    `{"event": "cells", "cells": [{"id": str, "source": str}]}`.
    """

    _esm = front.script()
    _css = front.style()
    view = traitlets.Dict().tag(sync=True)
    evidence: Any = traitlets.List().tag(sync=True)
    looks = traitlets.Int(0).tag(sync=True)  # counts the questions how the notebook stands

    def __init__(self, clicked: Callable[[dict[str, Any]], None], closed: Callable[[], None]) -> None:
        super().__init__(view=words.watching().as_json())
        self.is_shown = False
        self._sections: Sequence[Section] = ()
        self._closed = closed
        self.on_msg(lambda _panel, message, _buffers: clicked(message))

    def show(self, view: View) -> None:
        self.view = view.as_json()

    def show_evidence(self, sections: Sequence[Section], *, asks: bool = False) -> None:
        """Lists evidence; `asks` the front end how the open notebook stands, which it sends as a message."""
        if sections != self._sections:
            self._sections = sections
            self.evidence = [section.as_json() for section in sections]
        if asks:
            self.looks += 1

    def close(self) -> None:
        """Takes the panel away and stops watching."""
        closed, self._closed = self._closed, lambda: None
        closed()
        super().close()

    def __repr__(self) -> str:
        told = [row["text"] for section in self.evidence for row in section["rows"]]
        return " ".join([f"nbcoach: {self.view['title']}. {self.view['text']}", *told])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and its words for whoever shows the saved notebook without a kernel."""
        self.is_shown = True
        bundle = super()._repr_mimebundle_(**options)
        return bundle and ({**bundle[0], "text/plain": repr(self)}, bundle[1])
