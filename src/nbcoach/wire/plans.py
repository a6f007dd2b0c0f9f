"""Planned pipelines as the browser shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nbcoach.wire.answers import ExportPlanAnswer, PlannedParameter, PlannedStep

if TYPE_CHECKING:
    from nbcoach.pipeline import Parameter, Pipeline


def plan_answer(pipeline: Pipeline, *, to: str, exists: bool) -> ExportPlanAnswer:
    """What an export of this pipeline into the folder `to` would make."""
    return ExportPlanAnswer(
        to=to,
        exists=exists,
        steps=tuple(PlannedStep(step.name, step.notebook) for step in pipeline.steps),
        parameters=tuple(_parameter(each) for each in pipeline.parameters),
        warnings=pipeline.warnings,
    )


def _parameter(parameter: Parameter) -> PlannedParameter:
    return PlannedParameter(
        name=parameter.name,
        default=json.dumps(parameter.default, ensure_ascii=False, default=str),
        help=parameter.help,
        lifted=parameter.origin == "lifted",
    )
