"""`nbcoach diff`: shows what changed between two pipelines, versions or runs."""

from __future__ import annotations

import sys

import click

from nbcoach.faces.cli._changes import change_lines
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours


@click.command("diff", epilog="Example: nbcoach diff pipelines/churn@1.0.0 pipelines/churn")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, old: str, new: str, as_json: bool) -> int:
    """Show what changed from A to B: parameters, code per cell, data, environment and results.

    A and B are each a pipeline's folder, a recorded version of it (FOLDER@1.0.0) or a run (FOLDER/runs/RUN). The exit
    code is 1 where something changed.
    """
    from nbcoach.pipeline.diff import changes  # noqa: PLC0415 - `nbcoach --help` needs none
    from nbcoach.pipeline.snapshot import read_snapshot  # noqa: PLC0415

    found = changes(read_snapshot(old), read_snapshot(new))
    if as_json:
        import msgspec  # noqa: PLC0415

        write_out([msgspec.json.format(msgspec.json.encode({"changes": found})).decode() + "\n"], None)
    else:
        lines = change_lines(found, coloured=has_colours(sys.stdout))
        write_out([f"{line}\n" for line in lines] or ["Nothing changed.\n"], None)
    return int(bool(found))
