"""Where a notebook trains a neural network, and with which library's random numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.runs import moment
from nbcoach_checks.reproducibility._randomness import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_KERAS_METHODS = frozenset({"fit", "fit_generator", "train_on_batch"})
_KERAS_KEYWORDS = frozenset({"epochs", "nb_epoch", "steps_per_epoch", "validation_split", "validation_steps"})
_FASTAI_METHODS = frozenset({"fit_one_cycle", "fine_tune", "fit_flat_cos", "fit_sgdr"})
_NO_NETWORKS = (
    "sklearn.", "xgboost.", "lightgbm.", "catboost.", "prophet.", "statsmodels.", "pytorch_lightning.", "lightning.",
    "fastai.", "transformers.", "autokeras.", "keras_nlp.", "keras_hub.", "keras_cv.", "segmentation_models.",
    "imblearn.", "pytorch_tabnet.", "tensorflow_decision_forests.", "sentence_transformers.", "skorch.", "torch.",
    "scipy.", "gensim.", "implicit.", "lightfm.",
)  # fmt: skip
"""What has a `fit` of its own kind, or is known by its whole name."""
_VALIDATIONS = frozenset(
    {f"sklearn.model_selection.{each}" for each in ("cross_val_score", "cross_validate", "cross_val_predict")}
    | {f"sklearn.model_selection.{each}().fit" for each in ("GridSearchCV", "RandomizedSearchCV")}
)
_LOOPS = frozenset({"for", "while", "comprehension"})


class Training(NamedTuple):
    """A call that trains a network, and the library whose seed governs it."""

    site: CallSite
    library: str


def trainings(notebook: Notebook) -> Iterator[Training]:
    """The trainings of networks: one per `fit`, one per hand-written loop."""
    imports = notebook.imports
    yield from _known(notebook)
    if imports & {"keras", "tensorflow", "tf_keras"}:
        yield from _keras(notebook)
        yield from _tensorflow_loops(notebook)
    if imports & {"torch", "fastai", "pytorch_lightning", "lightning"}:
        yield from _torch(notebook)
    if imports & {"flax", "optax"}:
        yield from _first_of(_looped(notebook, "apply_gradients", "apply_updates"), "jax")


def _keras(notebook: Notebook) -> Iterator[Training]:
    for site in notebook.calls_of(_KERAS_METHODS):
        if site.name.startswith(_NO_NETWORKS) or ".preprocessing." in site.name:
            continue
        keywords = {keyword.name for keyword in site.call.keywords}
        is_keras = site.name.startswith("keras.") or _is_own_network(notebook, site)
        if site.method != "fit" or is_keras or keywords & _KERAS_KEYWORDS:
            yield Training(site, "tensorflow")


def _known(notebook: Notebook) -> Iterator[Training]:
    """Trainings by the name of what is called, and of networks that pose as estimators."""
    for site in notebook.calls_named(_is_known):
        library = next((each for each, pattern in tables().networks.items() if pattern.match(site.name)), "")
        if library:
            yield Training(site, library)
        elif site.call.arguments and _wraps_network(notebook, site):
            yield Training(site, "tensorflow")


@lru_cache(maxsize=65_536)
def _is_known(name: str) -> bool:
    return name in _VALIDATIONS or any(pattern.match(name) for pattern in tables().networks.values())


def _wraps_network(notebook: Notebook, site: CallSite) -> bool:
    """True for `cross_val_score(KerasClassifier(…), …)`, and a search over one."""
    if not site.name.endswith(".fit"):
        return notebook.resolve(site.cell, site.call.arguments[0]).endswith(tables().wrappers)
    function = site.call.function
    bound = notebook.definition(site.cell, function)
    cell, made = (bound.cell, bound.binding.value) if bound else (site.cell, None)
    if made is None or made.kind != "call":
        return False
    estimator = cell.facts.calls[made.call].argument(0, "estimator")
    return estimator is not None and notebook.resolve(cell, estimator).endswith(tables().wrappers)


def _is_own_network(notebook: Notebook, site: CallSite) -> bool:
    """`Net().fit` where the notebook's class `Net` derives from a Keras model."""
    name = site.name.removeprefix("__main__.").partition("()")[0]
    if not site.name.startswith("__main__.") or "." in name:
        return False
    bound = [each for each in notebook.bindings_of(name) if each.binding.kind == "class" and each.binding.value]
    bases = [(each.cell, base) for each in bound for base in (each.binding.value.parts if each.binding.value else ())]
    return any(notebook.resolve(cell, base) in {"keras.Model", "keras.models.Model"} for cell, base in bases)


