"""Where a notebook trains a neural network, and with which library's random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.regex import regex
from nbcoach.notebook.runs import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_KERAS_METHODS = frozenset({"fit", "fit_generator", "train_on_batch"})
_KERAS_KEYWORDS = frozenset({"epochs", "nb_epoch", "steps_per_epoch", "validation_split", "validation_steps"})
_FASTAI_METHODS = frozenset({"fit_one_cycle", "fine_tune", "fit_flat_cos", "fit_sgdr"})
_LIGHTNING = regex(r"(?:pytorch_lightning|lightning)(?:\.\w+)*\.Trainer\(\)\.fit$")
_LOOPS = frozenset({"for", "while", "comprehension"})


class Training(NamedTuple):
    """A call that trains a network, and the library whose seed governs it."""

    site: CallSite
    library: str


def trainings(notebook: Notebook) -> Iterator[Training]:
    """The trainings of networks: one per `fit`, one per hand-written loop."""
    imports = notebook.imports
    if imports & {"keras", "tensorflow", "tf_keras"}:
        yield from _keras(notebook)
        yield from _tensorflow_loops(notebook)
    if imports & {"torch", "fastai", "pytorch_lightning", "lightning"}:
        yield from _torch(notebook)
    if imports & {"flax", "optax"}:
        yield from _first_of(_looped(notebook, "apply_gradients", "apply_updates"), "jax")


def _keras(notebook: Notebook) -> Iterator[Training]:
    for site in notebook.calls:
        if site.method not in _KERAS_METHODS:
            continue
        keywords = {keyword.name for keyword in site.call.keywords}
        if (
            site.method == "train_on_batch"
            or site.name.startswith("keras.")
            or _is_own_network(notebook, site)
            or (site.name.startswith(("?", "__main__.")) and keywords & _KERAS_KEYWORDS)
            or site.method == "fit_generator"
        ):
            yield Training(site, "tensorflow")


def _is_own_network(notebook: Notebook, site: CallSite) -> bool:
    """`Net().fit` where the notebook's class `Net` derives from a Keras model."""
    name = site.name.removeprefix("__main__.").partition("()")[0]
    if not site.name.startswith("__main__.") or "." in name:
        return False
    bound = [each for each in notebook.bindings_of(name) if each.binding.kind == "class" and each.binding.value]
    bases = [(each.cell, base) for each in bound for base in (each.binding.value.parts if each.binding.value else ())]
    return any(notebook.resolve(cell, base) in {"keras.Model", "keras.models.Model"} for cell, base in bases)


def _torch(notebook: Notebook) -> Iterator[Training]:
    for site in notebook.calls:
        if _LIGHTNING.match(site.name) or (site.method in _FASTAI_METHODS and "fastai" in notebook.imports):
            yield Training(site, "torch")
    steps = {_body(site) for site in _looped(notebook, "step") if not _is_scheduler(site)}
    backward = [site for site in _looped(notebook, "backward") if _body(site) in steps]
    yield from _first_of(iter(backward), "torch")


def _is_scheduler(site: CallSite) -> bool:
    return "sched" in site.call.function.text.lower() or "lr_scheduler" in site.name


def _tensorflow_loops(notebook: Notebook) -> Iterator[Training]:
    yield from _first_of(_looped(notebook, "apply_gradients"), "tensorflow")
    runs = (site for site in _looped(notebook, "run") if _runs_training(notebook, site))
    yield from _first_of(runs, "tensorflow")


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
    for site in notebook.calls:
        if site.method in methods and "." in site.name:
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
