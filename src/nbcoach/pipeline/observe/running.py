"""Runs a notebook's cells in a copy of its folder, with a probe or without."""

from __future__ import annotations

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.pipeline.engines.contract import Progress
from nbcoach.pipeline.failure import Failure, failure_of
from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.observe.asking import Asking, Turn, UnaskableError, untried
from nbcoach.pipeline.observe.data import data_files
from nbcoach.pipeline.observe.purity import Purity
from nbcoach.pipeline.observe.reaching import reach
from nbcoach.pipeline.observe.session import KernelFault, Session
from nbcoach.pipeline.observe.shelter import sheltered
from nbcoach.pipeline.observe.startup import alike, chance, started
from nbcoach.pipeline.observe.touched import Seen, Touched
from nbcoach.pipeline.observe.tracing import plain, trace_of, trial_of
from nbcoach.pipeline.observe.tracking_store import own_store, without_server
from nbcoach.pipeline.stopping import stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.link import Cell
    from nbcoach.pipeline.observation import Trial
    from nbcoach.pipeline.observe.copying import Copy

LOG = "kernel.log"
_MAY_FAIL = "raises-exception"
_SKIPPED = "skip-execution"
"""The tag of cells that nbclient, and with it papermill, does not execute."""


def observe(
    notebook: Notebook,
    source: Path,
    copy: Copy,
    *,
    kernel: str,
    cuts: Mapping[int, Sequence[str] | None],
    watch: Callable[[Progress], None] | None = None,
    timeout: float | None = None,
    step: str = "observe",
) -> Observation:
    """Runs a notebook once with a probe in its kernel.

    Args:
        notebook: The notebook.
        source: Its file, in the folder that was copied.
        copy: The copy, made anew for this run. The values at the end lie in it, and go with it.
        kernel: The name of the kernelspec.
        cuts: What a cut in front of a cell would carry, by the index of the cell: the names that are needed later,
            None for all.
        watch: Called before each code cell.
        timeout: Seconds for all cells together, None for any.
        step: The name under which `watch` hears of the run.

    Returns:
        What was seen, up to the cell that failed if one did; `failure` says so, too, where the kernel died
        (`DeadKernelError`) or the time was up (`TimeoutError`).

    Raises:
        BadCallError: The kernel is not installed or does not start.
        MissingExtraError: What runs notebooks is not installed.
        Stopped: Ctrl-C or SIGTERM; the kernel was ended.
    """
    run = _Run(notebook, source, copy, kernel, watch, timeout, step)
    return _apart(lambda: run.go(cuts))


def plain_run(
    notebook: Notebook,
    source: Path,
    copy: Copy,
    *,
    kernel: str,
    watch: Callable[[Progress], None] | None = None,
    timeout: float | None = None,
    step: str = "plain run",
    carried: Mapping[int, Collection[str]] | None = None,
    until: int | None = None,
) -> Observation:
    """Runs a notebook once as any front end does; only values are asked for, of a Python kernel: those at the end.

    The arguments, what is returned and what is raised are those of `observe`; there are no trials, and a trace holds
    outputs and time alone. `carried` names what cuts hand on, by the index of the cell behind the cut: the values of
    all other names are kept there, too, since what is left behind may change before the end. `until` is the index of
    the first cell to leave out.
    """
    run = _Run(notebook, source, copy, kernel, watch, timeout, step, carried)
    run.cells = [cell for cell in run.cells if until is None or cell.index < until]
    return _apart(lambda: run.go(None))


def _apart(work: Callable[[], Observation]) -> Observation:
    """Does some work in a thread of its own where this one already runs an event loop, as a server's does."""
    if _is_in_loop():
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work).result()
    with stoppable():
        return work()