def _torch(notebook: Notebook) -> Iterator[Training]:
    for site in notebook.calls_of(_FASTAI_METHODS | {"fit"}):
        if _is_learner(notebook, site):
            yield Training(site, "torch")
    steps = {_body(site) for site in _looped(notebook, "step", "optimizer_step") if not _is_scheduler(site)}
    backward = [site for site in _looped(notebook, "backward") if _body(site) in steps]
    closed = [site for site in _looped(notebook, "step") if any(e.text == "closure" for e in site.call.arguments)]
    yield from _first_of(iter(backward or closed), "torch")


def _is_learner(notebook: Notebook, site: CallSite) -> bool:
    """`learn.fit(3)` of fastai, whose star imports hide what made it."""
    if "fastai" not in notebook.imports or _is_known(site.name):
        return False
    if site.method != "fit" or site.name.partition("(")[0].endswith("earner"):
        return True
    return site.call.function.text in {"learn.fit", "learner.fit"}


def _is_scheduler(site: CallSite) -> bool:
    return "sched" in site.call.function.text.lower() or "lr_scheduler" in site.name


def _tensorflow_loops(notebook: Notebook) -> Iterator[Training]:
    looped = (site for site in _looped(notebook, "apply_gradients") if site.argument(0, "grads_and_vars") is not None)
    applied = (site for site in looped if not _is_step_of_model(site))
    yield from _first_of(applied, "tensorflow")
    runs = (site for site in _looped(notebook, "run") if _runs_training(notebook, site))
    yield from _first_of(runs, "tensorflow")


def _is_step_of_model(site: CallSite) -> bool:
    """True inside `train_step` of a model, which its `fit` runs."""
    blocks = site.cell.facts.blocks
    functions = [block for block in site.cell.facts.around(site.block) if block.kind == "function"]
    return any(each.text == "train_step" and blocks[each.parent].kind == "class" for each in functions)


def _runs_training(notebook: Notebook, site: CallSite) -> bool:
    """`session.run(train_step)` where `train_step` is what an optimiser's `minimize` gave."""
    if site.name.endswith((".minimize().run", ".apply_gradients().run")):
        return True
    fetched = site.call.arguments[:1]
    return any(_is_training_step(notebook, site.cell, each) for each in fetched)


def _is_training_step(notebook: Notebook, cell: Cell, value: Value) -> bool:
    if value.kind in {"list", "tuple"}:
        return any(_is_training_step(notebook, cell, each) for each in value.parts)
    return notebook.resolve(cell, value).endswith((".minimize()", ".apply_gradients()"))


def _looped(notebook: Notebook, *methods: str) -> Iterator[CallSite]:
    """Calls of a method that run repeatedly: in a loop, or in a function."""
    for site in notebook.calls_of(frozenset(methods)):
        if "." in site.name:
            around = site.cell.facts.around(site.block)
            if any(block.kind in _LOOPS or block.kind == "function" for block in around):
                yield site


def _body(site: CallSite) -> tuple[int, int]:
    """The cell and the outermost function that a call stands in."""
    return site.cell.index, moment(site.cell, site.call.at, site.block).body


def _first_of(sites: Iterator[CallSite], library: str) -> Iterator[Training]:
    seen = set()
    for site in sites:
        if _body(site) not in seen:
            seen.add(_body(site))
            yield Training(site, library)
