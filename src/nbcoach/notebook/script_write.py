"""Puts revised cells into the text of a script; every line outside of them stays."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from nbcoach.errors import StaleEditError
from nbcoach.notebook.revision import Added, Kept, Sheet, revised
from nbcoach.notebook.script import Part, Script, read_script
from nbcoach.notebook.script_magics import commented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.notebook.edit import Edit

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def edited_script(data: bytes, edits: Sequence[Edit], name: str) -> bytes:
    """The bytes of a script after the edits; line breaks and byte order mark stay.

    Raises:
        StaleEditError, ConflictingEditsError: As `edit.apply` does; also for a cell that a script cannot hold.
        NotANotebookError: See `read_script`.
    """
    script = read_script(data, name)
    (sheet,) = revised(script.document, edits)
    text = "\n".join(_lines(script, sheet))
    line_break = "\r\n" if b"\r\n" in data else "\n"
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    return mark + text.replace("\n", line_break).encode()


def _lines(script: Script, sheet: Sheet) -> Iterator[str]:
    """The lines of the script with the cells of the sheet, in their order."""
    parts = script.parts
    ends = [*(part.start for part in parts[1:]), len(script.lines)]
    begin = parts[0].start if parts else len(script.lines)
    if parts and parts[0].form == "header":
        begin, ends[0] = 0, parts[1].start if len(parts) > 1 else len(script.lines)
    above = list(script.lines[:begin])
    yield from above
    last = above[-1] if above else ""
    for position, item in enumerate(sheet):
        if isinstance(item, Added):
            lines = [*([""] if last.strip() else []), *_added(script, item.json)]
            if position + 1 < len(sheet) or not script.lines[-1].strip():
                lines.append("")
        else:
            lines = list(_kept(script, item, ends[item.cell]))
            is_below_new = bool(position) and isinstance(sheet[position - 1], Added)
            if is_below_new and parts[item.cell].first == parts[item.cell].start:
                lines.insert(0, "# %%")
            if is_below_new and last.strip():
                lines.insert(0, "")
        yield from lines
        last = lines[-1] if lines else last


def _kept(script: Script, item: Kept, end: int) -> Iterator[str]:
    part = script.parts[item.cell]
    start = part.start
    if item.source is None or part.form == "header":
        if item.source is not None:
            raise StaleEditError("The header of a script is no cell that can be changed.", "Change it in an editor.")
        yield from script.lines[start:end]
        return
    source = item.source if isinstance(item.source, str) else "".join(item.source)
    yield from script.lines[start : part.first]
    yield from _rendered(script, part, _before(script, item.cell), source.split("\n"))
    yield from script.lines[part.stop : end]


def _before(script: Script, cell: int) -> list[str]:
    return str(script.document["cells"][cell]["source"]).split("\n")


def _rendered(script: Script, part: Part, before: list[str], after: list[str]) -> Iterator[str]:
    """The lines of a revised source; those that stay keep the form that they have in the script."""
    if part.magic:
        if after[0] != part.magic:
            raise StaleEditError(f"The first line of the cell is {part.magic!r} in its mark.", "Change it there.")
        before, after = before[1:], after[1:]
    written = script.lines[part.first : part.stop]
    kept: dict[int, str] = {}
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update({block.b + step: written[block.a + step] for step in range(block.size) if written})
    if part.form == "quoted":
        yield from _quoted(part, after)
        return
    for at, line in enumerate(after):
        if at in kept:
            yield kept[at]
        elif part.form == "commented":
            yield f"# {line}" if line else "#"
        else:
            yield commented(line, is_strict=script.is_strict) if script.comments_magics else line


def _quoted(part: Part, after: list[str]) -> Iterator[str]:
    lines = list(after)
    lines[0] = part.head + lines[0]
    lines[-1] += part.tail
    yield from lines


def _added(script: Script, cell: dict[str, Any]) -> Iterator[str]:
    """The lines of a new cell: its mark with its metadata, and its source."""
    kind = cell["cell_type"]
    told = "".join(f" {key}={json.dumps(value)}" for key, value in cell["metadata"].items())
    yield f"# %%{'' if kind == 'code' else f' [{kind}]'}{told}"
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    for line in source.split("\n"):
        if kind != "code":
            yield f"# {line}" if line else "#"
        else:
            yield commented(line, is_strict=script.is_strict) if script.comments_magics else line
