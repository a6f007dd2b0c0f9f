"""Models in files that nobody can trace."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.fitted import Models
from nbcoach.notebook.reach import given
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import trainings
from nbcoach.notebook.wildcards import Wildcards
from nbcoach_checks.tracking._recording import TRACK, model_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding, Fix
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project


class LooseModelFile(Check):
    """Writes a model to a file that says nothing of its origin.

    ## Why it matters
    `model_final2.pkl` does not know which run, data and settings made it, which packages it needs, or what it takes
    and gives. Who deploys it has to guess, and who replaces it cannot go back.

    ## What to do
    Log it to the run that made it, `mlflow.sklearn.log_model(model, name="model", input_example=X[:5])` or that of
    your library: MLflow keeps its signature and its packages with it, and the registry gives it a version.
    """

    severity = Severity.WARNING
    level = 1
    capability = "model-registry"
    sources = ("https://mlflow.org/docs/latest/ml/model/",)
    examples = (
        Example(
            bad="""
            import joblib
            from sklearn.svm import SVC
            model = SVC().fit(X, y)
            joblib.dump(model, "model.joblib")  # expect: loose-model-file
            """,
            good="""
            import mlflow
            from sklearn.svm import SVC
            model = SVC().fit(X, y)
            mlflow.sklearn.log_model(model, name="model", input_example=X[:5])
            """,
        ),
        Example(
            bad="""
            import torch
            net = torch.nn.Linear(3, 1)
            torch.save(net.state_dict(), "net.pt")  # expect: loose-model-file
            """,
            good="""
            import pickle
            from sklearn.preprocessing import LabelEncoder
            encoder = LabelEncoder().fit(y)
            with open("encoder.pkl", "wb") as file:
                pickle.dump(encoder, file)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        models = Models(notebook)
        sites = [site for site in notebook.calls_named(_may_save) if _saves(notebook, models, site)]
        if not sites or _is_registered(notebook):
            return
        for site in sites:
            message = "This model goes into a bare file: which run, data and packages made it is lost."
            yield self.finding(message, site.cell, site.span, *_fixes(notebook, site))


_CHECKPOINTS = ("tensorflow.train.Checkpoint()", "tensorflow.train.CheckpointManager()", "tensorflow.train.Saver()")
"""What keeps the state of a training, to go on from there."""


def _fixes(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """Tracking where there is none and it would log every model; in a run of MLflow the line that logs this one."""
    if next(tracker_calls(notebook), None) is None:
        found = trainings(notebook)
        return (TRACK,) if found and all(each.is_seen for each in found) else ()
    position = _table().dumpers.get(site.name)
    return () if position is None else model_fix(notebook, site, site.argument(position, "obj"))


@lru_cache(maxsize=16384)
def _may_save(name: str) -> bool:
    """False for the name of a call that saves nothing, whatever it is given."""
    table, method = _table(), name.rpartition(".")[2]
    return name in table.dumpers or method in table.writers or method in table.methods or table.names.match(name)


def _saves(notebook: Notebook, models: Models, site: CallSite) -> bool:
    """True for a call that writes a model to a file."""
    table = _table()
    position = table.dumpers.get(site.name)
    if position is not None:
        dumped = site.argument(position, "obj") or site.call.keyword("value")
        return dumped is not None and models.is_model(site.cell, dumped)
    if site.method in table.writers and "." in site.name:
        return bool(site.call.arguments) and _is_converted(notebook, models, site.cell, site.call.arguments[0])
    if site.name.startswith(_CHECKPOINTS) and _is_in_loop(site):
        return False
    if table.names.match(site.name):
        return not table.others.match(site.name) and not table.others.match(site.call.function.text)
    if site.method not in table.methods or "." not in site.name or table.others.match(site.call.function.text):
        return False
    return _is_saved_by_itself(notebook, models, site, table)


def _is_in_loop(site: CallSite) -> bool:
    """True for what is written again and again while training goes on."""
    return any(block.kind in {"for", "while"} for block in site.cell.facts.around(site.block))


def _is_converted(notebook: Notebook, models: Models, cell: Cell, written: Value) -> bool:
    """True for a model as text or bytes: of `converter.convert()`, `pickle.dumps(model)`."""
    if not _table().converters.match(notebook.resolve(cell, written)):
        return False
    call = cell.facts.calls[written.call] if written.kind == "call" else None
    if call is None or not call.function.text.endswith("dumps"):
        return True
    return bool(call.arguments) and models.is_model(cell, call.arguments[0])


def _is_saved_by_itself(notebook: Notebook, models: Models, site: CallSite, table: _Table) -> bool:
    """`model.save(path)`, of an object that is a model, or to a file that is named like one."""
    if table.others.match(site.name):
        return False
    if not (site.call.arguments or site.call.keywords) and site.method not in table.bare:
        return False
    owner = _owner(site)
    if owner is not None and models.is_model(site.cell, owner):
        return True
    if not site.name.startswith(("?", "__main__.")):
        return False
    path = next(iter(given(site.call)), None)
    return path is not None and notebook.text_of(site.cell, path).endswith(table.endings)


def _owner(site: CallSite) -> Value | None:
    """The object whose method is called, as a value."""
    function = site.call.function
    if function.kind == "attribute" and function.parts:
        return function.parts[0]
    uses = (each for each in site.cell.facts.names if each.at == function.at)
    use = next(uses, function)
    return _without_last(use) if "." in use.text else None


def _without_last(value: Value) -> Value:
    return type(value)(
        value.kind, value.text.rpartition(".")[0], value.parts, *value.span, value.at, value.block, value.call
    )


def _is_registered(notebook: Notebook) -> bool:
    """True where a tracker or registry keeps a model of this notebook."""
    table = _table()
    if notebook.calls_named(table.registry.match):
        return True
    return any(
        keyword.name in table.keywords and keyword.value.text not in {"False", "None"}
        for site in notebook.calls_with(table.keywords)
        for keyword in site.call.keywords
    )


class _Table(Struct, frozen=True):
    dumpers: dict[str, int]
    names: Wildcards
    others: Wildcards
    methods: frozenset[str]
    endings: tuple[str, ...]
    registry: Wildcards
    converters: Wildcards
    writers: frozenset[str]
    bare: frozenset[str]
    keywords: frozenset[str]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "savers.toml")
    functions, registry = raw["functions"], raw["registry"]
    return _Table(
        dumpers=raw["dumpers"],
        names=Wildcards(functions["names"]),
        others=Wildcards(functions["except"]),
        methods=frozenset(functions["methods"]),
        endings=tuple(functions["endings"]),
        registry=Wildcards(registry["calls"]),
        converters=Wildcards(functions["converters"]),
        writers=frozenset(functions["writers"]),
        bare=frozenset(functions["bare"]),
        keywords=frozenset(registry["keywords"]),
    )
