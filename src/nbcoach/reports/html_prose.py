"""The explanation of a check, which is Markdown of the plainest kind, as HTML.

Known are paragraphs, headings, lists with `-`, fenced code, and within a line code, emphasis and addresses in angle
brackets. Whatever else stands there is text: no markup of a docstring reaches the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.markup.elements import Html, html, tag, together

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE = re.compile(r"(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|<https?://[^\s<>]+>)")
_FENCE = "```"


def prose(text: str, *, top: int = 2) -> Html:
    """A text as HTML; `##` becomes a heading of level `top`, deeper ones follow."""
    return together(_blocks(text.strip("\n").split("\n"), top))


def _blocks(lines: list[str], top: int) -> Iterator[Html]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.strip():
            place += 1
        elif line.startswith(_FENCE):
            end = next((n for n in range(place + 1, len(lines)) if lines[n].startswith(_FENCE)), len(lines))
            yield _code(lines[place + 1 : end])
            place = end + 1
        elif heading := re.match(r"(#{1,6})\s+(.*)", line):
            yield tag(f"h{min(max(top + len(heading[1]) - 2, 1), 6)}", _inline(heading[2]))
            place += 1
        else:
            end = _end(lines, place)
            yield _list(lines[place:end]) if line.startswith("- ") else tag("p", _inline(" ".join(lines[place:end])))
            place = end


def _end(lines: list[str], start: int) -> int:
    """Where the paragraph or list that begins at a line ends."""
    is_list = lines[start].startswith("- ")
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip() or line.startswith((_FENCE, "#")) or (line.startswith("- ") and not is_list):
            return number
    return len(lines)


def _list(lines: list[str]) -> Html:
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:])
        else:
            items[-1] += f" {line.strip()}"
    return tag("ul", *(tag("li", _inline(item)) for item in items))


def _code(lines: list[str]) -> Html:
    return tag("pre", tag("code", together(part for line in lines for part in (line, Html("\n")))))


def _inline(text: str) -> Html:
    return together(_piece(piece) for piece in _INLINE.split(text))


def _piece(piece: str) -> Html:
    if not _INLINE.fullmatch(piece):
        return html(piece)
    if piece.startswith("`"):
        return tag("code", piece[1:-1])
    if piece.startswith("**"):
        return tag("strong", piece[2:-2])
    if piece.startswith("*"):
        return tag("em", piece[1:-1])
    return link(piece[1:-1])


def link(address: str) -> Html:
    """A link to a page elsewhere; what is no web address is only told."""
    if not re.match(r"https?://", address):
        return html(address)
    shown = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    return tag("a", shown, href=address, rel="noopener noreferrer", target="_blank")
