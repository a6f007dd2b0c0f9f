"""`POST nbcoach/folder`: the notebooks of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.config import find_settings
from nbcoach.errors import BadCallError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.project import Rooted, notebooks
from nbcoach.wire.folders import FolderAnswer, FolderRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(FolderRequest, folder)


def folder(request: FolderRequest, workspace: Workspace) -> FolderAnswer:
    top = workspace.inside(request.path)
    if not top.is_dir():
        raise BadCallError(f"{request.path} is no folder.", "Choose a folder in the file browser.")
    settings = find_settings(top)
    found = list(notebooks([top], settled=Rooted(settings.root, settings.exclude)))
    shown = [each for each in found if workspace.shows(each.path)]
    return FolderAnswer(
        path=request.path,
        notebooks=tuple(workspace.shown(each.path) for each in shown if not each.problem),
        problems=tuple(f"{workspace.shown(each.path)}: {each.problem}" for each in shown if each.problem),
    )
