"""`POST nbcoach/ignore`: the edits that make a check pass over one place of a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.ignoring import ignoring
from nbcoach.checking.select import verify_check
from nbcoach.errors import StaleEditError
from nbcoach.faces.server.handler import CoachHandler
from nbcoach.faces.server.permission import permitted
from nbcoach.faces.server.read import read_live
from nbcoach.wire.answers import EditsAnswer
from nbcoach.wire.edits import change
from nbcoach.wire.ignores import tagged, told_to_pass_over
from nbcoach.wire.requests import IgnoreRequest

if TYPE_CHECKING:
    from nbcoach.faces.server.workspace import Workspace
    from nbcoach.notebook import Cell


class Handler(CoachHandler):
    @permitted("read")
    async def post(self) -> None:
        await self.answer(IgnoreRequest, ignore)


def ignore(request: IgnoreRequest, _: Workspace) -> EditsAnswer:
    verify_check(request.check)
    if request.cell_id is None:
        return EditsAnswer((told_to_pass_over(request.notebook, request.check, request.reason),), note="")
    cell = _cell(request, request.cell_id)
    lines = None if request.line is None else (request.line, request.end_line or request.line)
    wish = ignoring(cell, request.check, request.reason, lines)
    if wish.edit:
        return EditsAnswer((change(wish.edit, request.notebook),), note="")
    note = "There is no room for a comment, so the cell is tagged, and the reason is not kept."
    return EditsAnswer((tagged(request.notebook.cells[cell.index], wish.tag or ""),), note)


def _cell(request: IgnoreRequest, name: str) -> Cell:
    for index, cell in enumerate(request.notebook.cells):
        if cell.id == name:
            return read_live(request.notebook).cells[index]
    raise StaleEditError(f"There is no cell {name!r} any more.", "Ask again for the notebook as it stands.")
