"""`nbcoach doctor`: look whether everything is wired, and say what to do where it is not."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours
from nbcoach.reports.text_line import visible
from nbcoach.wiring.examination import examine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.wiring.line import Line

_COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}
_VERSION = 1


@click.command("doctor", epilog="Example: nbcoach doctor --format json")
@click.argument("folder", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def command(*, folder: Path, form: str) -> int:
    """Look whether nbcoach is wired into Python, JupyterLab, kernels, MLflow, and the project in FOLDER.

    Without FOLDER it is the working directory. Nothing is started, changed or sent. Exit code: 1 where there is a
    problem, else 0; a warning is none.
    """
    lines = list(examine(folder.resolve()))
    if form == "json":
        found = {"version": _VERSION, "lines": msgspec.to_builtins(lines)}
        write_out([json.dumps(found, indent=2, ensure_ascii=False), "\n"], None)
    else:
        write_out(_text(lines, coloured=has_colours(sys.stdout)), None)
    return int(any(line.state == "problem" for line in lines))


def _text(lines: Sequence[Line], *, coloured: bool) -> Iterator[str]:
    width = max(len(line.topic) for line in lines)
    for line in lines:
        state = f"{line.state:<7}"
        if coloured:
            state = click.style(state, fg=_COLOURS[line.state])
        yield f"{state}  {visible(line.topic):<{width}}  {visible(line.message)}\n"
        if line.cure:
            yield f"{'':<{9 + width}}  {visible(line.cure)}\n"
    yield f"\n{_summary(Counter(line.state for line in lines))}\n"


def _summary(counts: Counter[str]) -> str:
    told = [
        f"{counts[state]} {state}{'' if counts[state] == 1 else 's'}"
        for state in ("problem", "warning")
        if counts[state]
    ]
    return f"{', '.join(told)}." if told else "Everything is wired."
