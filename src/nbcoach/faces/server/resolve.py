"""`POST nbcoach/resolve`: the edits that make an offered repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.answers import EditsAnswer
from nbcoach.wire.edits import changes
from nbcoach.wire.requests import ResolveRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ResolveRequest, resolve)


def resolve(request: ResolveRequest, workspace: Workspace) -> EditsAnswer:
    offer = Offer(request.offer.name, request.offer.arguments)
    around = workspace.around(request.path)
    edits = offers.resolve(read_live(request.notebook, around.path), offer, around.project)
    return EditsAnswer(changes(edits, request.notebook), note="")
