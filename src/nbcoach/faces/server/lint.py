"""`POST nbcoach/lint`: the hints of a notebook as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking import Outcome, choose
from nbcoach.checking.lint import run_checks
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
    selection = choose(around.settings)
    if not request.anew:
        selection = selection.of_code()
    outcome = run_checks(notebook, selection, around.project, around.settings)
    from_outputs = frozenset(check.name for check in selection.checks if check.reads_outputs)
    return lint_answer(
        Outcome(outcome.findings, selection.problems + outcome.errors), notebook, request.notebook, from_outputs
    )
