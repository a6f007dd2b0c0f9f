"""`nbcoach checks`: list the checks that are installed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from nbcoach.checking import catalogue, load
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._terminal import has_colours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.checking import Check


@click.command("checks", epilog="Example: nbcoach checks --format json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def command(*, form: str) -> None:
    """List the checks of nbcoach and of other packages, by area. Explain one with `nbcoach explain CHECK`."""
    known = catalogue()
    loaded = load(known.checks)
    for problem in known.problems + loaded.problems:
        click.echo(f"warning: {problem.message}", err=True)
    if form == "json":
        write_out([json.dumps([_object(check) for check in loaded.checks], indent=2), "\n"], None)
    else:
        write_out((f"{line}\n" for line in _table(loaded.checks)), None)


def _object(check: type[Check]) -> dict[str, Any]:
    return {
        "name": check.name,
        "area": check.area,
        "severity": check.severity.value,
        "level": check.level,
        "capability": check.capability,
        "default": check.default,
        "summary": check.summary(),
        "sources": list(check.sources),
    }


def _table(checks: Sequence[type[Check]]) -> Iterator[str]:
    """A line for each check, below its area; those that do not run by default are marked."""
    width = max((len(check.name) for check in checks), default=0)
    area = ""
    for check in checks:
        if check.area != area:
            yield from ([""] if area else [])
            area = check.area
            yield f"\x1b[1m{area}\x1b[0m" if has_colours(sys.stdout) else area
        taste = "" if check.default else "  (only when selected)"
        yield f"  {check.name:<{width}}  {check.severity.value:<7}  {check.summary()}{taste}"
