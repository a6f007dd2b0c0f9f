"""Where a notebook trains a model, told by the resolved names of its calls (the table is `training.toml`).

Training is fitting what predicts or clusters. Fitting what only prepares data (a scaler, an encoder) is none, nor is
launching a job that trains elsewhere.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.notebook.graphs import stepping_runs
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_PIPELINES = ("sklearn.pipeline.", "imblearn.pipeline.")


class Training(NamedTuple):
    """A call that trains; `is_seen` where MLflow's autologging records it by itself."""

    site: CallSite
    is_seen: bool


class _Table(Struct, frozen=True):
    seen: Wildcards
    unseen: Wildcards
    preparing: Wildcards
    constructors: Wildcards
    constructor_keywords: frozenset[str]
    methods: frozenset[str]
    keywords: frozenset[str]
    replaced: Wildcards
    loops: dict[str, Wildcards]
    remote: Wildcards


def trainings(notebook: Notebook) -> tuple[Training, ...]:
    """Every call that trains, in order; of a loop written by hand the call that makes its step."""
    return notebook.once(_all_trainings)


def _all_trainings(notebook: Notebook) -> tuple[Training, ...]:
    found = {each.site.place: each for each in _trainings(notebook)}
    return tuple(found[place] for place in sorted(found))


def remote_trainings(notebook: Notebook) -> Iterator[CallSite]:
    """Every call that launches a job which trains on another machine."""
    pattern = _table().remote
    return iter(notebook.calls_named(pattern.match))


def replaced_imports(notebook: Notebook) -> Iterator[BindingSite]:
    """Imports of functions that autologging replaces, which it has to come before: later it does not reach them.

    Without it measures on test data are not recorded, and each fold of a cross-validation is taken for a training.
    """
    for site in notebook.import_sites:
        name = f"{site.binding.text}." if site.binding.name == "*" else site.binding.text
        if _table().replaced.match(name):
            yield site


def _trainings(notebook: Notebook) -> Iterator[Training]:
    table = _table()
    loops = [pattern for library, pattern in table.loops.items() if library in notebook.imports]
    for site in notebook.calls_named(_may_train):
        if any(each.match(site.name) for each in loops):
            if _steps(notebook, site):
                yield from (Training(each, is_seen=False) for each in stepping_runs(notebook, site) or (site,))
        elif table.unseen.match(site.name) or _is_training_constructor(site, table):
            yield Training(site, is_seen=False)
        elif table.seen.match(site.name):
            if not _only_prepares(notebook, site):
                yield Training(site, is_seen=True)
        elif _is_fit_of_unknown(notebook, site, table):
            yield Training(site, is_seen=True)


@lru_cache(maxsize=16384)
def _may_train(name: str) -> bool:
    """False for the name of a call that trains nothing, whatever it is given."""
    table = _table()
    if table.preparing.match(name):
        return False
    return (
        name.rpartition(".")[2] in table.methods
        or table.seen.match(name)
        or table.unseen.match(name)
        or table.constructors.match(name)
        or any(each.match(name) for each in table.loops.values())
    )


def _steps(notebook: Notebook, site: CallSite) -> bool:
    """True where a loop's step moves weights: `backward` alone only asks for gradients."""
    if site.name in _GRADIENTS:
        return _descends(notebook, site)
    if site.method != "backward":
        return True
    steps = notebook.calls_of(_OPTIMISING)
    return any(each.cell is site.cell for each in steps) or (bool(steps) and site.cell.facts.runs_later(site.block))


_GRADIENTS = frozenset({"jax.grad()", "jax.value_and_grad()"})


def _descends(notebook: Notebook, site: CallSite) -> bool:
    """True where gradients move what they are taken by: `weights = update(weights, rows)` in a loop, or at once."""
    function = next((each for each in site.cell.facts.around(site.block) if each.kind == "function"), None)
    if function is not None:
        return any(_moves(each) for each in notebook.calls_to(f"__main__.{function.text}"))
    loop = next((each for each in site.cell.facts.around(site.block) if each.kind in _LOOPS), None)
    return loop is not None and any(
        each.value is not None and each.value.kind == "operation" and each.value.parts[0].text == each.name
        for each in site.cell.facts.bindings
        if each.at > site.call.at and each.line <= loop.end_line
    )


