"""Logged models that do not say what goes in and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.changes import with_argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project

_METHODS = frozenset({"log_model", "save_model"})
_FLAVORS = frozenset(
    {
        "sklearn",
        "xgboost",
        "lightgbm",
        "catboost",
        "pytorch",
        "tensorflow",
        "keras",
        "statsmodels",
        "prophet",
        "spark",
        "onnx",
    }
    | {"fastai", "spacy", "h2o", "pmdarima", "paddle", "gluon", "diviner"}
)
"""Flavours of MLflow that make no signature by themselves, as `transformers` and those of language models do."""
_TOLD = ("signature", "input_example")
_ROWS = ("sklearn.", "xgboost.", "lightgbm.", "catboost.")


class MissingModelSignature(Check):
    """Logs a model without its signature and without an example of its input.

    ## Why it matters
    Nothing then says which columns of which types the model takes. Whoever serves it guesses, a column that is renamed
    is noticed by the predictions, and a monitor has nothing to compare live data with.

    ## What to do
    Give an example, and MLflow reads the signature off it: `log_model(model, name="model", input_example=X_train[:5])`.
    Or say it outright: `signature=infer_signature(X_train, model.predict(X_train))`.
    """

    severity = Severity.HINT
    level = 2
    capability = "registry-metadata"
    sources = ("https://mlflow.org/docs/latest/ml/model/signatures/",)
    examples = (
        Example(
            bad="""
            import mlflow
            from sklearn.svm import SVC
            model = SVC().fit(X_train, y_train)
            mlflow.sklearn.log_model(model, name="model")  # expect: missing-model-signature
            """,
            good="""
            import mlflow
            from sklearn.svm import SVC
            model = SVC().fit(X_train, y_train)
            mlflow.sklearn.log_model(model, name="model", input_example=X_train[:5])
            """,
        ),
        Example(
            bad="""
            import mlflow.pytorch
            mlflow.pytorch.log_model(net, "net", registered_model_name="net")  # expect: missing-model-signature
            """,
            good="""
            import mlflow.pytorch
            from mlflow.models import infer_signature
            signature = infer_signature(batch.numpy(), net(batch).detach().numpy())
            mlflow.pytorch.log_model(net, "net", registered_model_name="net", signature=signature)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if "mlflow" not in notebook.imports or notebook.calls_of(frozenset({"set_signature"})):
            return
        for site in notebook.calls_of(_METHODS):
            if _flavor(site.name) in _FLAVORS and _says_nothing(site):
                message = (
                    "This model is logged without a signature or an example: nothing says what goes in and comes out."
                )
                yield self.finding(message, site.cell, site.span, *_with_example(notebook, site))


def _flavor(name: str) -> str:
    """`sklearn` of `mlflow.sklearn.log_model`; empty for other calls."""
    head, _, rest = name.partition(".")
    flavor, _, method = rest.partition(".")
    return flavor if head == "mlflow" and method in _METHODS else ""


def _says_nothing(site: CallSite) -> bool:
    if site.call.is_open or len(site.call.arguments) > 4:
        return False
    return all((value := site.call.keyword(each)) is None or value.text == "None" for each in _TOLD)


def _with_example(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """The first rows that the same model was fitted on; by a name that still stands for them."""
    model = site.call.arguments[0] if site.call.arguments else None
    rows = _fitted_on(notebook, site, model) if model is not None else ""
    if not rows or any(site.call.keyword(each) is not None for each in _TOLD):
        return ()
    edit = with_argument(site, f"input_example={rows}[:5]")
    return (Fix(title="Log an example of the input", edits=(edit,)),) if edit else ()


def _fitted_on(notebook: Notebook, site: CallSite, model: Value) -> str:
    bound = notebook.definition(site.cell, model) if model.kind == "name" and "." not in model.text else None
    if bound is None or not notebook.resolve(site.cell, model).startswith(_ROWS):
        return ""
    for fit in reversed(notebook.calls_of(frozenset({"fit"}))):
        rows = fit.call.arguments[0] if fit.call.arguments else None
        if rows is None or rows.kind != "name" or not fit.place < site.place or fit.block not in {0, site.block}:
            continue
        own = (
            fit.call.function.text == f"{model.text}.fit" and notebook.definition(fit.cell, fit.call.function) == bound
        )
        chained = bound.binding.value is not None and bound.cell is fit.cell and bound.binding.value.at == fit.call.at
        here = type(rows)(rows.kind, rows.text, (), *site.span, site.call.at, site.block)
        if (own or chained) and notebook.definition(site.cell, here) == notebook.definition(fit.cell, rows):
            return rows.text
    return ""
