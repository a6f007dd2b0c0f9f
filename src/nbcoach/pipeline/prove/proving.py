"""Proves that a pipeline gives what its notebook gives: the notebook once more, the pipeline once, each in a copy."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from nbcoach.notebook import read_notebook
from nbcoach.pipeline.observe import copied, plain_run
from nbcoach.pipeline.proof import Difference, FirstDifference, Proof
from nbcoach.pipeline.prove.by_chance import by_chance
from nbcoach.pipeline.prove.causes import likely_cause
from nbcoach.pipeline.prove.ends import Ends, ends_of
from nbcoach.pipeline.prove.hiding import without_secrets
from nbcoach.pipeline.prove.judging import Judge, compared_cells
from nbcoach.pipeline.prove.pipeline_run import run_pipeline
from nbcoach.pipeline.prove.results import Results, results
from nbcoach.pipeline.prove.values import Compared, compare_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.engines import Progress
    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.observe import Copy
    from nbcoach.pipeline.proof import CellVerdict, FileVerdict, Outcome, VariableVerdict
    from nbcoach.pipeline.prove.pipeline_run import Ran


class Again(NamedTuple):
    """The second run of a notebook, and the copy that it ran in."""

    seen: Observation
    copy: Copy


REPEATING = "running the notebook again"
"""The name under which `watch` hears of the second run."""


def prove(
    pipeline: Pipeline,
    files: Mapping[str, bytes],
    source: Path,
    observation: Observation,
    folder: Path,
    *,
    again: Again | None = None,
    watch: Callable[[Progress], None] | None = None,
    timeout: float | None = None,
) -> Proof:
    """Runs the notebook once more and the pipeline once, and compares outputs, variables and files.

    What two runs of the notebook itself do not agree on is noise, and proves nothing.

    Args:
        pipeline: The pipeline.
        files: Its files, by their path in its folder.
        source: The notebook's file.
        observation: The first run of the notebook, whose copy is still there, since its values lie in it.
        folder: The folder that a run of the notebook needs.
        again: Its second run, where it has been done, as `run_again` gives it; else it is done here.
        watch: Called before each code cell of both runs.
        timeout: Seconds for the notebook, and for each step; None for any.

    Raises:
        BadCallError: A copy cannot be made, or the kernel does not start.
        Stopped: Ctrl-C or SIGTERM.
    """
    begun = time.monotonic()
    notebook = read_notebook(source)
    second = (
        nullcontext(again)
        if again
        else run_again(
            notebook,
            source,
            folder,
            kernel=pipeline.kernel.name,
            carried=handed_on(pipeline, observation),
            until=observation.failed_cell,
            watch=watch,
            timeout=timeout,
        )
    )
    with second as done, copied(folder) as third:
        ran = run_pipeline(pipeline, files, notebook, source, third, watch=watch, timeout=timeout)
        sources = {cell.index: cell.source for cell in notebook.code}
        judge = Judge(observation, done.seen, sources, by_chance(notebook, observation))
        found = _compare(judge, pipeline, ran, source, observation, done.seen, (done.copy, third))
    return replace(found, seconds=round(time.monotonic() - begun, 3))


@contextmanager
def run_again(
    notebook: Notebook,
    source: Path,
    folder: Path,
    *,
    kernel: str,
    carried: Mapping[int, Collection[str]] | None = None,
    until: int | None = None,
    watch: Callable[[Progress], None] | None = None,
    timeout: float | None = None,
) -> Iterator[Again]:
    """Runs the notebook a second time; its copy is there as long as the context is.

    The arguments and what is raised are those of `prove`; `kernel` is the name of the kernelspec, `carried` names what
    cuts hand on (see `handed_on`), `until` the cell that failed in the first run, and is left out with all behind it.
    """
    with copied(folder) as copy:
        seen = plain_run(
            notebook,
            source,
            copy,
            kernel=kernel,
            watch=watch,
            timeout=timeout,
            step=REPEATING,
            carried=carried,
            until=until,
        )
        yield Again(seen, copy)


def handed_on(pipeline: Pipeline, observation: Observation) -> dict[int, tuple[str, ...]]:
    """The names that a pipeline's steps hand on, by the source cell that the next one begins with."""
    starts = _starts(pipeline)
    return {trial.before: trial.names for trial in observation.trials if trial.before in starts}


def _starts(pipeline: Pipeline) -> list[int]:
    """The source cell with code that each step but the first begins with."""
    own = ([cell.origin for cell in step.cells if cell.kind == "code"] for step in pipeline.steps[1:])
    return [next(origin for origin in origins if origin is not None) for origins in own]


def _left(pipeline: Pipeline, again: Observation) -> dict[str, list[str]]:
    """What was left behind at the end of each step but the last or before, in blobs of the second run in order."""
    found = {}
    for step, start in zip(pipeline.steps, _starts(pipeline), strict=False):
        found[step.name] = [path for before, path in sorted(again.left.items()) if before <= start]
    return found


def _compare(
    judge: Judge,
    pipeline: Pipeline,
    ran: Ran,
    source: Path,
    first: Observation,
    again: Observation,
    copies: tuple[Copy, Copy],
) -> Proof:
    steps = {cell: step.name for step in pipeline.steps for cell in step.source_cells}
    cells = tuple(
        judge.cell(index, steps.get(index, ""), ran.outputs.get(index, ()))
        for index in compared_cells(first, ran, steps)
    )
    directories = tuple(copy.place(source.parent.resolve()) for copy in copies)
    written = results(first, (directories[0], directories[1]), copies)
    values = ends_of(first, again)
    compared = _values(ran, values, directories[1], copies[1], written, _left(pipeline, again))
    ends = {step.name: max(step.source_cells, default=-1) for step in pipeline.steps}
    reason = _uncompared(pipeline, ran, values, compared)
    is_whole = not (ran.failure or reason)
    variables = tuple(judge.variables(compared, [step.name for step in pipeline.steps], ends)) if is_whole else ()
    wrote = () if ran.failure else tuple(written.verdicts(judge, compared.files))
    return _proof(pipeline, first, ran, cells, variables, wrote, tuple(judge.noise), reason)


