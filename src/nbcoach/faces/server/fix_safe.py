"""`POST nbcoach/fix-safe`: the edits that make all safe repairs of a notebook, each tried before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from nbcoach.checking import choose
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.fixing import Workshop, fixed
from nbcoach.wire.answers import FixSafeAnswer
from nbcoach.wire.requests import FixSafeRequest
from nbcoach.wire.sheets import changes_between

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(FixSafeRequest, fix_safe)


def fix_safe(request: FixSafeRequest, workspace: Workspace) -> FixSafeAnswer:
    around = workspace.around(request.path)
    name = str(around.path or request.path or "notebook.ipynb")
    shop = Workshop(name, choose(around.settings).of_code(), around.settings, around.project)
    done = fixed(msgspec.json.encode(request.notebook), shop)
    return FixSafeAnswer(changes_between(request.notebook, done.sheet), dict(done.counts))
