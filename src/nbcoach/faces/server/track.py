"""`POST nbcoach/track`: the edits that add MLflow tracking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from nbcoach import tracking
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.read import read_live
from nbcoach.wire.answers import EditsAnswer
from nbcoach.wire.edits import changes
from nbcoach.wire.requests import TrackRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @authenticated
    @authorized("read")
    async def post(self) -> None:
        await self.answer(TrackRequest, track)


def track(request: TrackRequest, _: Workspace) -> EditsAnswer:
    edits = tracking.plan(read_live(request.notebook, request.path), style=request.style)
    return EditsAnswer(changes(edits, request.notebook))
