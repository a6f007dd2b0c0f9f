"""What the report of an export says in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.markup.elements import Html, together
from nbcoach.pipeline.report_verdicts import badge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof, Verdict

_MEANINGS: dict[Verdict, str] = {
    "equal": "text, numbers, tables, pictures and values are the same, but for rounding",
    "weak": "what can be compared is the same",
    "noise": "the notebook itself gives another result each time",
    "differs": "the pipeline gives something else",
}


def sentence(pipeline: Pipeline, proof: Proof) -> str:
    """The verdict in a sentence."""
    compared = f"{count(len(proof.cells), 'cell')}, {count(len(proof.variables), 'variable')}"
    compared += f" and {count(len(proof.files), 'file')}"
    if proof.outcome == "verified":
        doubtful = proof.counts["weak"] + proof.counts["noise"]
        rest = f", {doubtful} of them as far as they can be" if doubtful else ""
        return f"The pipeline gives what the notebook gives: {compared} were compared{rest}."
    if proof.outcome == "partial":
        failure = f" ({proof.notebook_failure.summary})" if proof.notebook_failure else ""
        return (
            f"The notebook fails in cell {(proof.up_to or 0) + 1}{failure}; what stands above it became a pipeline "
            f"that gives the same: {compared} were compared."
        )
    if proof.outcome == "differs":
        differ = proof.counts["differs"]
        found = f"{differ} of {compared} differ." if differ else "it fails where the notebook does not."
        return f"The pipeline does not give what the notebook gives: {found}"
    steps = count(len(pipeline.steps), "step")
    return f"Nothing has shown yet that the pipeline of {steps} gives what the notebook gives."


def limits(pipeline: Pipeline, proof: Proof, observation: Observation | None) -> Iterator[Html | str]:
    """How far the verdict goes, point by point."""
    if proof.cells or proof.variables:
        yield together(part for verdict, text in _MEANINGS.items() for part in (badge(verdict), f" {text}. "))
        if proof.reason and proof.is_equal:
            yield f"Not everything was compared: {proof.reason}."
        yield "This holds for the default values of the parameters, the data that was there, and this environment."
    if observation:
        yield f"The notebook took {observation.seconds:.1f} s with Python {observation.python}, {observation.platform}."
    yield f"The kernel is {pipeline.kernel.name}; the SHA-256 of the source is {pipeline.source.sha256[:16]}…"
    if proof.seconds:
        yield f"The proof took {proof.seconds:.1f} s: the notebook once more, and the pipeline once, each in a copy."


def count(number: int, what: str) -> str:
    """A number with its word: `1 cell`, `1,200 cells`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
