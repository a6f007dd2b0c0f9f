"""`POST nbcoach/export-list`: the exports of a notebook that a page which was loaded anew can follow on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.exports import ExportListAnswer, ExportListRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExportListRequest, found)


def found(request: ExportListRequest, workspace: Workspace) -> ExportListAnswer:
    return ExportListAnswer(workspace.exports.of(workspace.inside(request.path)))
