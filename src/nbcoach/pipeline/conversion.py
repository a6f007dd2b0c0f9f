"""Observe, cut, prove: from a notebook to a pipeline of which it is known whether it gives the same results.

The notebook runs in copies of its folder, never in the folder itself. Where the steps come out different, the cut in
front of the first cell that differs is given up and the steps are tried again, down to one step; what still differs
then is said, and set aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline import cut as cutting
from nbcoach.pipeline.boundaries import How
from nbcoach.pipeline.lessons import Lesson, lesson_of_failure, lessons
from nbcoach.pipeline.liveness import live
from nbcoach.pipeline.model import Pipeline
from nbcoach.pipeline.observation import Observation, Obstacle
from nbcoach.pipeline.observe import copied, folder_of, observe
from nbcoach.pipeline.proof import Proof, unverified

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.engines import Progress

OBSERVING = "observing the notebook"
"""The name under which `watch` hears of the first run."""
TRIES_AT_MOST = 4
"""How often steps that come out different are cut anew; the last try is one step."""


class Asked(Struct, frozen=True):
    """How a notebook is to be converted; see `export` for the words."""

    how: How = "auto"
    cells: tuple[int, ...] = ()
    verify: bool = True
    timeout: float | None = None


class Conversion(Struct, frozen=True):
    """A pipeline with what is known about it: the run that it was cut by, the proof, and what stood in the way."""

    pipeline: Pipeline
    observation: Observation | None
    proof: Proof
    lessons: tuple[Lesson, ...] = ()


class Maker(Protocol):
    """Makes pipelines of one notebook, and their files."""

    @property
    def unseen(self) -> Pipeline:
        """The pipeline of one step of which nothing was observed: its parameters, and its kernel."""
        ...

    def plan(self, how: How, seen: Observation | None, until: int | None) -> Pipeline:
        """The pipeline by the way to cut, what was observed, and the first cell to leave out."""
        ...

    def files(self, pipeline: Pipeline, seen: Observation | None, proof: Proof | None) -> dict[str, bytes]:
        """What stands in the pipeline's folder."""
        ...


def static(pipeline: Pipeline) -> Conversion:
    """A pipeline of a notebook that was only read."""
    proof = unverified("static")
    return Conversion(replace(pipeline, verdict=proof.label), None, proof, lessons(None, proof, pipeline.merged))


def converted(
    notebook: Notebook, source: Path, asked: Asked, maker: Maker, watch: Callable[[Progress], None] | None = None
) -> Conversion:
    """Runs a notebook in a copy of its folder, cuts it by what was seen, and proves the steps.

    Args:
        notebook: The notebook.
        source: Its file.
        asked: How to cut it, and whether to prove it.
        maker: Makes its pipelines.
        watch: Called before each cell of each run.

    Raises:
        BadCallError: The notebook fails before anything of it could be converted, or it cannot be run at all.
        Stopped: Ctrl-C or SIGTERM.
    """
    kernel = maker.unseen.kernel.name
    folder = folder_of(notebook, source)
    with copied(folder) as copy:
        seen = observe(
            notebook,
            source,
            copy,
            kernel=kernel,
            cuts=_cuts(notebook, asked),
            watch=watch,
            timeout=asked.timeout,
            step=OBSERVING,
        )
        until = _end(notebook, seen)
        pipeline = maker.plan(asked.how, seen, until)
        if not asked.verify:
            proof = unverified("observed, not proven", up_to=until, failure=seen.failure)
        else:
            pipeline, proof = _proven(pipeline, seen, until, notebook, source, folder, asked, maker, watch)
    found = lessons(seen, proof, pipeline.merged, copy.unreadable)
    return Conversion(replace(pipeline, verdict=proof.label), seen, proof, found)


def _cuts(notebook: Notebook, asked: Asked) -> dict[int, Sequence[str] | None]:
    """What a cut in front of each candidate would carry."""
    found: dict[int, Sequence[str] | None] = {}
    for start in cutting.candidates(notebook, asked.how, asked.cells):
        names = live(notebook, start)
        found[start] = None if names is None else sorted(names)
    return found


