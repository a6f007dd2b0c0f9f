"""Reads Python scripts whose cells begin with `# %%`, as Jupytext writes them ("percent" and "hydrogen" format).

A script becomes the document of a notebook, and remembers which of its lines hold which cell: each line of a cell's
source is one line of the script, there perhaps commented out or between quotes. What Jupytext comments out in code
(magics, shell lines, cells of other languages, cells that are not active in scripts) is read as what it is in a
notebook; so a comment like `# !pip install x` is a shell line, unless others stand there without a number sign.

See https://jupytext.readthedocs.io/en/latest/formats-scripts.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.errors import NotANotebookError
from nbcoach.notebook.script_header import Header, read_header
from nbcoach.notebook.script_magics import is_plain_magic, uncommented
from nbcoach.notebook.script_options import kind_and_metadata
from nbcoach.notebook.script_sign import is_script

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

MARK = re.compile(r"[ \t]*#[ \t]*(?:%%(?P<depth>%*)(?:\s+(?P<options>.*))?|(?:<codecell>|In\[[0-9 ]*\]:?)[ \t]*)$")
_TEXT = re.compile(r"(?:^|\s)\[(?:markdown|md|raw)\](?:\s|$)")
_FENCE = re.compile(r"# {0,4}(`{3,}|~{3,})(.*)$")
_STRINGS = re.compile(
    r"""(?s:(?P<quote>\"\"\"|''')(?:\\.|[^\\])*?(?P=quote))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*"""
)
_QUOTED = re.compile(r"(?s)[rR]?(?P<quote>\"\"\"|''')(?P<text>.*)(?P=quote)\s*")


class Part(NamedTuple):
    """The lines of a cell in its script, counted from 0.

    Args:
        start: Where the cell begins: its mark, or the text above the first one. It ends where the next one begins.
        first: The first line of its source.
        stop: The line behind its source.
        form: How the source stands there: as `code`, `commented` out line by line, between quotes (`quoted`), or as the
            `header` of the script.
        head: What stands before the source in its first line (the opening quotes), `tail` behind it in the last.
        magic: The first line of the source, which the mark says in its own way: `%%bash` for `language="bash"`.
    """

    start: int
    first: int
    stop: int
    form: str
    head: str = ""
    tail: str = ""
    magic: str = ""


class Script(NamedTuple):
    """A script that was read.

    Args:
        data: The bytes of its file.
        lines: All of its lines, without line breaks.
        parts: The lines of each cell.
        document: The notebook that it stands for (nbformat 4.4, no ids, no outputs).
        comments_magics: Whether magics stand in it as comments.
        is_strict: Whether it says of itself that Jupytext wrote it.
    """

    data: bytes
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    document: dict[str, Any]
    comments_magics: bool
    is_strict: bool

    def file_lines(self, cells: Collection[int]) -> dict[int, tuple[int, ...]]:
        """For each wanted cell the line of the script, from 1, of each of its source lines."""
        found = {}
        for index in cells:
            part = self.parts[index]
            first = (part.start + 1,) if part.magic else ()
            found[index] = first + tuple(range(part.first + 1, part.stop + 1)) or (part.start + 1,)
        return found


def read_script(data: bytes, name: str) -> Script:
    """Reads a script.

    Raises:
        NotANotebookError: It is no text in UTF-8, or none whose cells begin with `# %%`; `name` says whose it is.
    """
    if not is_script(data):
        raise NotANotebookError(
            f"{name} is not a notebook: no line of it begins a cell (`# %%`).",
            "Name notebooks, or scripts in Jupytext's percent format.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotANotebookError(f"{name} is not a notebook: its text is not in UTF-8.", "Save it in UTF-8.") from None
    return _read(text, data)


def _read(text: str, data: bytes) -> Script:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    quoted = _quoted_lines(text)
    header = read_header(lines)
    comments_magics = header.format_name != "hydrogen" and (
        bool(header.format_name) or not _has_plain_magic(lines, quoted)
    )
    marks = list(_marks(lines, header.stop, quoted))
    script = Script(data, lines, (), {}, comments_magics, bool(header.format_name))
    cells = [*_header_cell(header), *_cells(script, header, marks, quoted)]
    document = {"cells": [cell for _, cell in cells], "metadata": header.metadata, "nbformat": 4, "nbformat_minor": 4}
    return script._replace(parts=tuple(part for part, _ in cells), document=document)


def _marks(lines: Sequence[str], start: int, quoted: Collection[int]) -> Iterator[int]:
    """The lines that begin a cell: not inside of a string, and not in a fence of a text cell (a diagram has `%%`)."""
    is_text = False
    fence_end = -1
    for at in range(start, len(lines)):
        line = lines[at]
        if at in quoted or at <= fence_end or "#" not in line:
            continue
        mark = MARK.match(line)
        if mark:
            is_text = bool(_TEXT.search(mark["options"] or ""))
            yield at
        elif is_text and ("```" in line or "~~~" in line):
            fence_end = _fence_end(lines, at)


def _fence_end(lines: Sequence[str], start: int) -> int:
    """The line that closes the fence on a line; -1 where that opens none, or none closes it."""
    opening = _FENCE.match(lines[start])
    if not opening or (opening[1][0] == "`" and "`" in opening[2]):
        return -1
    closing = re.compile(rf"# {{0,4}}{re.escape(opening[1][0])}{{{len(opening[1])},}}\s*$")
    return next((at for at in range(start + 1, len(lines)) if closing.match(lines[at])), -1)


def _header_cell(header: Header) -> Iterator[tuple[Part, dict[str, Any]]]:
    if header.raw:
        yield Part(0, 0, 0, "header"), {"cell_type": "raw", "metadata": {}, "source": header.raw}


def _cells(
    script: Script, header: Header, marks: Sequence[int], quoted: Collection[int]
) -> Iterator[tuple[Part, dict[str, Any]]]:
    lines = script.lines
    above = marks[0] if marks else len(lines)
    if any(line.strip() for line in lines[header.stop : above]):
        yield _cell(script, header.stop, header.stop, above, quoted)
    for start, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        yield _cell(script, start, start + 1, end, quoted)


def _cell(script: Script, start: int, first: int, end: int, quoted: Collection[int]) -> tuple[Part, dict[str, Any]]:
    lines = script.lines
    stop = end
    while stop > first and not lines[stop - 1].strip():
        stop -= 1
    mark = MARK.match(lines[start]) if first > start else None
    kind, metadata, form, magic = kind_and_metadata(mark["options"] or "" if mark else "")
    part = Part(start, first, stop, form, magic=magic)
    if form == "commented" and not magic:
        part = _between_quotes(lines, part)
    source = "\n".join(_source(script, part, quoted))
    cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return part, cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _source(script: Script, part: Part, quoted: Collection[int]) -> Iterator[str]:
    lines = list(script.lines[part.first : part.stop])
    if part.magic:
        yield part.magic
    if part.form == "code":
        if script.comments_magics:
            lines = uncommented(lines, {at - part.first for at in quoted}, is_strict=script.is_strict)
    elif part.form == "commented":
        lines = [line[2:] if line.startswith("# ") else line.removeprefix("#") for line in lines]
    elif lines:
        lines[-1] = lines[-1][: len(lines[-1]) - len(part.tail)] if part.tail else lines[-1]
        lines[0] = lines[0][len(part.head) :]
    yield from lines


def _between_quotes(lines: Sequence[str], part: Part) -> Part:
    """The part without the quotes around its text; as it is where it has none."""
    text = "\n".join(lines[part.first : part.stop])
    match = _QUOTED.fullmatch(text.lstrip("\n"))
    if not match:
        return part
    first = part.first + len(text) - len(text.lstrip("\n"))
    stop = part.stop
    inner = match["text"]
    head = text.lstrip("\n")[: match.start("text")]
    tail = match[0][match.end("text") :]
    if inner.startswith("\n"):
        first, head, inner = first + 1, "", inner[1:]
    if inner.endswith("\n") or not inner:
        stop, tail = stop - (first < stop), ""
    return Part(part.start, first, max(stop, first), "quoted", head, tail)


def _quoted_lines(text: str) -> frozenset[int]:
    """The lines, from 0, that begin inside of a string of several lines."""
    if '"""' not in text and "'''" not in text:
        return frozenset()
    found: set[int] = set()
    line, position = 0, 0
    for string in _STRINGS.finditer(text):
        if string["quote"] and (height := string[0].count("\n")):
            line, position = line + text.count("\n", position, string.start()), string.start()
            found.update(range(line + 1, line + height + 1))
    return frozenset(found)


def _has_plain_magic(lines: Sequence[str], quoted: Collection[int]) -> bool:
    return any(line and is_plain_magic(line) and at not in quoted for at, line in enumerate(lines))
