"""`nbcoach export`: writes a notebook as a pipeline."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nbcoach import pipeline as pipelines
from nbcoach.errors import BadCallError
from nbcoach.pipeline.manifest import is_pipeline
from nbcoach.pipeline.naming import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline import Exported, Parameter

_SHOWN = 40
_LIKELY = 0.3


@click.command(
    "export",
    epilog="Example: nbcoach export notebooks/churn.ipynb --to pipelines/churn --params test_size,seed",
)
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "--to", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The pipeline's folder, which is made."
)
@click.option("--force", is_flag=True, help="Replace a pipeline that stands there; its runs are kept.")
@click.option("--yes", is_flag=True, help="Do not ask before a pipeline is replaced.")
@click.option("--params", metavar="NAMES", help="Take exactly these parameters, separated by commas.")
@click.option("--kernel", metavar="NAME", help="The Jupyter kernel to run with, in place of the notebook's own.")
@click.option("--engine", metavar="NAME", default="papermill", show_default=True, help="What runs the pipeline.")
def command(
    *, notebook: Path, to: Path, force: bool, yes: bool, params: str | None, kernel: str | None, engine: str
) -> None:
    """Write NOTEBOOK as a pipeline: a parameterised papermill notebook with what is needed to run it.

    The notebook is read, not executed, and stays as it is. The result is therefore not verified.
    """
    if force and not yes:
        _ask(to)
    names = None if params is None else [name.strip() for name in params.split(",") if name.strip()]
    exported = pipelines.export(notebook, to, force=force, parameters=names, kernel=kernel, engine=engine)
    for warning in exported.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo("\n".join(_report(notebook, to, exported)))


def _ask(to: Path) -> None:
    """Asks on a terminal before a pipeline is replaced; elsewhere `--force` is answer enough."""
    question = f"Replace the pipeline {to}? Its runs are kept, edits in its steps are not."
    if sys.stdin.isatty() and is_pipeline(to) and not click.confirm(question, err=True):
        raise BadCallError("Nothing was replaced.")


def _report(notebook: Path, to: Path, exported: Exported) -> Iterator[str]:
    pipeline = exported.pipeline
    yield f"Exported {notebook} to {to}: {pipeline.cut}, kernel {pipeline.kernel.name}."
    yield ""
    yield from _parameters(exported)
    yield from _others(exported)
    yield f"Result: {pipeline.verdict}. Nothing was executed."
    yield f"Run it: nbcoach run {to}{_example(pipeline.parameters)}"


def _parameters(exported: Exported) -> Iterator[str]:
    parameters = exported.pipeline.parameters
    if not parameters:
        yield "Parameters: none."
        yield ""
        return
    yield "Parameters:"
    rows = [(each.name, each.schema.get("type", "any"), _short(each.default), each.help) for each in parameters]
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    for row in rows:
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield f"  {'  '.join(cells)}  {row[3]}".rstrip()
    yield ""


def _others(exported: Exported) -> Iterator[str]:
    """What could be a parameter too, and what may not be one though its name is that of one."""
    pipeline = exported.pipeline
    possible = [each.parameter.name for each in pipeline.candidates if not each.taken and each.score >= _LIKELY]
    if possible:
        yield f"Possible too (--params): {', '.join(possible)}"
        yield ""
    left_out = [each for each in pipeline.left_out if each.is_secret or role_of(each.name)]
    if left_out:
        yield "No parameters:"
        for each in left_out:
            yield f"  {each.name} (cell {each.cell + 1}): {each.reason}"
        yield ""


def _example(parameters: tuple[Parameter, ...]) -> str:
    if not parameters:
        return ""
    first = parameters[0]
    text = first.default if isinstance(first.default, str) else json.dumps(first.default)
    return f" -p {shlex.quote(f'{first.name}={text}')}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
