"""`POST nbcoach/later`: puts the step of a habit off, or takes it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.faces.server.habits import habits
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.maturity.ladder import climb, keys_of
from nbcoach.wire.panel import HabitsAnswer, HabitsRequest, LaterRequest, held_findings

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("write")
    async def post(self) -> None:
        await self.answer(LaterRequest, later)


def later(request: LaterRequest, workspace: Workspace) -> HabitsAnswer:
    around = workspace.around(request.path)
    notebook = read_live(request.notebook, around.path)
    ladder = climb(notebook, around.project, around.settings, file=around.path, held=held_findings(request))
    habit = next((each for each in ladder.habits if each.name == request.habit), None)
    if habit is None:
        raise BadCallError(f"This notebook has no habit {request.habit!r}.", "Look at the panel again.")
    if request.later:
        workspace.postponed.add(request.path, keys_of(notebook, habit))
    else:
        workspace.postponed.drop(request.path, habit.name)
    return habits(HabitsRequest(request.notebook, request.path, held=request.held), workspace)
