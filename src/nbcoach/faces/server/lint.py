"""`POST nbcoach/lint`: the hints of a notebook as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

from nbcoach.checking import lint_notebook
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.read import read_live
from nbcoach.wire.hints import lint_answer
from nbcoach.wire.requests import LintRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.wire.answers import LintAnswer


class Handler(CoachHandler):
    @authenticated
    @authorized("read")
    async def post(self) -> None:
        await self.answer(LintRequest, lint)


def lint(request: LintRequest, workspace: Workspace) -> LintAnswer:
    project = workspace.project(request.path, anew=request.anew)
    notebook = read_live(request.notebook, request.path)
    return lint_answer(lint_notebook(notebook, project=project), notebook, request.notebook)