def _is_in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class _Run:
    """One run, and what it has shown so far."""

    def __init__(
        self,
        notebook: Notebook,
        source: Path,
        copy: Copy,
        kernel: str,
        watch: Callable[[Progress], None] | None,
        timeout: float | None,
        step: str,
        carried: Mapping[int, Collection[str]] | None = None,
    ) -> None:
        self.notebook = notebook
        self.copy = copy
        self.kernel = kernel
        self.watch = watch
        self.timeout = timeout
        self.step = step
        self.carried = carried or {}
        self.left: dict[int, str] = {}
        self.directory = copy.place(Path(os.path.realpath(source.parent)))
        self.linked = reach(notebook, source, copy)
        self.cells = [cell for cell in notebook.cells if _runs(cell)]
        self.traces: list[CellTrace] = []
        self.trials: list[Trial] = []
        self.failure: Failure | None = None
        self.failed_cell: int | None = None

    def go(self, cuts: Mapping[int, Sequence[str] | None] | None) -> Observation:
        begun = time.monotonic()
        with self._session() as session:
            session.open([_as_json(cell) for cell in self.notebook.cells])
            asking = None
            try:
                asking = self._asking(session, cuts)
                self._walk(session, asking if cuts is not None else None, asking)
            except KernelFault as fault:
                self._broken(fault.failure)
            if asking is None and cuts:
                ran = (trace.index for trace in self.traces if trace.index in cuts)
                self.trials = [trial_of(index, untried("this kernel has no place for a probe")) for index in ran]
            return self._observation(session, asking, time.monotonic() - begun)

    def _session(self) -> Session:
        def shelter(command: Sequence[str]) -> list[str]:
            return sheltered(command, self.copy.folder, self.copy.home)

        log = self.copy.home / LOG
        return Session(self.kernel, self.directory, self._environment(), log, shelter, self.timeout)

    def _asking(self, session: Session, cuts: Mapping[int, Sequence[str] | None] | None) -> Asking | None:
        """The way to the probe; None in a kernel that does not take it."""
        if session.language != "python":
            return None
        asking = Asking(session, self.copy, self.linked, cuts)
        try:
            asking.load()
        except UnaskableError:
            return None
        return asking

    def _walk(self, session: Session, probe: Asking | None, asking: Asking | None) -> None:
        """Runs the cells up to the last, or to the one that ends the run."""
        files = Touched(self.copy) if probe else None
        turn = probe.turn(self.cells[0]) if probe and self.cells else None
        for number, cell in enumerate(self.cells):
            if self.watch:
                self.watch(Progress(self.step, number + 1, len(self.cells)))
            self._try(cell, turn)
            self._leave(cell, asking)
            done, seconds = self._execute(session, cell)
            following = self.cells[number + 1] if number + 1 < len(self.cells) else None
            is_last = following is None or _fails(cell, done)
            turn = self._turn(probe, None if is_last else following)
            self._note(cell, done, seconds, turn, files.look(is_last=is_last) if files else None)
            if is_last:
                return

    def _turn(self, probe: Asking | None, following: Cell | None) -> Turn | None:
        """What the probe says behind a cell; a kernel that dies over it is met by the following cell."""
        try:
            return probe.turn(following) if probe else None
        except KernelFault:
            return None

    def _try(self, cell: Cell, turn: Turn | None) -> None:
        if turn is not None and turn.trial is not None:
            self.trials.append(trial_of(cell.index, turn.trial))

    def _leave(self, cell: Cell, asking: Asking | None) -> None:
        path = asking.leave(cell.index, self.carried[cell.index]) if asking and cell.index in self.carried else ""
        if path:
            self.left[cell.index] = path

    def _execute(self, session: Session, cell: Cell) -> tuple[dict[str, Any], float]:
        self.failed_cell = cell.index
        begun = time.monotonic()
        return session.execute(cell.index), time.monotonic() - begun

    def _note(self, cell: Cell, done: dict[str, Any], seconds: float, turn: Turn | None, seen: Seen | None) -> None:
        """Keeps what a cell has shown."""
        outputs = plain(done.get("outputs", []), self.copy)
        answer = turn.done if turn else {}
        self.traces.append(trace_of(cell.index, seconds, outputs, answer, seen, self.copy, self.directory))
        failure = failure_of([{**done, "outputs": outputs}])
        self.failure = replace(failure, cell=cell.index, source_cell=cell.index) if failure else None
        self.failed_cell = cell.index if failure else None

    def _broken(self, failure: Failure) -> None:
        index = self.failed_cell
        self.failure = replace(failure, cell=index, source_cell=index)

    def _observation(self, session: Session, asking: Asking | None, seconds: float) -> Observation:
        known = asking.finish(self.notebook.imports) if asking and not _is_dead(self.failure) else {}
        renewed = session.renewed()
        traces = tuple(self._renewed(trace, renewed) for trace in self.traces)
        if asking and asking.cuts is not None:
            purity = Purity(self.notebook)
            traces = tuple(purity.judged(trace) for trace in traces)
        return Observation(
            cells=traces,
            trials=tuple(self.trials),
            distributions=dict(sorted(known.get("distributions", {}).items(), key=lambda each: each[0].lower())),
            python=known.get("python", session.language_version if session.language == "python" else ""),
            platform=known.get("platform", ""),
            data=data_files(traces, self.copy, self.directory, known.get("modules", ())),
            seconds=round(seconds, 3),
            values=known.get("values", ""),
            failed_cell=self.failed_cell,
            failure=self.failure,
            left=dict(self.left),
        )

    def _renewed(self, trace: CellTrace, renewed: Mapping[int, dict[str, Any]]) -> CellTrace:
        """A cell with its outputs as they are at the end: a later cell may update a display."""
        cell = renewed.get(trace.index)
        return replace(trace, outputs=tuple(plain(cell.get("outputs", []), self.copy))) if cell else trace

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
        begun = chance((cell.source, cell.index) for cell in self.cells)
        alone = own_store(without_server(alike(own), (cell.source for cell in self.cells)), self.copy)
        return started(alone, self.copy.home / "startup", chance=begun)


def _fails(cell: Cell, done: Mapping[str, Any]) -> bool:
    """True where the run ends with a cell, as papermill has it: it failed and was not to, or called `exit`."""
    return _MAY_FAIL not in cell.tags and any(each.get("output_type") == "error" for each in done.get("outputs", ()))


def _is_dead(failure: Failure | None) -> bool:
    return failure is not None and failure.name in {"DeadKernelError", "TimeoutError"}


def _runs(cell: Cell) -> bool:
    return cell.kind == "code" and bool(cell.source.strip()) and _SKIPPED not in cell.tags


def _as_json(cell: Cell) -> dict[str, Any]:
    kind = cell.kind if cell.kind in {"code", "markdown", "raw"} else "raw"
    made: dict[str, Any] = {"cell_type": kind, "source": cell.source, "metadata": {"tags": list(cell.tags)}}
    return {**made, "outputs": [], "execution_count": None} if kind == "code" else made
