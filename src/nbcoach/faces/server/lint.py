"""`POST nbcoach/lint`: the hints of a notebook as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking import lint_notebook
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.hints import lint_answer
from nbcoach.wire.requests import LintRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.answers import LintAnswer


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(LintRequest, lint)


def lint(request: LintRequest, workspace: Workspace) -> LintAnswer:
    around = workspace.around(request.path, anew=request.anew)
    notebook = read_live(request.notebook, around.path)
    outcome = lint_notebook(notebook, project=around.project, settings=around.settings)
    return lint_answer(outcome, notebook, request.notebook)
