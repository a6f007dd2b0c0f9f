"""`POST nbcoach/explain`: the whole explanation of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking import discover
from nbcoach.errors import BadCallError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.explanations import explanation_of
from nbcoach.wire.requests import ExplainRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.answers import ExplainAnswer


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(ExplainRequest, explain)


def explain(request: ExplainRequest, _: Workspace) -> ExplainAnswer:
    for check in discover():
        if check.name == request.check:
            return explanation_of(check)
    raise BadCallError(f"There is no check {request.check!r}.", "See the list in the server's status.")
