"""`POST nbcoach/export-plan`: what an export would make; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import pipeline
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.pipeline import engines
from nbcoach.pipeline.manifest import is_pipeline
from nbcoach.wire.exports import ExportPlanRequest
from nbcoach.wire.plans import plan_answer

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.exports import ExportPlanAnswer


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExportPlanRequest, plan)


def plan(request: ExportPlanRequest, workspace: Workspace) -> ExportPlanAnswer:
    source, to = workspace.inside(request.path), workspace.inside(request.to)
    is_one = request.how == "auto" and request.run == "nothing"
    notebook = read_live(request.notebook, request.path)
    misnamed = pipeline.misnamed(notebook, request.names, request.parameters)
    planned, files = pipeline.outline(
        notebook,
        source,
        to,
        how="one" if is_one else request.how,
        parameters=request.parameters,
        types=request.types,
        names={old: new for old, new in request.names.items() if old not in misnamed},
    )
    stands = standing(to)
    return plan_answer(planned, files, to=request.to, stands=stands, engines=engines.names(), misnamed=misnamed)


def standing(to: Path) -> Literal["nothing", "pipeline", "other"]:
    """What stands where a pipeline is to be written; an empty folder is nothing."""
    if is_pipeline(to):
        return "pipeline"
    is_free = not to.exists() or (to.is_dir() and not any(to.iterdir()))
    return "nothing" if is_free else "other"
