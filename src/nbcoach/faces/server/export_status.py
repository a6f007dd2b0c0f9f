"""`POST nbcoach/export-status`: how far an export is, or what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.exports import ExportStatusRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.exports import ExportStatus


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExportStatusRequest, status, at_once=True)


def status(request: ExportStatusRequest, workspace: Workspace) -> ExportStatus:
    return workspace.exports.status(request.id)
