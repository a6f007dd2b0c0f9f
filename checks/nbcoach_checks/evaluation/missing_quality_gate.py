"""A way out for any model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.fitted import Models
from nbcoach.notebook.learning import Learning, learned
from nbcoach.notebook.model import Binding
from nbcoach.notebook.placement import unused_name
from nbcoach.notebook.reach import given
from nbcoach_checks.evaluation._kinds import kinds, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.learning import Measure
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project

_REGISTERING = frozenset(
    {"register_model", "push_to_hub", "transition_model_version_stage", "set_registered_model_alias", "deploy"}
    | {"create_model_version", "log_model"}
)
_DUMPING = frozenset({"joblib.dump", "pickle.dump", "dill.dump", "cloudpickle.dump", "torch.save"})
_SAVING = frozenset({"save", "save_model"})
_METHODS = frozenset({"dump", *_SAVING, *_REGISTERING})
_GATES = frozenset({"MetricThreshold", "validate_evaluation_results", "GenericValueThreshold", "assertGreater"})
_TESTED = frozenset({"if", "while", "else"})
_HIGHER = frozenset({"accuracy", "f1", "auc", "precision", "recall", "r2", "kappa", "matthews"})
_NAMED = _HIGHER | {"score"}
_SIGNED = frozenset({"r2", "kappa", "matthews"})
"""Measures that may be below zero."""
_TABLES = frozenset({"report", "matrix", "curve", "cross", "evaluate", "plot", "display", "history"})
_GATE = """\
# What the model must reach before it is handed on: set it to what it has to beat.
{limit} = {worst}
assert {name} {sign} {limit}, f"{name} is {{{name}:.4g}}, and {limit} is {{{limit}}}\""""


