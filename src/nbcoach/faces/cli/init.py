"""`nbcoach init`: set up settings, a pre-commit hook and a CI job, after a look at what would be written."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach.checking import lint_paths
from nbcoach.checking.path_shown import shown
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._diff import diff_text
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import Progress, has_colours
from nbcoach.reports.file_diff import file_diff
from nbcoach.wiring.change import put
from nbcoach.wiring.proposal import Proposal, Wish, propose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.checking import Report
    from nbcoach.config import Settings
    from nbcoach.wiring.change import Change

_SHOWN = 40
"""Lines of a file's diff before the question; a baseline is long. `--dry-run` shows all."""


@click.command("init", epilog="Example: nbcoach init --baseline --dry-run")
@click.argument("folder", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask before files are written.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--pre-commit/--no-pre-commit", default=None, help="A hook of pre-commit.  [default: in a repository]")
@click.option(
    "--ci",
    type=click.Choice(["auto", "github", "gitlab", "none"]),
    default="auto",
    show_default=True,
    help="A job of this service; auto: of the one that the repository has.",
)
@click.option("--baseline", is_flag=True, help="Accept today's findings: from then on only new ones count.")
def command(*, folder: Path, yes: bool, dry_run: bool, pre_commit: bool | None, ci: str, baseline: bool) -> int:
    """Set nbcoach up in the project around FOLDER (by default here): settings, a pre-commit hook, a CI job.

    Every file is shown before it is written, and what stands in it stays. A second call changes nothing. Exit code: 1
    where the answer is no.
    """
    wish = Wish(
        hook=pre_commit,
        service=ci if ci in {"github", "gitlab"} else None,  # type: ignore[arg-type]
        no_service=ci == "none",
        look=_look if baseline else None,
    )
    proposal = propose(folder.resolve(), wish)
    if dry_run:
        write_out(_diff(proposal.changes, coloured=has_colours(sys.stdout)), None)
        _tell(proposal.notes)
        return 0
    if not proposal.changes:
        _tell((*proposal.notes, "Nothing to do."))
        return 0
    if not yes and not _agreed(proposal):
        click.echo("Nothing was written.", err=True)
        return 1
    for change in proposal.changes:
        put(change)
        click.echo(f"Wrote {shown(change.file)}: {change.what}.")
    _tell(proposal.notes)
    return 0


def _look(folder: Path, settings: Settings) -> Report:
    with Progress() as progress:
        return lint_paths([folder], settings, jobs=0, cached=True, on_progress=progress)


def _agreed(proposal: Proposal) -> bool:
    """Shows on standard error what would be written, and asks.

    Raises:
        BadCallError: Nobody is there to answer.
    """
    if not sys.stdin.isatty():
        raise BadCallError(
            "init asks before it writes, and standard input is no terminal.",
            "See what it would write with --dry-run, and let it write with --yes.",
        )
    coloured = has_colours(sys.stderr)
    for change in proposal.changes:
        verb = "New file" if change.before is None else "Added to"
        click.echo(f"{verb} {shown(change.file)}: {change.what}", err=True)
        lines = list(_diff([change], coloured=coloured))
        click.echo("".join(islice(lines, _SHOWN)), err=True, color=coloured)
        if len(lines) > _SHOWN:
            click.echo(f"… {len(lines) - _SHOWN:,} more lines; --dry-run shows them.\n", err=True)
    count = len(proposal.changes)
    return click.confirm(f"Write {'this file' if count == 1 else f'these {count} files'}?", err=True)


def _diff(changes: Sequence[Change], *, coloured: bool) -> Iterator[str]:
    for change in changes:
        yield from diff_text(file_diff(shown(change.file), change.before, change.after), coloured=coloured)


def _tell(notes: Sequence[str]) -> None:
    for note in notes:
        click.echo(note, err=True)
