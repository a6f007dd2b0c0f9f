"""Tracked runs that stay open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.callers import Spot, runs
from nbcoach.notebook.edit import CellInsertion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_STARTS = {
    "mlflow.start_run": ("mlflow.end_run", "end_run"),
    "google.cloud.aiplatform.start_run": ("google.cloud.aiplatform.end_run", "end_run"),
    "wandb.init": ("wandb.finish", "finish"),
    "neptune.init_run": ("", "stop"),
    "neptune.new.init_run": ("", "stop"),
    "neptune.new.init": ("", "stop"),
    "neptune.init": ("neptune.stop", "stop"),
}
"""What starts a run; the function that ends the current one, and the method of the run that does."""
_METHODS = frozenset(name.rpartition(".")[2] for name in _STARTS)
_ENDING = frozenset({"end_run", "finish", "stop", "set_terminated", "agent", "close"})
_KEEPING = frozenset({"enter_context", "push"})


class UnclosedRun(Check):
    """Starts a tracked run and never ends it.

    ## Why it matters
    The run goes on until the kernel dies. What later cells log, of another model perhaps, lands in it; the next
    `start_run` fails because a run is active already; and the list of runs shows it as still running.

    ## What to do
    Put the work into the run's block, `with mlflow.start_run():`, which ends it also when a cell fails. Where the run
    spans several cells, end it in the last one: `mlflow.end_run()`, `wandb.finish()`.
    """

    severity = Severity.HINT
    level = 1
    capability = "experiment-tracking"
    sources = (
        "https://mlflow.org/docs/latest/api_reference/python_api/mlflow.html#mlflow.start_run",
        "https://docs.wandb.ai/ref/python/functions/finish/",
        "https://docs.neptune.ai/run/stop_objects/",
    )
    examples = (
        Example(
            bad="""
            import mlflow
            mlflow.start_run(run_name="forest")  # expect: unclosed-run
            mlflow.log_metric("accuracy", 0.9)
            """,
            good="""
            import mlflow
            with mlflow.start_run(run_name="forest"):
                mlflow.log_metric("accuracy", 0.9)
            """,
        ),
        Example(
            bad="""
            import wandb
            run = wandb.init(project="churn")  # expect: unclosed-run
            run.log({"loss": 0.1})
            """,
            good="""
            import wandb
            run = wandb.init(project="churn")
            run.log({"loss": 0.1})
            # %%
            run.finish()
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        sites = [site for site in notebook.calls_of(_METHODS) if site.name in _STARTS]
        if not sites:
            return
        ends = [site for site in notebook.calls_of(_ENDING) if _ends(site)]
        open_sites = [
            site for site in sites if not _is_handed_on(notebook, site) and not _is_ended(notebook, site, ends)
        ]
        for site in open_sites:
            name = site.call.function.text
            message = f"`{name}` starts a run that nothing ends: what later cells log goes into it as well."
            yield self.finding(message, site.cell, site.span, *_ending(notebook, site))


def _ends(site: CallSite) -> bool:
    """True for a call that ends a run, or, of sweeps, for the agent that does."""
    owner = site.name.rpartition(".")[0]
    if site.method == "agent":
        return owner == "wandb"
    known = owner.startswith(("mlflow", "wandb", "neptune", "google.cloud.aiplatform", "?", "__main__"))
    return known and (site.method != "close" or owner == "?")


def _is_handed_on(notebook: Notebook, site: CallSite) -> bool:
    """True for a run that a block, a stack of contexts or the caller of a function ends."""
    for holder in notebook.context(site.cell).holders(site.call):
        if holder.role == "block":
            return True
        if holder.role == "statement":
            return getattr(holder.node, "kind", "") == "return"
        if holder.call is not None and holder.call.function.text.rpartition(".")[2] in _KEEPING:
            return True
        if holder.role == "binding":
            return _is_entered(notebook, site)
    return False


def _is_entered(notebook: Notebook, site: CallSite) -> bool:
    """`run = mlflow.start_run()`, then `with run:`; or a run that an object keeps, and whoever owns the object ends."""
    bound = [each for each in site.cell.facts.bindings if each.value is not None and each.value.at == site.call.at]
    if any(each.kind in {"attribute", "item"} for each in bound):
        return True
    names = {each.name for each in bound}
    return any(
        block.kind == "with" and block.value is not None and block.value.kind == "name" and block.value.text in names
        for cell in notebook.code
        for block in cell.facts.blocks
    )


def _is_ended(notebook: Notebook, site: CallSite, ends: list[CallSite]) -> bool:
    """True where a call behind the start ends the run; one in a function may run whenever it is called."""
    started = min(runs(notebook, Spot(site.cell, site.call.at, site.block)), default=site.place)
    function, method = _STARTS[site.name]
    for end in ends:
        fits = end.name == function or end.method in {method, "set_terminated", "agent", "close"}
        if not fits:
            continue
        if end.place > site.place or end.cell.facts.runs_later(end.block):
            return True
        if any(place > started for place in runs(notebook, Spot(end.cell, end.call.at, end.block))):
            return True
        if _in_one_loop(site, end):
            return True
    return False


def _in_one_loop(site: CallSite, end: CallSite) -> bool:
    """True where the end stands above the start in a loop that goes round: it closes the run of the round before."""
    if site.cell is not end.cell:
        return False
    loops = [block for block in site.cell.facts.around(site.block) if block.kind in {"for", "while"}]
    return any(each is loop for loop in loops for each in end.cell.facts.around(end.block))


def _ending(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """A last cell that ends the run of a module; a run started in a function is its author's to end."""
    function, method = _STARTS[site.name]
    module = site.call.function.text.rpartition(".")[0]
    if not function or not module or site.cell.facts.runs_later(site.block):
        return ()
    last = notebook.code[-1].index
    cell = CellInsertion(last, "after", f"{module}.{method}()", "code", {})
    return (Fix(title="End the run in the last cell", edits=(cell,)),)
