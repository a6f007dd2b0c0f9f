"""TensorFlow 1: a graph is built first, and `session.run(…)` or `.eval()` computes what it is asked to fetch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.notebook.reach import Reach
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import CallSite, Notebook
    from nbcoach.notebook.model import Value

_SESSIONS = (
    "tensorflow.Session", "tensorflow.InteractiveSession", "tensorflow.placeholder", "tensorflow.train.Supervisor",
    "tensorflow.train.MonitoredSession", "tensorflow.train.MonitoredTrainingSession",
)  # fmt: skip
_STEP = regex(r"train|optim|step|minim|solver|update|apply_grad", re.IGNORECASE)


def fetching_runs(notebook: Notebook) -> tuple[CallSite, ...]:
    """The calls that compute a part of a graph, in order; none where no graph is built first."""
    return notebook.once(_all_runs)


def _all_runs(notebook: Notebook) -> tuple[CallSite, ...]:
    if "tensorflow" not in notebook.imports or not notebook.calls_to(*_SESSIONS):
        return ()
    return tuple(site for site in notebook.calls_of(frozenset({"run", "eval"})) if "." in site.name)


def fetched(site: CallSite) -> Iterator[Value]:
    """What a run computes: of `session.run([step, loss], …)` each item, of `accuracy.eval(…)` the receiver."""
    given = site.argument(0, "fetches") if site.method == "run" else None
    if given is None or given.kind == "dict":
        yield site.call.function
    elif given.kind in {"list", "tuple"}:
        yield from given.parts
    else:
        yield given


def stepping_runs(notebook: Notebook, step: CallSite) -> tuple[CallSite, ...]:
    """The runs that make a step which was built by a call such as `optimizer.minimize(loss)`."""
    runs = fetching_runs(notebook)
    if not runs:
        return ()
    reach = Reach(notebook, lambda cell, value: value.kind == "call" and cell.facts.calls[value.call] is step.call)
    found = tuple(site for site in runs if reach.behind(site.cell, *fetched(site)))
    return found or tuple(site for site in runs if any(_is_step(value) for value in fetched(site)))


def _is_step(value: Value) -> bool:
    return value.kind == "name" and bool(_STEP.search(value.text.removesuffix(".run").rpartition(".")[2]))
