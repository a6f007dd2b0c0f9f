"""Tracked runs that a notebook opens in one cell and closes in another: a cut between them would split the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Notebook

_KINDS = (
    ("an MLflow run", ("mlflow.start_run",), ("mlflow.end_run",), "mlflow."),
    ("a Weights & Biases run", ("wandb.init",), ("wandb.finish", "*wandb.init().finish"), "wandb."),
)


class OpenRun(NamedTuple):
    """A run that is open from one cell to another, by their indices; `what` names it."""

    what: str
    opened: int
    closed: int


def open_runs(notebook: Notebook) -> tuple[OpenRun, ...]:
    """The runs that stay open beyond their cell. One that nothing closes lasts to the last call of its library."""
    return tuple(_open_runs(notebook))


def _open_runs(notebook: Notebook) -> Iterator[OpenRun]:
    for what, opening, closing, library in _KINDS:
        sites = [each for each in notebook.calls_to(*opening) if not _is_managed(each)]
        if not sites:
            continue
        ends = [each.cell.index for each in notebook.calls_to(*closing)]
        used = [each.cell.index for each in notebook.calls_to(f"{library}*")]
        for site in sites:
            opened = site.cell.index
            closed = next((each for each in ends if each >= opened), max(used, default=opened))
            if closed > opened:
                yield OpenRun(what, opened, closed)


def _is_managed(site: CallSite) -> bool:
    """True for `with mlflow.start_run():`, and for what a function opens when it is called."""
    facts = site.cell.facts
    if facts.runs_later(site.block):
        return True
    at = next((index for index, call in enumerate(facts.calls) if call is site.call), -1)
    return any(each.kind == "with" and each.value is not None and each.value.call == at for each in facts.blocks)
