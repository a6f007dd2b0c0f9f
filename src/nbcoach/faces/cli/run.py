"""`nbcoach run`: runs a pipeline, or many times with other values, and says where the results are."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from nbcoach import pipeline as pipelines
from nbcoach.config import find_settings
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._run_report import plan_lines, report_lines, sweep_lines
from nbcoach.faces.cli._running import running_bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbcoach.pipeline.events import Event

_DIFFERS = 3
"""The exit code of a run whose results are not those that the notebook gave."""


@click.command("run", epilog="Example: nbcoach run pipelines/churn -p test_size=0.3 -p n_estimators=100,200,300")
@click.argument("pipeline", type=click.Path(path_type=Path))
@click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a parameter; several numbers with commas make a sweep, one run each.",
)
@click.option(
    "--sweep",
    "swept",
    multiple=True,
    metavar="FILE|NAME=A,B",
    help="A YAML file that maps names to lists of values, or the values of one parameter: one run per combination.",
)
@click.option(
    "--cwd",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to run in, in place of the one in which the notebook ran.",
)
@click.option("--dry-run", is_flag=True, help="Check everything, say which steps would run and why; start nothing.")
@click.option("--force", is_flag=True, help="Execute every step, whatever was done before.")
@click.option("--from", "begin", default="", metavar="STEP", help="Execute this step and all that follow.")
@click.option("--resume", is_flag=True, help="Go on with the last run, which was killed, stopped or failed.")
@click.option(
    "--reuse-impure",
    is_flag=True,
    help="Reuse steps, too, that read the clock, the network or an unseeded generator.",
)
@click.option("--accept-data", is_flag=True, help="Run although the data is not what data.lock says.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="What a step may take.")
@click.option("--retries", type=click.IntRange(min=0), metavar="N", help="Further attempts at a step that fails.")
@click.option("--events", is_flag=True, help="Tell what happens as JSON, a line each, instead of in words.")
def command(
    *,
    pipeline: Path,
    given: tuple[str, ...],
    swept: tuple[str, ...],
    cwd: Path | None,
    dry_run: bool,
    events: bool,
    **policy: Any,
) -> int:
    """Run PIPELINE, a folder that `nbcoach export` made.

    Steps whose results still hold are not executed again. The executed notebooks and a run.json are left in
    PIPELINE/runs, and the run is recorded in MLflow.

    Exit code 1 says that a step failed, 2 that the call was wrong, 3 that the results are not those of the notebook,
    where values, code and data are the same and the results were proven.
    """
    values = _values(given)
    store = find_settings(pipelines.home_of(pipeline)).tracking_uri
    combinations, fixed = _combinations(pipeline, values, swept)
    wanted = pipelines.Policy(**policy)
    if dry_run:
        for each in combinations or [{}]:
            _plan(pipeline, {**fixed, **each}, cwd, store, wanted)
        return 0
    with _told(events=events) as told:
        if combinations:
            return _sweep(pipeline, combinations, fixed, cwd, store, wanted, told)
        result = pipelines.run(pipeline, fixed, cwd=cwd, store=store, **policy, **told)
    if not events:
        for note in result.record.notes:
            click.echo(f"note: {note}", err=True)
        click.echo("\n".join(report_lines(result)))
    if result.differences:
        click.echo(f"error: The results differ from those of the notebook. {result.differences[0]}", err=True)
        return _DIFFERS
    return 0


def _plan(pipeline: Path, values: Mapping[str, Any], cwd: Path | None, store: str, wanted: pipelines.Policy) -> None:
    given = pipelines.values_of(pipeline, values, resume=wanted.resume)
    prepared = pipelines.prepare(pipeline, given, cwd=cwd, store=store, accept_data=wanted.accept_data)
    prepared.check_kernel()
    click.echo("\n".join(plan_lines(prepared, pipelines.forecast(prepared, wanted))))


def _sweep(
    pipeline: Path,
    combinations: list[dict[str, Any]],
    fixed: Mapping[str, Any],
    cwd: Path | None,
    store: str,
    wanted: pipelines.Policy,
    told: dict[str, Any],
) -> int:
    result = pipelines.sweep(pipeline, combinations, fixed, cwd=cwd, store=store, policy=wanted, **told)
    as_json = "on_step" in told
    click.echo(_json(result) if as_json else "\n".join(sweep_lines(result)))
    return 1 if result.failed else 0


def _values(given: Iterable[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in given:
        name, value = _pair(text, "-p")
        if name in values:
            raise BadCallError(f"Parameter {name} is given twice.")
        values[name] = value
    return values


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    name = name.strip()
    if not equals or not name:
        raise BadCallError(f"{option} {text} gives no value.", f"Write it as {option} name=value.")
    return name, value


def _combinations(
    pipeline: Path, values: Mapping[str, str], swept: Iterable[str]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The combinations of a sweep, none for a single run, and the values that are the same in each."""
    from nbcoach.pipeline.sweep import grid, read_grid, split  # noqa: PLC0415 - see the pipeline's own

    schemas = pipelines.schemas_of(pipeline)
    lists = {name: split(name, text, schemas[name]) for name, text in values.items() if name in schemas}
    varied: dict[str, Any] = {name: pieces for name, pieces in lists.items() if pieces}
    found: list[dict[str, Any]] = [{}]
    for text in swept:
        if "=" in text and not Path(text).is_file():
            name, value = _pair(text, "--sweep")
            varied[name] = [piece.strip() for piece in value.split(",")]
        else:
            found = [{**one, **other} for one in found for other in read_grid(Path(text), schemas)]
    combinations = [{**one, **other} for one in found for other in grid(varied)] if varied else found
    names = {name for each in combinations for name in each}
    return (combinations if names else []), {name: text for name, text in values.items() if name not in names}


@contextmanager
def _told(*, events: bool) -> Iterator[dict[str, Any]]:
    """Who is told what happens: lines of JSON, a bar on a terminal, nobody elsewhere."""
    if events:
        yield {"on_step": _tell}
        return
    with running_bar() as watch:
        yield {"on_event": watch} if watch else {}


def _tell(event: Event) -> None:
    click.echo(_json(event))


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
