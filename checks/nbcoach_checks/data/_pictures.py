"""Readers of one file: whether they go over many, as a data set, or show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.flow import UseSite
    from nbcoach.notebook.model import Block

_LOOPS = frozenset({"for", "while", "comprehension", "lambda"})
_UPLOAD = "google.colab.files.upload"
_DEPTH = 4


def over_many(notebook: Notebook, site: CallSite) -> bool:
    """True for a reader that stands in a loop, or in a function that runs again and again."""
    given = site.call.arguments[:1]
    if given and (given[0].kind == "string" or notebook.resolve(site.cell, given[0]).startswith("io.BytesIO()")):
        return False
    if given and notebook.calls_to(_UPLOAD) and _UPLOAD in notebook.ancestry(site.cell, given[0]).names:
        return False  # a demonstration on the visitor's own pictures
    return _runs_often(notebook, site.cell, site.block, 0)


def _runs_often(notebook: Notebook, cell: Cell, block: int, depth: int) -> bool:
    """True inside a loop, a class, or a function that is passed on, runs often itself, or that nothing calls here."""
    for each in cell.facts.around(block):
        if each.kind in _LOOPS or each.kind == "class" or depth > _DEPTH:
            return True
        if each.kind == "function":
            return _is_method(cell, each) or _is_used_often(notebook, cell, each, depth)
    return False


def _is_method(cell: Cell, block: Block) -> bool:
    return block.parent >= 0 and cell.facts.blocks[block.parent].kind == "class"


def _is_used_often(notebook: Notebook, cell: Cell, block: Block, depth: int) -> bool:
    uses = [use for use in notebook.uses_of(block.text) if not _is_inside(use, cell, block)]
    return not uses or any(_is_passed_on(notebook, use) or _again(notebook, use, depth) for use in uses)


def _is_inside(use: UseSite, cell: Cell, block: Block) -> bool:
    return use.cell is cell and block.line <= use.value.line <= block.end_line


def _is_passed_on(notebook: Notebook, use: UseSite) -> bool:
    holder = notebook.context(use.cell).holder(use.value)
    return holder is None or holder.role != "function"


def _again(notebook: Notebook, use: UseSite, depth: int) -> bool:
    return _runs_often(notebook, use.cell, use.value.block, depth + 1)