def _end(notebook: Notebook, seen: Observation) -> int | None:
    """The first cell to leave out: the one that failed; None where all ran."""
    if seen.failure is None:
        return None
    lesson = lesson_of_failure(seen.failure, seen.failed_cell)
    if seen.failed_cell is None:
        raise BadCallError(f"{notebook.path or 'The notebook'} did not run: {lesson.why}.", lesson.cure)
    if not any(cell.index < seen.failed_cell for cell in notebook.code):
        raise BadCallError(f"Its first code cell fails, so nothing can be converted: {lesson.why}.", lesson.cure)
    return seen.failed_cell


def _proven(
    pipeline: Pipeline,
    seen: Observation,
    until: int | None,
    notebook: Notebook,
    source: Path,
    folder: Path,
    asked: Asked,
    maker: Maker,
    watch: Callable[[Progress], None] | None,
) -> tuple[Pipeline, Proof]:
    """The pipeline with as many steps as come out equal, and its proof."""
    from nbcoach.pipeline.prove import handed_on, prove, run_again  # noqa: PLC0415 - nothing else needs what it imports

    known, kernel, carried = seen, pipeline.kernel.name, handed_on(pipeline, seen)
    with run_again(
        notebook, source, folder, kernel=kernel, carried=carried, until=until, watch=watch, timeout=asked.timeout
    ) as again:
        for left in reversed(range(TRIES_AT_MOST)):
            files = maker.files(pipeline, seen, None)
            proof = prove(pipeline, files, source, seen, folder, again=again, watch=watch, timeout=asked.timeout)
            if proof.outcome != "differs" or len(pipeline.steps) == 1:
                break
            harmful = _harmful(pipeline, proof)
            known = _without(known, set(_starts(pipeline)) if left <= 1 else {harmful}, proof)
            pipeline = maker.plan(asked.how, known, until)
    return pipeline, proof


def _what(proof: Proof) -> str:
    """The first place that came out different, as the end of a sentence."""
    first = proof.first_difference
    if first is None:
        return ""
    cell = "" if first.cell is None else f" cell {first.cell + 1}"
    what = {
        "output": f"what{cell} shows",
        "variable": f"the variable {first.name}",
        "file": f"the file {first.name}",
        "failure": f"{cell.strip()} fails" if cell else "the step fails",
    }[first.what]
    how = (
        ""
        if not (first.difference.left or first.difference.right)
        else (f", {first.difference.left or 'nothing'} became {first.difference.right or 'nothing'}")
    )
    return f" ({what}{how})"


def _starts(pipeline: Pipeline) -> list[int]:
    """The source cells that begin the second and later steps."""
    own = ([cell.origin for cell in step.cells if cell.kind == "code"] for step in pipeline.steps[1:])
    return [next(origin for origin in origins if origin is not None) for origins in own]


def _harmful(pipeline: Pipeline, proof: Proof) -> int:
    """The last cut in front of the first cell that came out different, or that the first step to fail begins with."""
    starts = _starts(pipeline)
    first = proof.first_difference
    where = first.cell if first else None
    if first and first.what == "failure" and where is None:
        where = next((at for step, at in zip(pipeline.steps[1:], starts, strict=True) if step.name == first.step), None)
    return max((start for start in starts if where is None or start <= where), default=starts[0])


def _without(seen: Observation, starts: Collection[int], proof: Proof) -> Observation:
    """The observation with some cuts given up, as they have done harm: which, the proof says."""
    obstacle = Obstacle("", f"the results came out different when the notebook was cut here{_what(proof)}")
    trials = [
        replace(trial, obstacles=(*trial.obstacles, obstacle)) if trial.before in starts else trial
        for trial in seen.trials
    ]
    return replace(seen, trials=tuple(trials))
