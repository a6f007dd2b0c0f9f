"""`nbcoach explain`: say why a check exists, what good looks like, and where the rule comes from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach.checking import catalogue, load
from nbcoach.checking.select import verify_check
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours
from nbcoach.reports.check_markdown import check_page

if TYPE_CHECKING:
    from nbcoach.checking import Check

_WIDEST = 100


@click.command("explain", epilog="Example: nbcoach explain unseeded-run")
@click.argument("check", required=False)
@click.option("--all", "everything", is_flag=True, help="Explain every check, with --output.")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --all: write a page per check into this folder, by area, and a table of all.",
)
def command(*, check: str | None, everything: bool, output: Path | None) -> None:
    """Explain CHECK. On a terminal it is laid out to be read; elsewhere it is Markdown."""
    if everything and output is not None and check is None:
        _write(output)
        return
    if everything or output is not None:
        raise BadCallError("--all and --output FOLDER belong together, without CHECK.", "See: nbcoach explain --help")
    if check is None:
        raise BadCallError("Which check is to be explained?", "List them with: nbcoach checks")
    verify_check(check)
    text = check_page(_loaded(check)[0])
    if sys.stdout.isatty():
        _show(text)
    else:
        write_out([text], None)


def _loaded(name: str | None = None) -> tuple[type[Check], ...]:
    """The check of that name, or all."""
    loaded = load(each for each in catalogue().checks if name in {each.name, None})
    if loaded.problems:
        raise BadCallError(f"{loaded.problems[0].message}.", "Update or remove the package that brings it.")
    return loaded.checks


def _write(folder: Path) -> None:
    from nbcoach.reports.check_index import check_pages  # noqa: PLC0415 - hardly any call asks for all

    count = 0
    for name, text in check_pages(_loaded()):
        file = folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadCallError(f"{file.parent} cannot be made: {error.strerror}.", "Choose another place.") from None
        write_out([text], file)
        count += 1
    click.echo(f"Wrote {count} pages into {folder}.", err=True)


def _show(markdown: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(no_color=not has_colours(sys.stdout))
    console.print(Markdown(markdown), width=min(console.width, _WIDEST))
