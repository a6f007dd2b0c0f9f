"""`POST nbcoach/habits`: the habits of a notebook as it stands, and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.maturity.ladder import climb, next_step, put_off
from nbcoach.wire.panel import HabitsAnswer, HabitsRequest, habits_answer, held_findings

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(HabitsRequest, habits)


def habits(request: HabitsRequest, workspace: Workspace) -> HabitsAnswer:
    around = workspace.around(request.path, anew=request.anew)
    notebook = read_live(request.notebook, around.path)
    ladder = climb(notebook, around.project, around.settings, file=around.path, held=held_findings(request))
    later = put_off(notebook, ladder.habits, workspace.postponed.of(request.path))
    return habits_answer(ladder, next_step(ladder, request.path, later), later, request.notebook)
