"""`POST nbcoach/export`: begins to write the saved notebook as a pipeline; `export-status` tells how far it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nbcoach.faces.server.export_plan import standing
from nbcoach.faces.server.export_process import Order
from nbcoach.faces.server.failures import ForbiddenError, TakenError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.notebook.read import read_notebook
from nbcoach.wire.exports import ExportRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.exports import ExportStatus


class Handler(CoachHandler):
    @permitted("write")
    async def post(self) -> None:
        await self.answer(ExportRequest, partial(export, may_run=await self.may_execute()))


def export(request: ExportRequest, workspace: Workspace, *, may_run: bool) -> ExportStatus:
    if request.run != "nothing" and not may_run:
        raise ForbiddenError("You may not execute code on this server.", "Export without running the notebook.")
    source, to = workspace.inside(request.path), workspace.inside(request.to)
    read_notebook(source)
    stands = standing(to)
    if stands == "pipeline" and request.over == "refuse":
        raise TakenError(
            f"A pipeline stands in {workspace.shown(to)} already.", "Update or replace it, or choose another folder."
        )
    is_forced = request.over == "replace" or (stands == "nothing" and to.exists())
    root = str(workspace.root or "")
    return workspace.exports.begin(Order(root, str(source), str(to), request, is_forced=is_forced))
