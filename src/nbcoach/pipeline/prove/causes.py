"""Why a pipeline may differ from its notebook, in words: judged by what the observed run shows of the cells before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.lessons import lesson_of_failure
from nbcoach.pipeline.prove.texts import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.pipeline.failure import Failure
    from nbcoach.pipeline.model import Pipeline, Step
    from nbcoach.pipeline.observation import CellTrace, Observation
    from nbcoach.pipeline.proof import Difference, FirstDifference

_SMALL = 1e-3
"""A relative difference that parallel sums can make."""


def likely_cause(pipeline: Pipeline, observation: Observation, first: FirstDifference, failure: Failure | None) -> str:
    """The likely cause of the first difference."""
    at = next((number for number, step in enumerate(pipeline.steps) if step.name == first.step), 0)
    if first.what == "failure" and failure:
        return _of_failure(failure, pipeline.steps, at)
    if first.difference.kind == "order":
        return "The order of a set, of files or of parallel work: it differs from kernel to kernel. Sort what is shown."
    upto = [trace for trace in observation.cells if first.cell is None or trace.index <= first.cell]
    own = next((trace for trace in reversed(upto) if trace.index == first.cell), None)
    return _of_traces(pipeline.steps, at, upto, own) or _of_difference(first.difference, at, pipeline)


def _of_failure(failure: Failure, steps: tuple[Step, ...], at: int) -> str:
    if failure.source_cell is None:
        return f"{failure.summary}: what the step {steps[at].name} needs could not be stored or brought in."
    if failure.name in {"NameError", "AttributeError"} and at:
        return f"{failure.summary}: the step {steps[at - 1].name} does not hand on something that this cell needs."
    lesson = lesson_of_failure(failure)
    return f"{failure.summary}: {lesson.title[0].lower()}{lesson.title[1:]}. {lesson.cure}"


def _of_traces(steps: tuple[Step, ...], at: int, upto: list[CellTrace], own: CellTrace | None) -> str:
    """What the cells up to the difference drew, read and set."""
    if own and own.is_impure:
        what = ", ".join(own.impure) or "the clock, the network or fresh entropy"
        return f"The cell depends on {what}, which is not the same in two runs."
    before = [trace for trace in upto if trace.index not in steps[at].source_cells] if at else []
    drawn = _named(each for trace in upto for each in trace.draws)
    if own and own.draws:
        lost = f", and its state is carried from the step {steps[at - 1].name}" if before and drawn else ""
        return f"The cell draws random numbers from {_named(own.draws)}{lost}: is every generator seeded?"
    settings = _named(each for trace in before for each in trace.settings)
    if settings:
        return f"A step before sets {settings}; some of it may not reach the step {steps[at].name}."
    if drawn:
        return f"Cells before draw random numbers from {drawn}: is every generator seeded?"
    return ""


def _of_difference(difference: Difference, at: int, pipeline: Pipeline) -> str:
    if difference.kind in {"number", "value"} and _is_small(difference):
        return "Numbers that are added in another order, as parallel work does: they differ in their last digits."
    if at:
        before = pipeline.steps[at - 1].name
        return f"Something that the step {before} leaves behind besides its variables does not reach this step."
    return "The cells of this step run as in the notebook, so that its code or a parameter must have been changed."


def _is_small(difference: Difference) -> bool:
    numbers = [NUMBER.findall(text) for text in (difference.left, difference.right)]
    if not numbers[0] or len(numbers[0]) != len(numbers[1]):
        return False
    pairs = [(float(one.replace(",", "")), float(two.replace(",", ""))) for one, two in zip(*numbers, strict=True)]
    return all(abs(one - two) <= _SMALL * max(abs(one), abs(two)) for one, two in pairs)


def _named(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
