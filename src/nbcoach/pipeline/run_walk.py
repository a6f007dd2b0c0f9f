"""Walks the steps of one run: reuses what still holds, executes the rest, and writes down what became of each.

The folder of a run is made when the first step has to be executed: a run for which there is nothing to do leaves none.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.pipeline import engines, mlflow_record, run_record
from nbcoach.pipeline.caching.done import STATE, Done, forget, take_over
from nbcoach.pipeline.errors import RunStoppedError, StepFailedError
from nbcoach.pipeline.events import CellStarted, RunEnded, RunStarted, StepEnded, StepReused
from nbcoach.pipeline.forecast import decide, forced_steps
from nbcoach.pipeline.run_record import RunRecord, Status, StepRecord
from nbcoach.pipeline.run_result import Link, RunResult, gathered, reused_record, tidy, where
from nbcoach.pipeline.run_step import Workplace, execute_step
from nbcoach.pipeline.run_tags import new_record, now, step_tags, tags
from nbcoach.pipeline.stopping import Stopped, stoppable, unstoppable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbcoach.pipeline.caching import Decision
    from nbcoach.pipeline.engines import Progress
    from nbcoach.pipeline.events import Event
    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.mlflow_record import Recording
    from nbcoach.pipeline.policy import Policy
    from nbcoach.pipeline.prepare import Prepared

_MLFLOW: dict[Status, mlflow_record.Status] = {
    "finished": "FINISHED",
    "failed": "FAILED",
    "stopped": "KILLED",
    "running": "KILLED",
    "killed": "KILLED",
}


class Walk:
    """One run, from its folder to the end of its record."""

    def __init__(
        self,
        prepared: Prepared,
        policy: Policy,
        on_event: Callable[[Progress], None],
        on_step: Callable[[Event], None],
        parent: Callable[[], str],
    ) -> None:
        self.prepared = prepared
        self.policy = policy
        self.on_event = on_event
        self.tell = on_step
        self.parent = parent
        self.begun = time.monotonic()
        self.dead = run_record.bury(prepared.runs)
        self.ledger = prepared.ledger()
        self.entries = prepared.manifest.steps
        self.forced = forced_steps(prepared, policy)
        self.chain: list[Link] = []
        self.place: Workplace | None = None
        self.record: RunRecord | None = None
        self.recording: Recording | None = None
        self.resumed = run_record.unfinished(prepared.runs) if policy.resume else None
        self.signal = 0
        self.notes: list[str] = []

    def go(self) -> RunResult:
        try:
            with stoppable():
                if self.resumed:
                    self._open()
                self._walk()
        except Stopped as stop:
            self.signal = stop.number
        with unstoppable():
            return self._end()

    def _walk(self) -> None:
        while len(self.chain) < len(self.entries):
            entry = self.entries[len(self.chain)]
            decision = self._decide(entry)
            if decision.reused and decision.origin:
                self._take(decision.reused, decision.origin)
                continue
            behind = self._behind()
            if behind is not None:
                self._go_back(behind, entry)
                continue
            if not self._do(entry, decision):
                return

    def _decide(self, entry: StepEntry) -> Decision:
        last = self.chain[-1].done if self.chain else None
        upstream = {last.step: last.state} if last and last.state else {}
        resumed = self.resumed.run if self.resumed else ""
        impure = () if self.policy.reuse_impure else self.prepared.impure(entry)
        decision = decide(self.prepared, self.ledger, entry, upstream, impure=impure, resumed=resumed)
        why = self.forced.get(entry.name)
        return replace(decision, reused=None, origin=None, reasons=(why,)) if why else decision

    def _behind(self) -> int | None:
        """The reused step to execute first, so that the next one finds the files and the state that it needs."""
        stale = self.ledger.unrestored([link.done if link.origin else None for link in self.chain])
        if stale is not None or not self.chain:
            return stale
        last = self.chain[-1]
        is_sound = last.origin is None or self.ledger.is_sound(last.done, last.origin)
        return None if is_sound else len(self.chain) - 1

    def _go_back(self, index: int, entry: StepEntry) -> None:
        for link in self.chain[index:]:
            if self.place:
                forget(link.done.step, self.place.folder)
        self.chain = self.chain[:index]
        self.forced[self.entries[index].name] = f"what it left is gone, and step {entry.name} needs it"

    def _take(self, done: Done, origin: Path) -> None:
        self.chain.append(Link(done, origin))
        self.tell(StepReused(done.step, done.run))
        if self.place:
            self._bring(self.chain[-1])

    def _bring(self, link: Link) -> None:
        """Brings a result of another run into the folder of this one."""
        if self.place is None or link.origin is None:
            return
        take_over(link.done, link.origin, self.place.folder)
        entry = next(each for each in self.entries if each.name == link.done.step)
        self._note(reused_record(entry, link.done, self.place.folder.name))

    def _do(self, entry: StepEntry, decision: Decision) -> bool:
        """Executes a step; False where the run ends with it."""
        place = self.place or self._open()
        environment = self._environment(entry)
        self._note(StepRecord(entry.name, entry.notebook, "", self.prepared.codes[entry.name].sha256))
        done = [link.done for link in self.chain]
        outcome = execute_step(place, entry, decision.parts, done, environment, decision.reasons)
        self.signal = outcome.signal
        self._note(outcome.record)
        if outcome.note:
            self.notes.append(outcome.note)
        record = outcome.record
        if self.recording:
            read = outcome.done.inputs if outcome.done else {}
            self.recording.end_step(
                entry.name,
                _MLFLOW[record.status],
                self.prepared.step_values(entry.name),
                record.metrics,
                {path: content for path, content in read.items() if content},
            )
        self.tell(StepEnded(entry.name, record.status, record.seconds, record.metrics, record.failure))
        if outcome.done is None:
            return False
        self.chain.append(Link(outcome.done, None))
        return True

    def _open(self) -> Workplace:
        """Makes the run's folder, its record and its MLflow run, and brings in what is reused."""
        self.prepared.check_kernel()
        self.record = record = self._first_record()
        folder = self.prepared.runs / record.run
        folder.mkdir(exist_ok=True)
        if len(self.entries) > 1:
            (folder / STATE).mkdir(exist_ok=True)
        run_record.save(record, folder)
        self.place = Workplace(
            prepared=self.prepared,
            ledger=self.ledger,
            engine=engines.load(self.prepared.manifest.engine),
            policy=self.policy,
            folder=folder,
            watch=self._watch,
            tell=self.tell,
        )
        names = tuple(entry.name for entry in self.entries)
        self.tell(RunStarted(record.run, record.pipeline, str(folder), names, record.parameters))
        for link in self.chain:
            self._bring(link)
        self._begin_recording(record)
        return self.place

    def _first_record(self) -> RunRecord:
        if self.resumed is None:
            return new_record(self.prepared)
        return replace(self.resumed, status="running", ended=None, steps=(), notes=())

    def _begin_recording(self, record: RunRecord) -> None:
        self.recording = mlflow_record.begin(
            self.prepared.tracking_uri,
            experiment=os.environ.get("MLFLOW_EXPERIMENT_NAME") or self.prepared.manifest.name,
            name=f"{self.prepared.manifest.name} {record.run}",
            tags=tags(self.prepared, record),
            values=self.prepared.values,
            parent=self.parent(),
            again=self.resumed.mlflow if self.resumed else None,
        )
        for each in self.dead:
            if each.mlflow:
                self.recording.bury(each.mlflow)
        self._save(mlflow=self.recording.recorded)

    def _environment(self, entry: StepEntry) -> dict[str, str]:
        if self.recording is None or self.record is None:
            return dict(os.environ)
        attach = not self.prepared.codes[entry.name].opens_runs
        told = step_tags(self.prepared, self.record, entry)
        environment = self.recording.begin_step(entry.name, told, os.environ, attach=attach)
        self._save(mlflow=self.recording.recorded)
        return environment

    def _watch(self, progress: Progress) -> None:
        self.on_event(progress)
        self.tell(CellStarted(progress.step, progress.cell, progress.cells))

    def _note(self, step: StepRecord) -> None:
        if self.record is None:
            return
        steps = {each.name: each for each in self.record.steps}
        steps[step.name] = step
        order = [entry.name for entry in self.entries]
        self._save(steps=tuple(sorted(steps.values(), key=lambda each: order.index(each.name))))

    def _save(self, **fields: Any) -> None:
        if self.record is not None and self.place is not None:
            self.record = replace(self.record, **fields)
            run_record.save(self.record, self.place.folder)

    def _end(self) -> RunResult:
        if self.place is None or self.record is None:
            return self._reused()
        status = self._status()
        metrics = {key: value for link in self.chain for key, value in link.done.metrics.items()}
        if status != "finished" and self.record.steps:
            metrics |= self.record.steps[-1].metrics
        if self.recording is not None:
            self.recording.finish(_MLFLOW[status], metrics, {"notebooks": list(self._outputs())})
        problem = self.recording.problem if self.recording else ""
        self.ledger.settle([link.done.step for link in self.chain if link.origin is None], self.place.folder)
        self._save(
            status=status,
            ended=now(),
            seconds=round(time.monotonic() - self.begun, 3),
            metrics=metrics,
            notes=(*self.record.notes, *self.notes, *([problem] if problem else [])),
        )
        tidy(self.place.folder)
        self._tell_end(self.place.folder, self.record)
        return self._result(self.place.folder, self.record)

    def _tell_end(self, folder: Path, record: RunRecord) -> None:
        seconds = round(time.monotonic() - self.begun, 3)
        self.tell(RunEnded(record.run, record.status, seconds, str(folder), record.metrics, record.notes))

    def _reused(self) -> RunResult:
        """Nothing was executed: the earlier run that holds all results, or a new one that brings them together."""
        if self.signal:
            raise RunStoppedError("", self.prepared.runs, self.signal)
        for each in self.dead:
            if each.mlflow:
                mlflow_record.bury(each.mlflow)
        self.prepared.digests.save()
        result = gathered(self.prepared, self.chain, time.monotonic() - self.begun)
        self._tell_end(result.folder, result.record)
        return result

    def _status(self) -> Status:
        if self.signal:
            return "stopped"
        steps = self.record.steps if self.record else ()
        return "failed" if any(step.status == "failed" for step in steps) else "finished"

    def _outputs(self) -> tuple[Path, ...]:
        if self.record is None or self.place is None:
            return ()
        paths = (self.place.folder / step.output for step in self.record.steps if step.output)
        return tuple(path for path in paths if path.exists())

    def _result(self, folder: Path, record: RunRecord) -> RunResult:
        last = record.steps[-1] if record.steps else None
        if self.signal:
            raise RunStoppedError(last.name if last else "", where(folder, last), self.signal)
        if last and last.failure:
            raise StepFailedError(last.name, last.failure, where(folder, last))
        return RunResult(folder, self._outputs(), record)
