"""`POST nbcoach/ignore-in-project`: switches a check off in the project's settings, after a preview."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from nbcoach.checking.select import verify_check
from nbcoach.errors import StaleEditError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.wire.answers import IgnoreInProjectAnswer
from nbcoach.wire.requests import IgnoreInProjectRequest
from nbcoach.wiring.change import Change, content, put
from nbcoach.wiring.settings_file import settings_place, with_ignored

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("write")
    async def post(self) -> None:
        await self.answer(IgnoreInProjectRequest, ignore_in_project)


def ignore_in_project(request: IgnoreInProjectRequest, workspace: Workspace) -> IgnoreInProjectAnswer:
    verify_check(request.check)
    workspace.inside(request.path)
    around = workspace.around(request.path, anew=True)
    advice = f'Add "{request.check}" to `ignore` in [tool.nbcoach] there yourself.'
    file = workspace.own(around.settings.file or settings_place(around.project), advice)
    before = content(file)
    after = with_ignored(file, before, request.check)
    digest = sha256(before or b"").hexdigest()
    if request.expected not in {None, digest}:
        raise StaleEditError(f"{workspace.shown(file)} has changed meanwhile.", "Look at the change again.")
    if request.expected is not None and after != before:
        put(Change(file, before, after, "settings"))
        workspace.forget()
    return IgnoreInProjectAnswer(
        file=workspace.shown(file),
        before=None if before is None else before.decode(),
        after=after.decode(),
        digest=digest,
        is_written=request.expected is not None,
    )
