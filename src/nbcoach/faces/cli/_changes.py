"""Prints what changed from one pipeline to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.pipeline.diff import Change

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def change_lines(changes: Iterable[Change], *, coloured: bool, with_code: bool = True) -> Iterator[str]:
    """The lines of a report: a heading per area, a line per change, and below a changed cell its diff."""
    area = ""
    for change in changes:
        if change.area != area:
            area = change.area
            yield click.style(area, bold=True) if coloured else area
        yield f"  {_line(change)}"
        for line in change.lines if with_code else ():
            yield f"    {click.style(line, fg=_COLOURS.get(line[:1])) if coloured else line}"


def _line(change: Change) -> str:
    both = f": {change.before} → {change.after}" if change.before and change.after else ""
    one = change.after if change.kind == "added" else change.before if change.kind == "removed" else ""
    return f"{change.kind:8} {change.name}{both or (f' ({one})' if one else '')}"
