"""`nbcoach export`: writes a notebook as a pipeline, and says what is known about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach import pipeline as pipelines
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._export_told import told
from nbcoach.faces.cli._output import write_out
from nbcoach.faces.cli._running import running_bar
from nbcoach.pipeline.manifest import is_pipeline

if TYPE_CHECKING:
    from nbcoach.pipeline.boundaries import How

WAYS: tuple[How, ...] = ("auto", "one", "headings", "tags")
DIFFERS = 3


@click.command(
    "export",
    epilog="Example: nbcoach export churn.ipynb --to pipelines/churn --steps headings --params test_size,seed",
)
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--to", metavar="DIR", type=click.Path(path_type=Path), help="The pipeline's folder.")
@click.option("--yes", is_flag=True, help="Consent to executing the notebook, without being asked.")
@click.option("--static-only", is_flag=True, help="Execute nothing; the result is not verified.")
@click.option("--no-verify", is_flag=True, help="Execute the notebook once to see where it can be cut; prove nothing.")
@click.option(
    "--steps",
    metavar="auto|one|headings|tags|CELLS",
    default="auto",
    show_default=True,
    help="Where a step begins: what is worth it, nowhere, at headings, at tags, or at these cells.",
)
@click.option("--params", metavar="NAMES", help="Take exactly these parameters, separated by commas.")
@click.option(
    "--rename",
    metavar="OLD=NEW",
    help="Other names for parameters, separated by commas, as alpha=learning_rate; the code keeps its own.",
)
@click.option("--kernel", metavar="NAME", help="The Jupyter kernel to run with, in place of the notebook's own.")
@click.option("--engine", metavar="NAME", default="papermill", show_default=True, help="What runs the pipeline.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Seconds for each run.")
@click.option("--force", is_flag=True, help="Replace a pipeline that stands there, edits and all; its runs are kept.")
@click.option(
    "--back", is_flag=True, help="The way back: NOTEBOOK is a pipeline's folder; write its steps as one notebook."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    *,
    notebook: Path,
    to: Path | None,
    yes: bool,
    static_only: bool,
    no_verify: bool,
    steps: str,
    params: str | None,
    rename: str | None,
    kernel: str | None,
    engine: str,
    timeout: float | None,
    force: bool,
    back: bool,
    form: str,
) -> None:
    """Write NOTEBOOK as a pipeline of papermill notebooks whose results are proven equal.

    The notebook runs in a copy of its folder, if you say yes: once to see where it can be cut, once more beside the
    pipeline to compare. It stays as it is. Exported again, the pipeline keeps what you edited in it.
    """
    if back:
        _write_back(notebook, to, force=force)
        return
    if to is None:
        raise BadCallError("Where is the pipeline to go?", "Name its folder: --to DIR")
    how, cells = _cut(steps)
    if static_only and (yes or no_verify):
        raise BadCallError("--static-only executes nothing, so --yes and --no-verify mean nothing beside it.")
    consent = not static_only and (yes or _is_agreed(notebook, verify=not no_verify))
    if force and not yes:
        _ask_to_replace(to)
    with running_bar() as watch:
        exported = pipelines.export(
            notebook,
            to,
            yes=consent,
            verify=not no_verify,
            how=how,
            cells=cells,
            force=force,
            parameters=None if params is None else [name.strip() for name in params.split(",") if name.strip()],
            names=_names(rename),
            kernel=kernel,
            engine=engine,
            timeout=timeout,
            on_event=watch,
        )
    for warning in exported.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(told(notebook, to, exported, form=form))
    if exported.is_set_aside:
        sys.exit(DIFFERS)


def _cut(steps: str) -> tuple[How, tuple[int, ...]]:
    """A way to cut, or the numbers of the cells that begin a step, as indices."""
    for way in WAYS:
        if steps == way:
            return way, ()
    try:
        return "cells", tuple(int(each) - 1 for each in steps.split(","))
    except ValueError:
        raise BadCallError(
            f"--steps {steps} is neither {', '.join(WAYS)} nor numbers of cells.", "Write for example: --steps 4,9"
        ) from None


def _names(rename: str | None) -> dict[str, str]:
    """Other names of parameters, by the names that the notebook has for them."""
    pairs = [pair.partition("=") for pair in (rename or "").split(",") if pair.strip()]
    for old, equals, new in pairs:
        if not equals:
            raise BadCallError(
                f"--rename {old} does not say what it is to be called.", f"Write for example: --rename {old}=rate"
            )
        if not new.strip().isidentifier():
            raise BadCallError(
                f"--rename {old}={new}: {new or 'nothing'} is no name.",
                f"To give a value, run the pipeline: nbcoach run DIR -p {old}={new}",
            )
    return {old.strip(): new.strip() for old, _, new in pairs}


def _is_agreed(notebook: Path, *, verify: bool) -> bool:
    """Asks on a terminal whether the notebook may be executed; elsewhere nobody can be asked, so it is not."""
    if not sys.stdin.isatty():
        click.echo("note: Nothing is executed without consent. --yes gives it.", err=True)
        return False
    meant = pipelines.intent(notebook, verify=verify)
    click.echo(" ".join(meant.sentences), err=True)
    large = " (the copy is large)" if meant.is_large else ""
    return click.confirm(f"Execute it{large}? Otherwise it is only read, and nothing is proven.", err=True)


def _ask_to_replace(to: Path) -> None:
    """Asks on a terminal before a pipeline is replaced; elsewhere `--force` is answer enough."""
    question = f"Replace the pipeline {to}? Its runs are kept, edits in its steps are not."
    if sys.stdin.isatty() and is_pipeline(to) and not click.confirm(question, err=True):
        raise BadCallError("Nothing was replaced.")


def _write_back(folder: Path, to: Path | None, *, force: bool) -> None:
    """Writes the steps of a pipeline as one notebook, to standard output where no file is named."""
    from nbcoach.pipeline.back import back  # noqa: PLC0415 - only this way needs it

    text = back(folder).decode(errors="surrogatepass")
    if to is not None and to.exists() and not force:
        raise BadCallError(f"{to} exists already.", "Choose another file, or replace it with --force.")
    write_out([text], to)
    if to is not None:
        click.echo(f"Wrote {to}.", err=True)
