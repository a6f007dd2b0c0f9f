"""`POST nbcoach/files`: what is found in saved notebooks, some at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking import choose
from nbcoach.checking.files import lint_files
from nbcoach.config import find_settings
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.project import Found, Projects
from nbcoach.wire.folders import FilesAnswer, FilesRequest, file_hints

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(FilesRequest, files)


def files(request: FilesRequest, workspace: Workspace) -> FilesAnswer:
    settings = find_settings(workspace.inside(request.folder))
    found = [Found(workspace.inside(path)) for path in request.paths]
    looks = lint_files(found, choose(settings), settings, Projects())
    reports = zip(request.paths, looks, strict=True)
    return FilesAnswer(tuple(file_hints(path, look.report) for path, look in reports if look.report))
