"""Lines that record a measure or a model in the MLflow run that a notebook has open at that place.

Outside of a run such a line would open one of its own, apart from the run that trained: there is no fix there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix, Offer
from nbcoach.notebook.edit import TextEdit

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Binding, Place, Value

TRACK = Fix(title="Insert MLflow tracking", offer=Offer("track", {"style": "autolog"}))

_SCALARS = frozenset({
    "accuracy_score", "balanced_accuracy_score", "f1_score", "fbeta_score", "precision_score", "recall_score",
    "roc_auc_score", "average_precision_score", "log_loss", "matthews_corrcoef", "r2_score", "mean_squared_error",
    "root_mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "median_absolute_error",
    "explained_variance_score", "max_error", "cohen_kappa_score", "brier_score_loss", "jaccard_score", "score",
})  # fmt: skip
"""Measures that are one number, unless they are asked for one per class (`average=None`) or per output."""
_PER_PART = frozenset({"average", "multioutput"})
_FLAVORS = {
    "sklearn": "sklearn",
    "imblearn": "sklearn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
}


def metric_fix(notebook: Notebook, measures: Collection[Place]) -> tuple[Fix, ...]:
    """The fix that records measures beside the lines that compute them; none unless it can record all of them."""
    edits = [_metric(notebook, place) for place in sorted(measures)]
    known = tuple(edit for edit in edits if edit is not None)
    return (Fix("Record it with mlflow.log_metric", edits=known),) if known and len(known) == len(edits) else ()


def _metric(notebook: Notebook, place: Place) -> TextEdit | None:
    site = notebook.site_at(place)
    if site is None or site.method not in _SCALARS or any(each.name in _PER_PART for each in site.call.keywords):
        return None
    holder = notebook.context(site.cell).holder(site.call)
    bound = next((each for each in site.cell.facts.bindings if holder and each is holder.node), None)
    if bound is None or bound.kind != "assign" or bound.index >= 0 or bound.target is not None:
        return None
    if not _is_in_run(notebook, site):
        return None
    return _line_behind(site.cell, bound, f'mlflow.log_metric("{bound.name}", {bound.name})')


def model_fix(notebook: Notebook, site: CallSite, model: Value | None) -> tuple[Fix, ...]:
    """The fix that logs a model, which a name holds, before the line that saves it to a file."""
    if model is None or model.kind != "name" or "." in model.text or not _is_in_run(notebook, site):
        return ()
    flavor = _FLAVORS.get(notebook.resolve(site.cell, model).partition(".")[0], "")
    line = site.cell.source.split("\n")[site.span.line - 1]
    if not flavor or line[: site.span.column].strip():
        return ()
    column = site.span.column
    new = f'mlflow.{flavor}.log_model({model.text}, name="model")\n{line[:column]}'
    edit = TextEdit(site.cell.index, site.span.line, column, site.span.line, column, "", new)
    return (Fix(f"Log it with mlflow.{flavor}.log_model", edits=(edit,)),)


def _line_behind(cell: Cell, bound: Binding, text: str) -> TextEdit | None:
    """The edit that puts a line behind an assignment that ends its line."""
    if bound.value is None:
        return None
    lines = cell.source.split("\n")
    line, end = bound.value.end_line, bound.value.end_column
    first, last = lines[bound.line - 1], lines[line - 1]
    if first[: bound.column].strip() or last[end:].partition("#")[0].strip():
        return None
    return TextEdit(cell.index, line, len(last), line, len(last), "", f"\n{first[: bound.column]}{text}")


def _is_in_run(notebook: Notebook, site: CallSite) -> bool:
    """Whether a place runs inside of `with mlflow.start_run()`, and `mlflow` is MLflow there."""
    opened = [
        block.value
        for block in site.cell.facts.around(site.block)
        if block.kind == "with" and block.value is not None and block.value.kind == "call"
    ]
    names = [notebook.resolve(site.cell, site.cell.facts.calls[each.call].function) for each in opened]
    imported = notebook.only_assignment("mlflow")
    is_mlflow = imported is not None and imported.binding.kind == "import" and imported.binding.text == "mlflow"
    return is_mlflow and "mlflow.start_run" in names and not site.cell.facts.runs_later(site.block)
