"""`nbcoach explain`: say why a check exists, what good looks like, and where the rule comes from."""

from __future__ import annotations

import sys

import click

from nbcoach.checking import catalogue, load
from nbcoach.checking.select import verify_check
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours
from nbcoach.reports.check_markdown import check_markdown

_WIDEST = 100


@click.command("explain", epilog="Example: nbcoach explain unseeded-run")
@click.argument("check")
def command(*, check: str) -> None:
    """Explain CHECK. On a terminal it is laid out to be read; elsewhere it is Markdown."""
    verify_check(check)
    loaded = load(each for each in catalogue().checks if each.name == check)
    if loaded.problems:
        raise BadCallError(f"{loaded.problems[0].message}.", "Update or remove the package that brings it.")
    text = check_markdown(loaded.checks[0])
    if sys.stdout.isatty():
        _show(text)
    else:
        write_out([text], None)


def _show(markdown: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(no_color=not has_colours(sys.stdout))
    console.print(Markdown(markdown), width=min(console.width, _WIDEST))