class MissingQualityGate(Check):
    """Hands a model on, whatever its score: no assertion or threshold stands in between.

    ## Why it matters
    One day the data is broken and the score is that of a coin. The notebook runs through all the same, and saves or
    registers the model over the good one. In a pipeline nobody is there to see the number.

    ## What to do
    Say how good is good enough, and stop below: `assert accuracy >= MINIMUM_ACCURACY`, with the minimum in the
    parameters; or compare with the model in use by `mlflow.validate_evaluation_results`.
    """

    severity = Severity.HINT
    level = 2
    capability = "evaluation-gate"
    sources = (
        "https://mlflow.org/docs/latest/ml/evaluation/model-eval/",
        "https://cloud.google.com/architecture/mlops-continuous-delivery-and-automation-pipelines-in-machine-learning",
    )
    examples = (
        Example(
            bad="""
            import joblib
            from sklearn.metrics import f1_score
            from sklearn.svm import SVC
            model = SVC().fit(X_train, y_train)
            f1 = f1_score(y_test, model.predict(X_test))
            joblib.dump(model, "model.joblib")  # expect: missing-quality-gate
            """,
            good="""
            import joblib
            from sklearn.metrics import f1_score
            from sklearn.svm import SVC
            model = SVC().fit(X_train, y_train)
            f1 = f1_score(y_test, model.predict(X_test))
            assert f1 > 0.8
            joblib.dump(model, "model.joblib")
            """,
        ),
        Example(
            bad="""
            import mlflow
            from sklearn.linear_model import Ridge
            model = Ridge().fit(X_train, y_train)
            mlflow.log_metric("r2", model.score(X_test, y_test))
            mlflow.sklearn.log_model(model, registered_model_name="prices")  # expect: missing-quality-gate
            """,
            good="""
            import mlflow
            from sklearn.linear_model import Ridge
            model = Ridge().fit(X_train, y_train)
            r2 = model.score(X_test, y_test)
            if r2 > best_so_far:
                mlflow.sklearn.log_model(model, registered_model_name="prices")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        sites = [site for site in notebook.calls_of(_METHODS) if _may_hand_on(site)]
        if not sites or notebook.calls_of(_GATES):
            return
        models = Models(notebook)
        handed = next((site for site in sites if _hands_on(models, site)), None)
        measures = learned(notebook).measures if handed is not None else ()
        if handed is None or not any(_comes_before(each, handed) for each in measures):
            return
        if not _is_gated(notebook, handed):
            message = "The model is handed on here whatever it scores: nothing stops a bad one."
            yield self.finding(message, handed.cell, handed.span, *_fixes(notebook, handed, measures))


def _may_hand_on(site: CallSite) -> bool:
    """True for a call that may save or register a model, outside of loops, where checkpoints are kept."""
    if any(block.kind in {"for", "while"} for block in site.cell.facts.around(site.block)):
        return False
    return site.name in _DUMPING or (site.method in _SAVING | _REGISTERING and "." in site.name)


def _comes_before(measure: Measure, handed: CallSite) -> bool:
    """False for a model that is measured where it is deployed: its score is not known before."""
    return measure.site.place < handed.place or handed.cell.facts.runs_later(handed.block)


def _hands_on(models: Models, site: CallSite) -> bool:
    if site.name in _DUMPING:
        return bool(site.call.arguments) and models.is_model(site.cell, site.call.arguments[0])
    if site.method == "log_model":
        return site.call.keyword("registered_model_name") is not None
    if site.method in _REGISTERING:
        return True
    owner = _owner(site)
    return owner is not None and models.is_model(site.cell, owner)


def _owner(site: CallSite) -> Value | None:
    """The object whose method is called, as a value."""
    function = site.call.function
    if function.kind == "attribute":
        return function.parts[0] if function.parts else None
    owner = function.text.rpartition(".")[0]
    return type(function)("name", owner, (), *function.span, function.at, function.block) if owner else None


def _is_gated(notebook: Notebook, handed: CallSite) -> bool:
    """True where a measure is tested anywhere, or a test decides whether the model is handed on."""
    for block in handed.cell.facts.around(handed.block):
        if block.kind in _TESTED and block.value is not None and _compares(block.value):
            return True
    return any(_tests_measure(notebook, cell, value) for cell, value in _tests(notebook))


def _tests(notebook: Notebook) -> Iterator[tuple[Cell, Value]]:
    """Everything that is asserted or asked by an `if`."""
    for cell in notebook.code:
        for statement in cell.facts.statements:
            if statement.kind == "assert" and statement.value is not None:
                yield cell, statement.value
        for block in cell.facts.blocks:
            if block.kind == "if" and block.value is not None:
                yield cell, block.value
    for site in notebook.calls:
        if site.method.startswith("assert"):
            for value in given(site.call):
                yield site.cell, value


def _compares(value: Value) -> bool:
    return value.kind == "compare" or any(_compares(part) for part in value.parts)


def _tests_measure(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a test of a measure, told by what stands behind it or by its name."""
    parts = value.parts if value.kind in {"compare", "boolean", "operation"} else ()
    if any(_tests_measure(notebook, cell, part) for part in parts):
        return True
    if value.kind == "name" and not (_NAMED | kinds().lower).isdisjoint(words(value.text)):
        return True
    return bool(Learning(notebook).behind(cell, value))


def _fixes(notebook: Notebook, handed: CallSite, measures: tuple[Measure, ...]) -> tuple[Fix, ...]:
    """An assertion on the last measure that a name holds above the cell; it holds until somebody sets its limit."""
    held = [name for name in (_held(notebook, each, handed.cell) for each in measures) if name]
    if not held:
        return ()
    name, is_lower, worst = held[-1]
    limit = unused_name(notebook, f"{'MAXIMUM' if is_lower else 'MINIMUM'}_{name.upper()}")
    source = _GATE.format(name=name, limit=limit, sign="<=" if is_lower else ">=", worst=worst)
    edit = CellInsertion(handed.cell.index, "before", source)
    return (Fix(title=f"Insert an assertion on {name}", edits=(edit,)),)


def _held(notebook: Notebook, measure: Measure, before: Cell) -> tuple[str, bool, str] | None:
    """The name that holds one number at the top of an earlier cell, whether less is better, and the worst value."""
    site, said = measure.site, words(measure.site.method)
    is_lower = not kinds().lower.isdisjoint(said)
    is_known = is_lower or not _HIGHER.isdisjoint(said)
    is_at_top = all(block.kind == "with" for block in site.cell.facts.around(site.block))
    if site.cell.index >= before.index or not is_at_top or not is_known or not _TABLES.isdisjoint(said):
        return None
    holder = notebook.context(site.cell).holder(site.call)
    binding = holder.node if holder is not None else None
    is_plain = isinstance(binding, Binding) and binding.kind == "assign" and binding.index < 0
    worst = 'float("inf")' if is_lower else 'float("-inf")' if not _SIGNED.isdisjoint(said) else "0.0"
    return (binding.name, is_lower, worst) if isinstance(binding, Binding) and is_plain else None
