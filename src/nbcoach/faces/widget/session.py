"""The coach in one kernel: hears of each cell, and decides what the panel says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

from IPython.display import display

from nbcoach.errors import MissingExtraError, NbcoachError
from nbcoach.faces.widget import history, origin, runs, words
from nbcoach.faces.widget.ledger import Fitted, Ledger
from nbcoach.faces.widget.watch import Ran, Watch
from nbcoach.faces.widget.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from IPython.core.interactiveshell import InteractiveShell

    from nbcoach.faces.widget.live.rows import Section
    from nbcoach.faces.widget.panel import Panel
    from nbcoach.notebook import Notebook

# watching: nothing to say yet; offering: a fit went unrecorded; waiting: the cell was inserted and not yet run;
# on: autologging is on, and no fit since; recorded, unrecorded: what the last fit left; put off: later, said the user.
Stage = Literal["watching", "offering", "waiting", "on", "recorded", "unrecorded", "put off"]
_NEWS = {"offering", "recorded", "unrecorded"}
_WHOLE_KERNEL = Ran("", 0, None)


class Session:
    """Watches one shell and speaks through one panel, which is made when it is first needed."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._watch = Watch(shell, self._cell_begins, self._cell_ended, self._give_up)
        self._ledger = Ledger()
        self._panel: Panel | None = None
        self._view = words.watching()
        self._stage: Stage = "watching"
        self._is_wanted_here = False  # the panel is to stand in the output of the cell that runs now
        self._home: str | None = None  # the cell whose output the panel was last brought to
        self._witness: Witness | None = None
        self._evidence: tuple[Section, ...] = ()

    def start(self) -> None:
        """Starts to listen, and says what can be said of the models that are there already."""
        self._ledger = Ledger()
        self._stage = "watching"
        self._is_wanted_here = False
        if self._witness is None:
            self._witness = Witness(self._shell, self._show_evidence, self._watch.guarded)
        self._watch.start()
        self._say(words.watching())
        self._look()
        self._witness.look_anew()

    def open_panel(self) -> Panel:
        """Starts to listen, and gives the panel, which the running cell shows when it ends.

        Raises:
            MissingExtraError: anywidget is not installed.
        """
        self.start()
        self._is_wanted_here = True
        panel = self._made_panel()
        panel.is_shown = False
        return panel

    def stop(self, view: words.View | None = None) -> None:
        """Takes the hooks out; the panel, where there is one, says so."""
        self._watch.stop()
        self._dismiss_witness()
        self._say(view or words.stopped())

    def _dismiss_witness(self) -> None:
        """What was seen until now is no evidence once cells ran unseen."""
        if self._witness:
            self._witness.stop()
        self._witness = None
        self._show_evidence(())

    def _cell_begins(self, code: str) -> None:
        self._is_wanted_here = False
        if self._panel:
            self._panel.is_shown = False
        if self._witness:
            self._witness.begin(code)

    def _cell_ended(self, cell: Ran) -> None:
        if self._witness:
            self._witness.end(cell)
        self._look_at_models(cell)
        if self._panel is None and any(row.tone == "care" for section in self._evidence for row in section.rows):
            self._is_wanted_here = True
        if self._is_wanted_here and not self._made_panel().is_shown:
            display(self._panel)  # type: ignore[no-untyped-call]

    def _look_at_models(self, cell: Ran) -> None:
        models = self._ledger.changes(self._shell.user_ns, cell.displayed)
        if models and not origin.was_only_taken([cell.code]):
            self._judge(models, cell)
        elif self._stage in {"offering", "waiting"} and runs.autologging():
            self._enter("on", words.tracking_on(None), cell)
        elif self._stage == "on" and origin.fits(cell.code):
            self._look_for_run(cell)

    def _look(self) -> None:
        """Says what can be said of what this kernel holds already, whose origin only its cells can tell."""
        run = runs.latest(since=0)
        if run or runs.autologging():
            self._ledger.changes(self._shell.user_ns)
            self._enter("on", words.tracking_on(run), _WHOLE_KERNEL)
            return
        models = self._ledger.changes(self._shell.user_ns)
        if models and not origin.was_only_taken(history.typed(self._shell)):
            self._judge(models, _WHOLE_KERNEL)

    def _judge(self, models: Sequence[Fitted], cell: Ran) -> None:
        run = runs.latest(cell.began)
        if run:
            self._enter("recorded", words.recorded(models, run), cell)
            return
        tracker = history.tracker_of(self._cells())
        if runs.autologging() or (tracker == "MLflow" and runs.is_loaded()):
            self._enter("unrecorded", words.unrecorded(models, autologging=runs.autologging()), cell)
        elif tracker and tracker != "MLflow":
            self._enter("watching", words.tracked_elsewhere(tracker), cell)
        elif self._stage != "put off":
            code = history.tracking_code(self._cells())
            self._enter("offering", words.offer(models, code, installed=runs.is_installed()), cell)

    def _look_for_run(self, cell: Ran) -> None:
        run = runs.latest(cell.began)
        if run:
            self._enter("recorded", words.recorded([], run), cell)

    def _enter(self, stage: Stage, view: words.View, cell: Ran) -> None:
        """Changes the stage, and brings the panel to the cell where that is news, or where a rerun wiped it away."""
        is_news = stage != self._stage or (cell.id is not None and cell.id == self._home)
        if is_news and stage in _NEWS and (self._panel or stage == "offering"):
            self._is_wanted_here = True
            self._home = cell.id
        self._stage = stage
        self._say(view)

    def _say(self, view: words.View) -> None:
        self._view = view
        if self._panel:
            self._panel.show(view)

    def _made_panel(self) -> Panel:
        if self._panel is None:
            try:
                from nbcoach.faces.widget.panel import Panel  # noqa: PLC0415 - an optional library
            except ImportError as error:
                raise MissingExtraError("anywidget", "kernel") from error
            self._panel = Panel(clicked=self._clicked, closed=self._closed)
            self._panel.show(self._view)
            self._panel.show_evidence(self._evidence)
        return self._panel

    def _show_evidence(self, sections: tuple[Section, ...], asks: bool = False) -> None:  # noqa: FBT001, FBT002
        self._evidence = sections
        if self._panel:
            self._panel.show_evidence(sections, asks=asks)

    def _clicked(self, message: dict[str, Any]) -> None:
        self._watch.guarded(lambda: self._answer(message))

    def _answer(self, message: dict[str, Any]) -> None:
        event = message.get("event")
        if self._witness and self._witness.hear(message):
            return
        if event == "later":
            self._stage = "put off"
            self._say(words.later())
        elif event == "dismiss":
            self._say(words.watching())
        elif event == "done" and message.get("ok"):
            self._stage = "waiting"
            said = words.inserted if message.get("inserted") else words.not_inserted
            self._say(said(str(message.get("message") or ""), self._view.code))

    def _closed(self) -> None:
        self._watch.stop()
        self._panel = None
        self._dismiss_witness()

    def _give_up(self, error: Exception) -> None:
        """Says once, in the panel or else in one line, that the coach stops; the hooks are out already."""
        self._dismiss_witness()
        reason = str(error) if isinstance(error, NbcoachError) else f"The coach failed ({_brief(error)})."
        try:
            self._say(words.stopped(reason))
        except Exception:  # noqa: BLE001 - the panel itself may be what fails
            self._panel = None
        if self._panel is None:
            print(f"nbcoach: {reason} It no longer watches this kernel.", file=sys.stderr)  # noqa: T201 - a line under the cell

    def _cells(self) -> Notebook:
        return history.as_notebook(history.typed(self._shell), self._shell.user_ns.get("__session__"))


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
