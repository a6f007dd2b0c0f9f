"""Prints what edits change, as a diff of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.reports.cell_diff import DiffLine

_COLOURS = {"cell": "cyan", "added": "green", "removed": "red"}


def diff_text(lines: Iterable[DiffLine], *, coloured: bool) -> Iterator[str]:
    """The text of a diff, line by line."""
    for line in lines:
        text = line.text
        if coloured:
            text = click.style(text, fg=_COLOURS.get(line.kind), bold=line.kind == "file" or None)
        yield f"{text}\n"
