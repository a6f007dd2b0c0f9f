"""Planned and written pipelines as the browser shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nbcoach.pipeline.wishes import types_of
from nbcoach.wire.exports import (
    Counts,
    ExportAnswer,
    ExportLesson,
    ExportPlanAnswer,
    GivenUpCut,
    LeftOutParameter,
    Parting,
    PlannedParameter,
    PlannedStep,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Literal

    from nbcoach.pipeline import Candidate, Exported, Pipeline, Step
    from nbcoach.pipeline.proof import FirstDifference


def plan_answer(
    pipeline: Pipeline,
    files: Sequence[str],
    *,
    to: str,
    stands: Literal["nothing", "pipeline", "other"],
    engines: tuple[str, ...],
    misnamed: Mapping[str, str],
) -> ExportPlanAnswer:
    """What an export of this pipeline into the folder `to` would make; `misnamed` says why names cannot be."""
    kinds = {each.found_as: str(each.schema.get("type", "")) for each in pipeline.parameters}
    return ExportPlanAnswer(
        to=to,
        stands=stands,
        cut=pipeline.cut,
        steps=tuple(map(_step, pipeline.steps)),
        merged=_merged(pipeline),
        parameters=tuple(_parameter(each, kinds, misnamed) for each in pipeline.candidates),
        left_out=tuple(LeftOutParameter(each.name, each.cell, each.reason) for each in pipeline.left_out),
        files=tuple(files),
        kernel=pipeline.kernel.display_name,
        engines=engines,
        warnings=pipeline.warnings,
    )


def export_answer(exported: Exported, shown: Callable[[Path], str]) -> ExportAnswer:
    """What an export has written; `shown` names a file as the browser does."""
    proof, pipeline, folder = exported.proof, exported.pipeline, exported.folder
    return ExportAnswer(
        folder=shown(folder),
        pipeline=shown(folder / "pipeline.yaml"),
        report=shown(folder / "export-report.html"),
        steps=tuple(shown(folder / step.notebook) for step in pipeline.steps),
        cut=pipeline.cut,
        outcome=proof.outcome,
        verdict=pipeline.verdict,
        is_set_aside=exported.is_set_aside,
        counts=Counts(**proof.counts),
        outputs=sum(each.outputs for each in proof.cells),
        variables=len(proof.variables),
        written=len(proof.files),
        first_difference=_parting(proof.first_difference),
        cause=proof.cause,
        reason=proof.reason,
        lessons=tuple(
            ExportLesson(each.title, each.why, each.cure, each.check, each.cell) for each in exported.lessons
        ),
        merged=_merged(pipeline),
        kept=exported.kept,
        warnings=exported.warnings,
    )


def _step(step: Step) -> PlannedStep:
    code = (cell.origin for cell in step.cells if cell.kind == "code" and cell.origin is not None)
    return PlannedStep(step.name, step.title, step.notebook, tuple(code), step.parameters, step.carries)


def _merged(pipeline: Pipeline) -> tuple[GivenUpCut, ...]:
    return tuple(GivenUpCut(each.before, each.reason) for each in pipeline.merged)


def _parameter(candidate: Candidate, kinds: Mapping[str, str], misnamed: Mapping[str, str]) -> PlannedParameter:
    parameter = candidate.parameter
    types = types_of(parameter)
    return PlannedParameter(
        name=parameter.name,
        default=json.dumps(parameter.default, ensure_ascii=False, default=str),
        type=kinds.get(parameter.name) or (types[0] if types else ""),
        types=types,
        help=parameter.help,
        origin=parameter.origin,
        cell=parameter.cell,
        taken=candidate.taken,
        reason=candidate.reason,
        misnamed=misnamed.get(parameter.name, ""),
    )


def _parting(first: FirstDifference | None) -> Parting | None:
    if first is None:
        return None
    found = first.difference
    return Parting(first.what, first.name, first.cell, first.step, found.kind, found.where, found.left, found.right)
