"""Where a notebook measures the quality of a model: by a library's metric, a model's own score, or by hand.

The names are in `measures.toml`. A measure by hand is a mean, sum or root of how predictions differ from the truth.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakMethod

from nbcoach.notebook.graphs import fetched, fetching_runs
from nbcoach.notebook.measure_names import (
    BY_HAND,
    COMPARED,
    FETCHING,
    LOSSES,
    STEPPED,
    SUMMARIES,
    is_metric,
    may_measure,
    table_of_measures,
    words_of,
)
from nbcoach.notebook.reach import CHOOSING, Reach, given
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.measure_names import Table
    from nbcoach.notebook.model import Place, Value

PREDICTING = frozenset(
    {"predict", "predict_proba", "predict_log_proba", "predict_classes", "decision_function", "predict_generator"}
    | {"predict_on_batch", "fit_predict", "score_samples", "predict_step", "cross_val_predict", "forecast"}
    | {"get_forecast", "get_prediction"}
)
_KERAS = frozenset({"keras", "tensorflow", "tf_keras"})
_FRAMEWORKS = frozenset({"torch", "tensorflow", "keras", "jax", "flax"})
_COMPARING = frozenset({"eq", "equal", "ne", "not_equal", "subtract", "squared_difference"})
_UNGRADED = frozenset({"torch.no_grad()", "torch.inference_mode()", "torch.autograd.no_grad()"})
_ROWS = regex(
    r"(?:^|_)(?:x|y|test|train|valid|val|data|dataset|ds|gen|generator|loader|images|labels)\d*(?:_|$)", re.IGNORECASE
)
_PRETRAINED = regex(
    r"transformers\.\w*(?:Model|For[A-Z])\w*\.from_pretrained\(\)(?:\.(?:to|cuda|half|eval|float)\(\))*$"
)
_LOADING = frozenset({"load_state_dict", "load_weights"})
_DEPTH = 4


class Measuring:
    """The measures of a notebook, and which of them stand behind a value."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._reach = Reach(notebook, _held_weakly(self._is_measure), ends=CHOOSING)
        self._predicted = Reach(notebook, _held_weakly(self._is_prediction))
        self._asked: dict[Place, bool] = {}

    @cached_property
    def has_model(self) -> bool:
        """True where the notebook trains a model, or asks one to predict."""
        notebook = self._notebook
        if any("." in site.name for site in notebook.calls_of(PREDICTING | _LOADING)) or self._fitted:
            return True
        return bool(notebook.imports & _FRAMEWORKS) and any(_is_network(notebook, site) for site in notebook.calls)

    @cached_property
    def candidates(self) -> tuple[CallSite, ...]:
        """The calls that may measure, by their names, in order; `is_measure` is false for all others."""
        return self._notebook.calls_named(may_measure)

    @cached_property
    def has_measure(self) -> bool:
        """True where anything measures a model."""
        notebook = self._notebook
        if any(self.is_measure(site) for site in self.candidates):
            return True
        attributes = table_of_measures().attributes | {"history"}
        chains = (value.text for cell in notebook.code for value in cell.facts.names if "." in value.text)
        return any(text.rpartition(".")[2] in attributes for text in chains)

    @cached_property
    def _fitted(self) -> frozenset[str]:
        """The names, up to the method, of what is trained here."""
        return frozenset(each.site.name.rpartition(".")[0] for each in trainings(self._notebook))

    def behind(self, cell: Cell, *values: Value) -> frozenset[Place]:
        """The places of the measures that stand behind some values of a cell."""
        return self._reach.behind(cell, *values)

    def predictions(self, cell: Cell, *values: Value) -> frozenset[Place]:
        """The places of the predictions that a measure is made from, also by comparing them with the truth."""
        found = self._predicted.behind(cell, *values)
        for value in values:
            found |= self._compared(cell, value, 0)
        return found

    def _compared(self, cell: Cell, value: Value, depth: int) -> frozenset[Place]:
        found: frozenset[Place] = frozenset()
        if depth > _DEPTH:
            return found
        if value.kind == "compare":
            found |= self._predicted.behind(cell, *value.parts)
        elif value.kind == "call":
            call = cell.facts.calls[value.call]
            for each in (call.function, *call.arguments):
                found |= self._compared(cell, each, depth + 1)
        elif value.kind == "name":
            site = self._notebook.definition(cell, value)
            if site is not None and site.binding.value is not None and site.binding.kind == "assign":
                found |= self._compared(site.cell, site.binding.value, depth + 1)
        for part in value.parts:
            found |= self._compared(cell, part, depth + 1)
        return found

    def shows_itself(self, site: CallSite) -> bool:
        """True for a measure that prints or plots what it finds."""
        if table_of_measures().showing.match(site.name):
            return True
        verbose = site.call.keyword("verbose")
        quiet = verbose is not None and verbose.text in {"0", "False"}
        return site.name.startswith("keras.") and site.method.startswith("evaluate") and not quiet

    def is_measure(self, site: CallSite) -> bool:
        """True for a call that measures the quality of a model."""
        if not may_measure(site.name):
            return False
        known = self._asked.get(site.place)
        if known is None:
            self._asked[site.place] = False
            known = self._asked[site.place] = self._measures(site)
        return known

    def _is_measure(self, cell: Cell, value: Value) -> bool:
        if value.kind == "name":
            return "." in value.text and self._is_left_by_fit(cell, value)
        site = self._site(cell, value)
        return site is not None and self.is_measure(site) and not table_of_measures().boards.match(site.name)

    def _is_left_by_fit(self, cell: Cell, value: Value) -> bool:
        """`search.best_score_`, `history.history` of what Keras fitted."""
        if value.text.rpartition(".")[2] in table_of_measures().attributes:
            return True
        if not value.text.endswith(".history"):
            return False
        name = self._notebook.resolve(cell, value)
        return name.endswith((".fit().history", ".fit_generator().history")) or (
            name == "?.history" and bool(self._notebook.imports & _KERAS) and self._is_parameter(cell, value)
        )

    def _is_parameter(self, cell: Cell, value: Value) -> bool:
        site = self._notebook.definition(cell, value)
        return site is not None and site.binding.kind == "parameter"

    def is_network(self, site: CallSite) -> bool:
        """True where an object is called that is a network: `net(images)`."""
        return _is_network(self._notebook, site)

    def is_progress(self, place: Place) -> bool:
        """True for the loss that a loop of one's own goes down by: a measure only once the loop is over."""
        site = self._notebook.site_at(place)
        return site is not None and (self._is_stepped(site) or self._is_fetched(site, LOSSES))

    def _is_stepped(self, site: CallSite) -> bool:
        """`loss.item()`, where the same cell has `loss.backward()`."""
        owner = site.call.function.text.rpartition(".")[0]
        if site.method not in STEPPED or not owner:
            return False
        return any(call.function.text == f"{owner.partition('.')[0]}.backward" for call in site.cell.facts.calls)

    def _is_fetched(self, site: CallSite, words: frozenset[str] | None = None) -> bool:
        """`sess.run(accuracy)`, `loss.eval()`: a measure that a graph of TensorFlow 1 computes, by its name."""
        if site.method not in FETCHING or site not in fetching_runs(self._notebook):
            return False
        names = (value.text.removesuffix(".eval") for value in fetched(site) if value.kind == "name")
        named = [words_of(name.rpartition(".")[2]) for name in names]
        if words is not None:
            return not any(each & table_of_measures().words for each in named) or bool(self._trains(site))
        return any(each & (table_of_measures().words | LOSSES) for each in named)

    def _trains(self, site: CallSite) -> bool:
        return any(each.site.place == site.place for each in trainings(self._notebook))

    def _site(self, cell: Cell, value: Value) -> CallSite | None:
        return self._notebook.site(cell, cell.facts.calls[value.call])

    def _measures(self, site: CallSite) -> bool:
        table = table_of_measures()
        if is_metric(site.name):
            return not table.others.match(site.name)
        if site.method in table.methods and "." in site.name:
            return self._is_own_score(site, table)
        if self._is_stepped(site) or self._is_fetched(site):
            return True
        return self._is_named_so(site, table) or self._is_by_hand(site) or self._is_held_out_loss(site, table)

    def _is_own_score(self, site: CallSite, table: Table) -> bool:
        """`model.score(X, y)`: of what is trained here, of a library of models, or given rows."""
        owner = site.name.rpartition(".")[0]
        if owner in self._fitted and owner != "?":
            return True
        if site.name.startswith(table.models):
            return not site.name.startswith(("sklearn.decomposition.", "sklearn.covariance.", "sklearn.preprocessing."))
        if not owner.startswith(("?", "__main__.", "dict()", "list()", "tuple()", "joblib.", "pickle.")):
            return False
        rows = [
            value for value in site.call.arguments if _ROWS.search(value.text) or value.kind in {"call", "subscript"}
        ]
        return len(site.call.arguments) > 1 or bool(rows) or site.call.keyword("verbose") is not None

    def _is_named_so(self, site: CallSite, table: Table) -> bool:
        """`rmse(y, model.predict(X))`, `evaluate_accuracy(net, batches)`: a function named after a measure."""
        if "()" in site.name or ("." in site.call.function.text and not site.name.startswith(("__main__.", "d2l."))):
            return False
        if table.words.isdisjoint(words_of(site.method)) or site.method[:1].isupper() or not site.call.arguments:
            return False
        return bool(self._predicted.behind(site.cell, *given(site.call))) or self._is_given_model(site)

    def _is_given_model(self, site: CallSite) -> bool:
        names = {self._notebook.resolve(site.cell, value) for value in given(site.call)}
        return bool((names - {"?"}) & self._fitted)

    def _is_by_hand(self, site: CallSite) -> bool:
        """`(predicted == y).mean()`, `np.sqrt(np.mean((y - predicted) ** 2))`."""
        if site.name in COMPARED:
            return self._is_compared(site)
        if site.method not in SUMMARIES and site.name not in BY_HAND:
            return False
        function = site.call.function
        values = [*function.parts, *site.call.arguments[:1]]
        if function.kind == "name" and "." in function.text:
            values.append(function)
        return any(self._differs(site.cell, value) for value in values)

    def _is_compared(self, site: CallSite) -> bool:
        """True for a table of predictions against something else, not against other predictions."""
        predicted = [bool(self._predicted.behind(site.cell, each)) for each in given(site.call)]
        clusters = [self._notebook.resolve(site.cell, each).endswith(".labels_") for each in site.call.arguments[:2]]
        return any(predicted) and not all(map(any, zip(predicted, clusters, strict=False)))

    def _differs(self, cell: Cell, value: Value, depth: int = 0) -> bool:
        """True for how predictions differ from something else that is no number."""
        if depth > _DEPTH:
            return False
        if (value.kind == "compare" and value.text in {"==", "!="}) or (
            value.kind == "operation" and value.text == "-"
        ):
            return self._is_difference(cell, value) or any(self._differs(cell, part, depth + 1) for part in value.parts)
        if value.kind == "name":
            site = self._notebook.definition(cell, value)
            if site and site.binding.value is not None and site.binding.kind == "assign" and site.binding.index < 0:
                return self._differs(site.cell, site.binding.value, depth + 1)
            return False
        if value.kind == "call":
            call = cell.facts.calls[value.call]
            if call.function.text.rpartition(".")[2] in _COMPARING and self._predicted.behind_call(cell, call):
                return True
            return any(self._differs(cell, each, depth + 1) for each in (call.function, *call.arguments))
        return any(self._differs(cell, part, depth + 1) for part in value.parts)

    def _is_difference(self, cell: Cell, value: Value) -> bool:
        predicted = [bool(self._predicted.behind(cell, part)) for part in value.parts]
        plain = [part.kind in {"number", "constant", "string"} for part in value.parts]
        return any(predicted) and not any(plain) and not all(predicted)

    def _is_held_out_loss(self, site: CallSite, table: Table) -> bool:
        """A loss that is taken without gradients, of a network's output."""
        if not table.losses.match(site.name):
            return False
        around = [each for each in site.cell.facts.around(site.block) if each.kind == "with" and each.value is not None]
        return any(self._notebook.resolve(site.cell, each.value) in _UNGRADED for each in around if each.value)

    def _is_prediction(self, cell: Cell, value: Value) -> bool:
        if value.kind != "call":
            return False
        site = self._site(cell, value)
        return site is not None and (
            (site.method in PREDICTING and "." in site.name)
            or _is_network(self._notebook, site)
            or _is_named_prediction(site)
        )


