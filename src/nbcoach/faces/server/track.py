"""`POST nbcoach/track`: the edits that add MLflow tracking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import tracking
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.answers import EditsAnswer
from nbcoach.wire.edits import changes
from nbcoach.wire.requests import TrackRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(TrackRequest, track)


def track(request: TrackRequest, _: Workspace) -> EditsAnswer:
    notebook = read_live(request.notebook, request.path)
    edits = tracking.plan(notebook, style=request.style)
    nothing = tracking.nothing_to_do(notebook)
    return EditsAnswer(changes(edits, request.notebook), nothing.message if nothing else "")