def _moves(site: CallSite) -> bool:
    """`weights = update(weights, rows)` in a loop."""
    if not any(each.kind in _LOOPS for each in site.cell.facts.around(site.block)):
        return False
    roots = {each.root for each in site.call.arguments}
    bound = (each for each in site.cell.facts.bindings if each.value is not None and each.value.at == site.call.at)
    return any(each.name in roots for each in bound)


_LOOPS = frozenset({"for", "while"})
_OPTIMISING = frozenset({"step", "zero_grad", "apply_gradients", "sub_", "add_", "opt_step", "scale"})


def _is_fit_of_unknown(notebook: Notebook, site: CallSite, table: _Table) -> bool:
    """`model.fit(X, y)` where nothing tells what `model` is: of a loop, a container, a module of the user's own."""
    if site.method not in table.methods or "." not in site.name:
        return False
    given = {keyword.name for keyword in site.call.keywords}
    has_target = site.method == "fit" and (len(site.call.arguments) > 1 or "y" in given)
    owner, _, rest = site.name.removeprefix("__main__.").partition("().")
    if site.name.startswith("__main__.") and site.method in notebook.methods_of(owner):
        return rest == "fit" and bool(_PREDICTING & notebook.methods_of(owner)) and not _trains_within(notebook, owner)
    return bool(given & table.keywords) or (has_target and bool(notebook.imports & _FITTING))


_FITTING = frozenset(
    {"sklearn", "xgboost", "lightgbm", "catboost", "keras", "tensorflow", "torch", "mxnet", "pyspark", "d2l"}
)
_PREDICTING = frozenset(
    {"predict", "predict_proba", "classify", "forward", "decision_function", "predict_one", "net_input"}
)


def _trains_within(notebook: Notebook, owner: str) -> bool:
    """True for a class of the notebook whose own methods fit what a library gives: there the training is told."""
    return any(
        any(block.kind == "class" and block.text == owner for block in each.cell.facts.around(each.block))
        for each in notebook.calls_of(_WITHIN)
    )


_WITHIN = frozenset({"fit", "train", "backward", "apply_gradients", "minimize", "fit_generator", "train_on_batch"})


def only_prepares(name: str) -> bool:
    """True for the resolved name of what only prepares data: a scaler, an encoder, a vectoriser."""
    return bool(_table().preparing.match(name))


def _is_training_constructor(site: CallSite, table: _Table) -> bool:
    if not table.constructors.match(site.name):
        return False
    return bool(site.call.arguments) or any(each.name in table.constructor_keywords for each in site.call.keywords)


def _only_prepares(notebook: Notebook, site: CallSite) -> bool:
    """True for a pipeline that ends in a transformer."""
    made = _made_by(notebook, site.cell, site.call.function)
    if made is None or not made.name.startswith(_PIPELINES):
        return False
    last = _last_step(made)
    return last is not None and bool(_table().preparing.match(notebook.resolve(made.cell, last)))


def _made_by(notebook: Notebook, cell: Cell, function: Value) -> CallSite | None:
    """The call that made the object whose method is called, through a name bound once."""
    value: Value | None = function.parts[0] if function.kind == "attribute" and function.parts else None
    if function.kind == "name":
        bound = notebook.definition(cell, function)
        cell, value = (bound.cell, bound.binding.value) if bound else (cell, None)
    if value is None or value.kind != "call":
        return None
    call = cell.facts.calls[value.call]
    return next((site for site in notebook.calls if site.call is call and site.cell is cell), None)


def _last_step(made: CallSite) -> Value | None:
    if made.method == "make_pipeline":
        return made.call.arguments[-1] if made.call.arguments else None
    steps = made.argument(0, "steps")
    last = steps.parts[-1] if steps and steps.kind == "list" and steps.parts else None
    return last.parts[1] if last and last.kind == "tuple" and len(last.parts) == 2 else None


@cache
def _table() -> _Table:
    raw = read_table(__file__, "training.toml")
    return _Table(
        seen=Wildcards(raw["seen"]),
        unseen=Wildcards(raw["unseen"]),
        preparing=Wildcards(raw["preparing"]),
        constructors=Wildcards(raw["constructors"]),
        constructor_keywords=frozenset(raw["constructor_keywords"]),
        methods=frozenset(raw["methods"]),
        keywords=frozenset(raw["keywords"]),
        remote=Wildcards(raw["remote"]),
        replaced=Wildcards(raw["replaced"]),
        loops={library: Wildcards(patterns) for library, patterns in raw["loops"].items()},
    )