def measuring(notebook: Notebook) -> Measuring:
    """The measures of a notebook, looked for once."""
    return notebook.once(Measuring)


def _held_weakly(mark: Callable[[Cell, Value], bool]) -> Callable[[Cell, Value], bool]:
    """A method that does not keep its object: a cycle would stay in memory while many notebooks are read."""
    held = WeakMethod(mark)

    def ask(cell: Cell, value: Value) -> bool:
        still = held()
        return still is not None and still(cell, value)

    return ask


def _is_named_prediction(site: CallSite) -> bool:
    """`predict(weights, rows)`: a function of the notebook, or one made of it, that is named so."""
    function = site.call.function
    is_own = site.name.startswith("__main__.") or site.name in _VECTORISED
    return is_own and function.kind == "name" and "." not in function.text and "predict" in words_of(function.text)


_VECTORISED = frozenset({"jax.vmap()", "jax.jit()", "jax.pmap()", "numpy.vectorize()", "functools.partial()"})


def _is_network(notebook: Notebook, site: CallSite) -> bool:
    """`net(images)`: an object is called that is a network, as far as is known."""
    function = site.call.function
    if function.kind != "name" or not notebook.imports & _FRAMEWORKS:
        return False
    if function.text in {"self.model", "self.net", "self.network"}:
        return True
    if "." in function.text or not site.call.arguments:
        return False
    if site.name.startswith(("torch.nn.", "torchvision.models.", "keras.Sequential", "keras.models.", "keras.Model")):
        return "()" in site.name and "Loss" not in site.name
    if _PRETRAINED.match(site.name):
        return True
    return function.text in {"model", "net", "network", "classifier", "self"} and site.name.startswith(
        ("?", "__main__.")
    )
