"""`POST nbcoach/export-plan`: what an export would make; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import pipeline
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.plans import plan_answer
from nbcoach.wire.requests import ExportPlanRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.answers import ExportPlanAnswer


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExportPlanRequest, plan)


def plan(request: ExportPlanRequest, workspace: Workspace) -> ExportPlanAnswer:
    to = workspace.inside(request.to)
    planned = pipeline.plan(read_live(request.notebook, request.path))
    return plan_answer(planned, to=request.to, exists=to.exists())