def _values(
    ran: Ran,
    values: Ends,
    directory: Path,
    copy: Copy,
    written: Results,
    left: Mapping[str, Sequence[str]],
) -> Compared:
    """Compares variables and opaque files, where the kernel is one of Python."""
    is_whole = not ran.failure and bool(values.first) and bool(ran.values)
    if not ran.python or not (is_whole or written.opaque):
        return Compared()
    return compare_values(
        ran.python,
        copy.home / "compared",
        directory,
        values.first if is_whole else "",
        values.again if is_whole else "",
        ran.values,
        written.opaque,
        left=left,
        spoilt=values.spoilt,
    )


def _proof(
    pipeline: Pipeline,
    first: Observation,
    ran: Ran,
    cells: tuple[CellVerdict, ...],
    variables: tuple[VariableVerdict, ...],
    files: tuple[FileVerdict, ...],
    noise: tuple[str, ...],
    reason: str,
) -> Proof:
    parted = next(_partings(pipeline, ran, first, cells, variables, files), None)
    cause = likely_cause(pipeline, first, parted, ran.failure) if parted else ""
    proof = Proof(
        outcome=_outcome(first, cells, variables, files, parted, has_all=not reason),
        cells=cells,
        variables=variables,
        files=files,
        first_difference=parted,
        cause=cause,
        noise=tuple(dict.fromkeys(noise)),
        reason=reason,
        up_to=first.failed_cell,
        notebook_failure=first.failure,
        failure=ran.failure if parted and parted.what == "failure" else None,
    )
    if proof.outcome == "unverified":
        is_silent = not (variables or files or any(cell.outputs for cell in cells))
        why = "it shows nothing that could be compared" if is_silent else "two runs of the notebook agree on nothing"
        proof = replace(proof, reason=why)
    return without_secrets(proof)


def _uncompared(pipeline: Pipeline, ran: Ran, values: Ends, compared: Compared) -> str:
    """Why outputs and files alone were compared; empty where the variables were, too, or the pipeline failed."""
    if ran.failure:
        return ""
    if pipeline.kernel.language != "python":
        return f"the variables of a kernel of {pipeline.kernel.language} cannot be compared"
    if not values.first:
        return "the variables of the notebook could not be kept"
    if not (ran.python and ran.values):
        return "the variables of the pipeline could not be kept"
    return f"the variables could not be compared: {compared.trouble}" if compared.trouble else ""


def _outcome(
    first: Observation,
    cells: Sequence[CellVerdict],
    variables: Sequence[VariableVerdict],
    files: Sequence[FileVerdict],
    parted: FirstDifference | None,
    *,
    has_all: bool,
) -> Outcome:
    if parted:
        return "differs"
    told = [cell.verdict for cell in cells if cell.outputs]
    told += [each.verdict for each in variables] + [file.verdict for file in files]
    if all(verdict == "noise" for verdict in told) and (told or not has_all):
        return "unverified"
    return "partial" if first.failure else "verified"


def _partings(
    pipeline: Pipeline,
    ran: Ran,
    first: Observation,
    cells: Sequence[CellVerdict],
    variables: Sequence[VariableVerdict],
    files: Sequence[FileVerdict],
) -> Iterator[FirstDifference]:
    """Where the pipeline parts from the notebook, the first place first."""
    steps: dict[int | None, str] = {cell: step.name for step in pipeline.steps for cell in step.source_cells}
    found: list[tuple[float, int, FirstDifference]] = [
        (cell.cell, 1, FirstDifference("output", cell.cell, cell.step, cell.differences[0]))
        for cell in cells
        if cell.verdict == "differs"
    ]
    for each in variables:
        if each.verdict == "differs":
            at, step = _at(each.cell), steps.get(each.cell, each.step)
            found.append((at, 2, FirstDifference("variable", each.cell, step, each.differences[0], each.name)))
    for file in files:
        if file.verdict == "differs":
            at, step = _at(file.cell), steps.get(file.cell, "")
            found.append((at, 3, FirstDifference("file", file.cell, step, file.differences[0], file.path)))
    failed = _failed(ran, first)
    if failed:
        begun = [cell for step in pipeline.steps if step.name == failed.step for cell in step.source_cells]
        found.append((min(begun, default=0) if failed.cell is None else failed.cell, 0, failed))
    yield from (each for *_, each in sorted(found, key=lambda each: each[:2]))


def _at(cell: int | None) -> float:
    """Where a cell stands in the order; one that is not known comes last."""
    return float("inf") if cell is None else cell


def _failed(ran: Ran, first: Observation) -> FirstDifference | None:
    """The end of the pipeline, unless the notebook fails at the same cell in the same way."""
    failure = ran.failure
    if failure is None:
        return None
    is_same = first.failure and failure.source_cell == first.failed_cell and failure.name == first.failure.name
    if is_same:
        return None
    difference = Difference("error", "no error", failure.summary)
    return FirstDifference("failure", failure.source_cell, ran.failed_step, difference)
