"""`POST nbcoach/export-intent`: what an export would execute; nothing is executed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach import pipeline
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.exports import ExportIntent, ExportIntentRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExportIntentRequest, partial(intent, may_run=await self.may_execute()))


def intent(request: ExportIntentRequest, workspace: Workspace, *, may_run: bool) -> ExportIntent:
    source = workspace.inside(request.path)
    meant = pipeline.intent_of(read_live(request.notebook, request.path), source)
    folder = Path(meant.folder)
    return ExportIntent(
        folder=workspace.shown(folder) if folder.is_relative_to(workspace.root or folder) else str(folder),
        files=meant.files,
        size=meant.size,
        is_large=meant.is_large,
        code_cells=meant.code_cells,
        seconds=meant.seconds,
        may_run=may_run,
    )
