"""What a run hands back, and what becomes of one for which nothing had to be executed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.pipeline import run_record
from nbcoach.pipeline.caching.done import STATE, Done, read_done, take_over
from nbcoach.pipeline.run_record import RunRecord, StepRecord
from nbcoach.pipeline.run_step import LOG
from nbcoach.pipeline.run_tags import new_record, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.prepare import Prepared


class RunResult(Struct, frozen=True):
    """A run that ended well: its folder, its executed notebooks, and what `run.json` says.

    `is_reused` is True where nothing had to be executed; `differences` say in words where the outputs are not those
    that the notebook gave, as far as that is known.
    """

    folder: Path
    notebooks: tuple[Path, ...]
    record: RunRecord
    is_reused: bool = False
    differences: tuple[str, ...] = ()


class Link(Struct, frozen=True):
    """What a step of this run has left; `origin` is the folder of the run that it is taken from, None for this one."""

    done: Done
    origin: Path | None


def gathered(prepared: Prepared, chain: Sequence[Link], seconds: float) -> RunResult:
    """The result of a run whose steps are all reused: the run that holds them, or a new one that brings them in one."""
    origins = sorted({link.origin for link in chain if link.origin}, reverse=True)
    folder = next((each for each in origins if _holds_all(each, chain)), None)
    record = run_record.read(folder) if folder else None
    if folder is None or record is None:
        folder, record = _brought_together(prepared, chain, seconds)
    return RunResult(folder, tuple(folder / link.done.notebook for link in chain), record, is_reused=True)


def reused_record(entry: StepEntry, done: Done, run: str) -> StepRecord:
    """What `run.json` says about a step that was not executed again."""
    return StepRecord(
        name=entry.name,
        notebook=entry.notebook,
        output=done.notebook,
        sha256=done.sha256,
        status="finished",
        seconds=done.seconds,
        reused="" if done.run == run else done.run,
        metrics=done.metrics,
    )


def where(folder: Path, step: StepRecord | None) -> Path:
    """The executed notebook of a step, else the folder of the run, where its log is."""
    path = folder / step.output if step else folder
    return path if path.exists() else folder


def tidy(folder: Path) -> None:
    """Takes away what says nothing: an empty log, and an empty folder for state."""
    log, state = folder / LOG, folder / STATE
    if log.exists() and not log.stat().st_size:
        log.unlink()
    if state.is_dir() and not any(state.iterdir()):
        state.rmdir()


def _holds_all(folder: Path, chain: Sequence[Link]) -> bool:
    held = [(read_done(link.done.step, folder), link.done) for link in chain]
    record = run_record.read(folder)
    return all(one and one.sha256 == other.sha256 for one, other in held) and record is not None and record.is_finished


def _brought_together(prepared: Prepared, chain: Sequence[Link], seconds: float) -> tuple[Path, RunRecord]:
    record = new_record(prepared)
    folder = prepared.runs / record.run
    folder.mkdir()
    for link in chain:
        if link.origin:
            take_over(link.done, link.origin, folder)
    pairs = zip(prepared.manifest.steps, chain, strict=True)
    record = replace(
        record,
        status="finished",
        ended=now(),
        seconds=round(seconds, 3),
        steps=tuple(reused_record(entry, link.done, record.run) for entry, link in pairs),
        metrics={key: value for link in chain for key, value in link.done.metrics.items()},
    )
    run_record.save(record, folder)
    return folder, record
