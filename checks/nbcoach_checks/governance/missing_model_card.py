"""Registered models that nobody has described."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_REGISTERING = Wildcards(
    ["mlflow.register_model", "mlflow.*log_model", "mlflow.*save_model", "mlflow.*Client().create_model_version"]
)
_UPLOADING = Wildcards(["google.cloud.aiplatform.Model.upload", "google.cloud.aiplatform.models.Model.upload"])
_DESCRIBING = Wildcards(
    [
        "*.update_registered_model", "*.update_model_version", "*.create_registered_model",
        "*.set_registered_model_tag",
        "*.set_model_version_tag", "*.ModelCard*", "*.ModelCard.*", "model_card_toolkit.*", "*.ModelCardToolkit",
        "sagemaker.model_card.*", "skops.card.*", "*.push_to_hub",
    ]
)  # fmt: skip
_NOTES = ("mlflow.note.content", "README.md", "model_card")
_TEMPLATE = '''{client}.update_registered_model(
    name={name},
    description="""## What it is for

Which decision it helps with, for whom, and what it must not be used for.

## Data

Where the training rows come from, of which time, and who is missing in them.

## Limits

Where it was measured, how good it is there, and for whom it is worse.
""",
)'''


class MissingModelCard(Check):
    """Registers a model without a word on what it is for and where it fails.

    ## Why it matters
    Whoever finds `churn`, version 7, in the registry cannot tell what it may be used for, on whose data it was trained
    and for whom it is wrong. They use it, or they train another one.

    ## What to do
    Describe it where it is registered: what it is for, which data made it, how good it is, where it must not be used.
    In MLflow that is the description of the registered model; elsewhere a model card.
    """

    severity = Severity.HINT
    level = 2
    capability = "model-cards"
    sources = (
        "https://doi.org/10.1145/3287560.3287596",
        "https://mlflow.org/docs/latest/ml/model-registry/",
    )
    examples = (
        Example(
            bad="""
            import mlflow
            mlflow.register_model("runs:/1/model", "churn")  # expect: missing-model-card
            """,
            good="""
            import mlflow
            mlflow.register_model("runs:/1/model", "churn")
            client = mlflow.MlflowClient()
            client.update_registered_model("churn", description="Who may leave next month; for consumers only.")
            """,
        ),
        Example(
            bad="""
            from google.cloud import aiplatform
            model = aiplatform.Model.upload(display_name="churn", artifact_uri=uri)  # expect: missing-model-card
            """,
            good="""
            from google.cloud import aiplatform
            model = aiplatform.Model.upload(display_name="churn", artifact_uri=uri, description="Who may leave.")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if notebook.imports.isdisjoint({"mlflow", "google"}):
            return
        sites = [site for site in notebook.calls_named(_may_register) if _registers(site)]
        if not sites or notebook.calls_named(_describes) or _has_notes(notebook):
            return
        told: set[str] = set()
        for site in sites:
            name = _name(notebook, site)
            if name not in told:
                told.add(name)
                shown = f"`{name}`" if 0 < len(name) <= 40 and "{}" not in name else "This model"
                message = f"{shown} is registered without a word on what it is for, what made it and where it fails."
                yield self.finding(message, site.cell, site.span, *_described(site, name))


@lru_cache(maxsize=4096)
def _may_register(name: str) -> bool:
    return _REGISTERING.match(name) or _UPLOADING.match(name)


@lru_cache(maxsize=4096)
def _describes(name: str) -> bool:
    return _DESCRIBING.match(name)


def _registers(site: CallSite) -> bool:
    if site.call.is_open:
        return False
    if _UPLOADING.match(site.name):
        return site.call.keyword("description") is None
    name = site.call.keyword("registered_model_name")
    return site.method in {"register_model", "create_model_version"} or (name is not None and name.text != "None")


def _has_notes(notebook: Notebook) -> bool:
    """True where a note is kept with the run, or a card is written."""
    return any(each.text.endswith(_NOTES) for cell in notebook.code for each in cell.facts.strings)


def _name(notebook: Notebook, site: CallSite) -> str:
    given = site.call.keyword("registered_model_name") or site.argument(1, "name")
    return notebook.text_of(site.cell, given) if given is not None else ""


def _described(site: CallSite, name: str) -> tuple[Fix, ...]:
    """A cell below with a description to fill in; for a model of MLflow whose name is known."""
    if (
        not site.name.startswith("mlflow.")
        or not name
        or "{}" in name
        or not name.isprintable()
        or '"' in name
        or "\\" in name
    ):
        return ()
    source = "import mlflow\n\n" + _TEMPLATE.format(client="mlflow.MlflowClient()", name=f'"{name}"')
    cell = CellInsertion(site.cell.index, "after", source, "code", {})
    return (Fix(title="Describe the model: a template to fill in", edits=(cell,)),)
