"""`nbcoach assess`: the maturity of a folder of notebooks, from evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach.errors import BadCallError
from nbcoach.maturity import assess, load_model

if TYPE_CHECKING:
    from nbcoach.maturity import Assessment


@click.command("assess", epilog="Example: nbcoach assess . --fail-under 1")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--model", metavar="NAME", default="tpwits-2025", show_default=True, help="The maturity model.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.option("--fail-under", type=int, metavar="LEVEL", help="Exit with 1 unless this level of the model is proven.")
def command(*, path: Path, model: str, form: str, fail_under: int | None) -> None:
    """Assess the folder PATH by a published maturity model: its level, the evidence, what is unknown, one next step.

    Nothing is executed, written or sent. For a single notebook there is no level.
    """
    if fail_under is not None:
        _verify_level(model, fail_under)
    assessment = assess(path, model)
    _write(assessment, form)
    if fail_under is not None and (assessment.proven is None or assessment.proven.number < fail_under):
        click.echo(f"{path}: level {fail_under} of {model} is not proven.", err=True)
        sys.exit(1)


def _verify_level(model: str, number: int) -> None:
    levels = load_model(model).levels
    if all(level.number != number for level in levels):
        known = ", ".join(str(level.number) for level in levels)
        raise BadCallError(f"{model} has no level {number}.", f"Its levels are {known}.")


def _write(assessment: Assessment, form: str) -> None:
    if form == "json":
        from nbcoach.reports.assessment_json import assessment_json  # noqa: PLC0415 - one of two is needed

        click.echo(assessment_json(assessment))
        return
    from rich.console import Console  # noqa: PLC0415 - only a report to people pays for it

    from nbcoach.reports.assessment_text import write_text  # noqa: PLC0415 - see above

    write_text(assessment, Console())
