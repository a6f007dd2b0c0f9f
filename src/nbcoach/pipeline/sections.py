"""The headings of a notebook, and the sections with code that lie between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]*([^#\s].*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HTML = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{1,80}?)(?:\*\*|__):?")
_MARKUP = re.compile(r"<[^>]*>|!?\[([^\]]*)\]\([^)]*\)|[*_`~]{1,3}|&\w+;|\$[^$]*\$")
_NUMBER = re.compile(
    r"^(?:(?:step|part|section|chapter|task|exercise)\s+)?[\dIVX]+(?:\.\d+)*\s*[.):\u2013\u2014-]?\s+", re.IGNORECASE
)
BOLD = 7
"""The level of a line that stands alone in bold, which people use in place of a heading."""


class Heading(NamedTuple):
    """A heading: the index of its cell, its level from 1, and its text without markup."""

    cell: int
    level: int
    text: str

    @property
    def words(self) -> str:
        """The text without its number: `Load the data` of `1.2 Load the data`."""
        return _NUMBER.sub("", self.text) or self.text


def headings(notebook: Notebook) -> tuple[Heading, ...]:
    """The headings of the markdown cells, in order."""
    return notebook.once(_headings)


def starts_at(notebook: Notebook, level: int) -> tuple[int, ...]:
    """The code cells that are the first below a heading of this level or a higher one; never the very first."""
    code = [cell.index for cell in notebook.code]
    marks = sorted({each.cell for each in headings(notebook) if each.level <= level})
    found = {_next(code, mark) for mark in marks} - {None, code[0] if code else None}
    return tuple(sorted(index for index in found if index is not None))


def _next(code: list[int], mark: int) -> int | None:
    return next((index for index in code if index > mark), None)


def _headings(notebook: Notebook) -> tuple[Heading, ...]:
    found = [each for cell in notebook.cells if cell.kind == "markdown" for each in _of_cell(cell)]
    return tuple(found)


def _of_cell(cell: Cell) -> Iterator[Heading]:
    source = cell.source
    if len(source) < 200_000:
        bold = _BOLD.fullmatch(source.strip())
        if bold:
            yield Heading(cell.index, BOLD, _plain(bold[1]))
            return
        for match in _HTML.finditer(source) if "<h" in source.lower() else ():
            yield Heading(cell.index, int(match[1]), _plain(match[2]))
    fence, before = "", ""
    for line in source.split("\n"):
        fenced = _FENCE.match(line)
        if fenced and (not fence or fenced[1].startswith(fence)):
            fence = "" if fence else fenced[1][:3]
        elif not fence:
            marked = _HEADING.fullmatch(line.rstrip("\r"))
            if marked:
                yield Heading(cell.index, len(marked[1]), _plain(marked[2]))
            elif before and _UNDERLINE.fullmatch(line):
                yield Heading(cell.index, 1 if line.strip()[0] == "=" else 2, _plain(before))
        before = (
            line.strip() if not fence and len(line) < 120 and not line.lstrip().startswith(("#", "|", "-", ">")) else ""
        )


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub(lambda found: found[1] or "", text).split())
