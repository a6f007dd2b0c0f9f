"""`GET nbcoach/status`: which server this is, and what its checks say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach import __version__
from nbcoach.checking import discover
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.answers import StatusAnswer
from nbcoach.wire.explanations import summary_of
from nbcoach.wire.requests import StatusRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def get(self) -> None:
        await self.answer(StatusRequest, status)


def status(_: StatusRequest, workspace: Workspace) -> StatusAnswer:
    return StatusAnswer(
        version=__version__,
        has_files=workspace.root is not None,
        checks=tuple(summary_of(check) for check in discover()),
    )
