"""`nbcoach versions`: proposes the next version of a pipeline, records it, and tags it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach.errors import BadCallError
from nbcoach.faces.cli._changes import change_lines
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline.versions import Proposal


@click.command("versions", epilog="Example: nbcoach versions pipelines/churn --record")
@click.argument("pipeline", type=click.Path(path_type=Path))
@click.option("--record", "to_record", is_flag=True, help="Record the version, with an entry in CHANGELOG.md.")
@click.option("--tag", "to_tag", is_flag=True, help="Mark the commit that holds the last version with a Git tag.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, pipeline: Path, to_record: bool, to_tag: bool, as_json: bool) -> None:
    """Say what changed in PIPELINE since its last version, and what the next one is to be called."""
    from nbcoach.pipeline.versions import propose, record  # noqa: PLC0415 - `nbcoach --help` needs none

    if to_record and to_tag:
        raise BadCallError("--record writes files that are to be committed before --tag.", "Use one after the other.")
    proposal = propose(pipeline)
    if to_tag:
        _tag(pipeline, proposal)
        return
    files = record(pipeline, proposal) if to_record else ()
    if as_json:
        import msgspec  # noqa: PLC0415

        write_out([msgspec.json.format(msgspec.json.encode(proposal)).decode() + "\n"], None)
        return
    lines = [*_report(pipeline, proposal), *_recorded(proposal, files)]
    write_out([f"{line}\n" for line in lines], None)


def _tag(pipeline: Path, proposal: Proposal) -> None:
    from nbcoach.pipeline.manifest import read_manifest  # noqa: PLC0415
    from nbcoach.pipeline.version_tag import tag  # noqa: PLC0415

    if proposal.last is None or proposal.level != "none":
        raise BadCallError(
            f"{pipeline} is not as its last version was recorded.", f"First: nbcoach versions {pipeline} --record"
        )
    click.echo(f"Tagged {tag(pipeline, read_manifest(pipeline).name, proposal.last)}.")


def _report(pipeline: Path, proposal: Proposal) -> Iterator[str]:
    from nbcoach.pipeline.versions import versions  # noqa: PLC0415

    known = [name for name in versions(pipeline) if name != proposal.version or proposal.level == "none"]
    yield f"Versions: {', '.join(known) or 'none yet'}"
    if proposal.level == "none":
        yield f"Nothing has changed since {proposal.last}."
        return
    if proposal.last:
        yield f"Since {proposal.last}:"
        yield from (
            f"  {line}" for line in change_lines(proposal.changes, coloured=has_colours(sys.stdout), with_code=False)
        )
    yield f"Next: {proposal.version} ({proposal.level})"
    yield from (f"  - {reason}" for reason in proposal.reasons)


def _recorded(proposal: Proposal, files: tuple[Path, ...]) -> Iterator[str]:
    if files:
        yield f"Recorded {proposal.version} in {' and '.join(str(path) for path in files)}. Commit them."
    elif proposal.level != "none":
        yield "Record it with --record."
