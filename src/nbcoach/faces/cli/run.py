"""`nbcoach run`: runs a pipeline and says where its results are."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nbcoach import pipeline as pipelines
from nbcoach.config import find_settings
from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nbcoach.pipeline import Prepared, RunResult
    from nbcoach.pipeline.engines import Progress


@click.command("run", epilog="Example: nbcoach run pipelines/churn -p test_size=0.3 -p seed=7")
@click.argument("pipeline", type=click.Path(path_type=Path))
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="The value of a parameter.")
@click.option(
    "--cwd",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to run in, in place of the one in which the notebook ran.",
)
@click.option("--dry-run", is_flag=True, help="Check everything and say what would run; start nothing.")
def command(*, pipeline: Path, given: tuple[str, ...], cwd: Path | None, dry_run: bool) -> None:
    """Run PIPELINE, a folder that `nbcoach export` made.

    The executed notebooks and a run.json are left in PIPELINE/runs, and the run is recorded in MLflow.
    """
    values = _values(given)
    store = find_settings(pipelines.home_of(pipeline)).tracking_uri
    if dry_run:
        click.echo("\n".join(_plan(pipelines.prepare(pipeline, values, cwd=cwd, store=store))))
        return
    with _progress() as watch:
        result = pipelines.run(pipeline, values, cwd=cwd, store=store, on_event=watch)
    for note in result.record.notes:
        click.echo(f"note: {note}", err=True)
    click.echo("\n".join(_report(result)))


def _values(given: Iterable[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise BadCallError(f"-p {text} gives no value.", "Write it as -p name=value.")
        if name in values:
            raise BadCallError(f"Parameter {name} is given twice.")
        values[name] = value
    return values


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - a terminal alone needs it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cells"),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("starting", total=None)
        yield lambda event: bars.update(task, description=event.step, completed=event.cell - 1, total=event.cells)


def _plan(prepared: Prepared) -> Iterator[str]:
    manifest = prepared.manifest
    yield f"Would run {manifest.name} ({len(manifest.steps)} step) with kernel {manifest.kernel.name}:"
    for step in manifest.steps:
        yield f"  step       {step.name}: {_path(prepared.notebook(step))}"
    yield f"  in         {prepared.directory}"
    yield from _pairs("parameters", prepared.values)
    yield f"  MLflow     {prepared.tracking_uri}"


def _report(result: RunResult) -> Iterator[str]:
    record = result.record
    yield f"Run {record.run} of {record.pipeline} finished in {record.seconds:.1f} s."
    for notebook in result.notebooks:
        yield f"  notebook   {_path(notebook)}"
    yield f"  record     {_path(result.folder / 'run.json')}"
    yield from _pairs("parameters", record.parameters)
    yield from _pairs("measures", record.metrics)
    if record.mlflow:
        yield f"  MLflow     experiment {record.mlflow.experiment}, run {record.mlflow.run_id}"
        yield f"             see it with: mlflow ui --backend-store-uri {record.mlflow.tracking_uri}"


def _pairs(label: str, values: dict[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"  {label:10} {name} = {json.dumps(value, ensure_ascii=False)}"
        label = ""


def _path(path: Path) -> str:
    """A path as one would type it: relative where it lies below the working directory."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
