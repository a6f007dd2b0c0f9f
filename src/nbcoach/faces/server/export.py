"""`POST nbcoach/export`: writes the saved notebook as a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import pipeline
from nbcoach.faces.server.failures import TakenError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.pipeline.manifest import is_pipeline
from nbcoach.wire.answers import ExportAnswer
from nbcoach.wire.requests import ExportRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("write")
    async def post(self) -> None:
        await self.answer(ExportRequest, export)


def export(request: ExportRequest, workspace: Workspace) -> ExportAnswer:
    source, to = workspace.inside(request.path), workspace.inside(request.to)
    if is_pipeline(to) and not request.force:
        raise TakenError(
            f"A pipeline stands in {workspace.shown(to)} already.", "Replace it, or choose another folder."
        )
    exported = pipeline.export(source, to, force=request.force)
    return ExportAnswer(
        folder=workspace.shown(exported.folder),
        pipeline=workspace.shown(exported.folder / "pipeline.yaml"),
        steps=tuple(workspace.shown(exported.folder / step.notebook) for step in exported.pipeline.steps),
        warnings=exported.warnings,
    )
