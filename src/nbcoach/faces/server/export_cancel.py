"""`POST nbcoach/export-cancel`: stops an export; its status tells when it has stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.exports import ExportCancelRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.exports import ExportStatus


class Handler(CoachHandler):
    @permitted("write")
    async def post(self) -> None:
        await self.answer(ExportCancelRequest, cancel, at_once=True)


def cancel(request: ExportCancelRequest, workspace: Workspace) -> ExportStatus:
    return workspace.exports.cancel(request.id)
