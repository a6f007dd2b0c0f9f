"""Models, the rows that they were fitted on, and the rows on which their quality is measured."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.measuring import measuring
from nbcoach.notebook.model import Place
from nbcoach.notebook.reach import given
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_FITTING = frozenset({"fit", "fit_generator", "fit_predict", "partial_fit", "fit_transform", "set_params", "train"})
_FIT = frozenset({"fit"})
_ESTIMATOR = frozenset({"fit", "predict"})
_SAME_ROWS = frozenset(
    {"values", "copy", "to_numpy", "toarray", "todense", "reshape", "astype", "ravel", "flatten", "squeeze"}
    | {"to", "cuda", "cpu", "float", "double", "long", "view", "unsqueeze", "eval"}
)
_ARRAYS = frozenset(
    {"numpy.array", "numpy.asarray", "numpy.ravel", "pandas.DataFrame", "pandas.Series", "torch.tensor"}
)
_SCORING = frozenset({"score", "evaluate", "evaluate_generator"})
_CROSS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"})
_WRAPPING = frozenset({"enumerate", "tqdm.tqdm", "iter", "tqdm.trange"})
_ROWS = ("X", "x", "data", "test_data", "dataset")


class Fit(NamedTuple):
    """A training: the key of the model, and the key of the rows where they are given."""

    site: CallSite
    model: str
    rows: str


class Measure(NamedTuple):
    """A call that measures quality; `pairs` are the keys of each model and its rows behind it, empty if unknown."""

    site: CallSite
    pairs: frozenset[tuple[str, str]]
    is_crossed: bool

    @property
    def models(self) -> frozenset[str]:
        return frozenset(model for model, _ in self.pairs)

    @property
    def rows(self) -> frozenset[str]:
        return frozenset(rows for _, rows in self.pairs)


def learned(notebook: Notebook) -> Learning:
    """The fits and measures of a notebook, looked for once."""
    return notebook.once(Learning)


class Learning:
    """The fits and measures of a notebook. A key tells objects and rows apart: equal keys are the same object."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._measuring = measuring(notebook)

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """Every training that the notebook runs itself, in order."""
        sites = [each.site for each in trainings(self._notebook) if each.site.method in _FITTING]
        steps = [each.site for each in trainings(self._notebook) if each.site.method == "backward"]
        known = {each.place for each in sites}
        sites += [each for each in self._own_fits() if each.place not in known]
        found = [*sites, *(call for step in steps for call in self._fed(step))]
        return tuple(Fit(site, self.owner(site), self._rows(site, 0)) for site in found)

    def _own_fits(self) -> Iterator[CallSite]:
        """`blend.fit(X, y)`, of a class of the notebook that predicts: also where it fits other models within."""
        for site in self._notebook.calls_of(_FIT):
            owner, _, rest = site.name.removeprefix("__main__.").partition("().")
            is_own = rest == "fit" and site.name.startswith("__main__.")
            if is_own and self._notebook.methods_of(owner) >= _ESTIMATOR:
                yield site

    def _fed(self, step: CallSite) -> Iterator[CallSite]:
        """`net(batch)` in the loop whose step follows: the rows that a network is trained on by hand."""
        loops = [block for block in step.cell.facts.around(step.block) if block.kind in {"for", "while"}]
        first, last = (loops[-1].line, step.call.line) if loops else (1, step.call.line)
        for call in step.cell.facts.calls:
            if first <= call.line <= last:
                site = self._notebook.site(step.cell, call)
                if site is not None and self._measuring.is_network(site):
                    yield site

    @cached_property
    def predictions(self) -> tuple[Fit, ...]:
        """Every call of a network: the model, and the rows that it is given."""
        sites = [site for site in self._notebook.calls if self._measuring.is_network(site)]
        return tuple(Fit(site, self.owner(site), self._rows(site, 0)) for site in sites)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every call that measures the quality of a model, in order."""
        return tuple(self._measures())

    def _measures(self) -> Iterator[Measure]:
        for site in self._measuring.candidates:
            if not self._measuring.is_measure(site) or self._measuring.is_progress(site.place):
                continue
            if site.method in _CROSS:
                yield Measure(site, frozenset({(self._rows(site, 0), self._rows(site, 1))}), is_crossed=True)
            elif site.method in _SCORING and "." in site.name:
                yield Measure(site, frozenset({(self.owner(site), self._rows(site, 0))}), is_crossed=False)
            elif not self._is_within_measure(site):
                yield self._of_predictions(site)

    def _is_within_measure(self, site: CallSite) -> bool:
        """True inside a function whose calls are measures: `return np.mean(y == predicted)` of `accuracy`."""
        names = (each.text for each in site.cell.facts.around(site.block) if each.kind == "function")
        callers = [each for name in names for each in self._notebook.calls_to(f"__main__.{name}")]
        return bool(callers) and all(map(self._measuring.is_measure, callers))

    def _of_predictions(self, site: CallSite) -> Measure:
        """A metric: the models and rows of the predictions among its arguments."""
        places = self._measuring.predictions(site.cell, site.call.function, *given(site.call))
        asked = [each for each in (self._notebook.site_at(place) for place in places) if each is not None]
        crossed = any(each.method in _CROSS for each in asked)
        pairs = frozenset((self.owner(each), self._rows(each, 0)) for each in asked)
        return Measure(site, pairs, is_crossed=crossed)

    def is_of(self, measure: Measure, fit: Fit) -> bool:
        """False where a measure whose model is not known by name surely judges another one than a fit made.

        A function judges what its callers give it; a cross-validation what it is given, on rows of the same origin.
        """
        site = measure.site
        names = [each.text for each in site.cell.facts.around(site.block) if each.kind == "function"]
        callers = [each for name in names for each in self._notebook.calls_to(f"__main__.{name}")]
        if callers:
            return any(self._is_behind(each, given(each.call), fit) for each in callers)
        if site.method not in _CROSS or len(site.call.arguments) < 2:
            return True
        if self._is_behind(site, site.call.arguments[:1], fit):
            return True
        made = self._notebook.ancestry(site.cell, site.call.arguments[0])
        if made.is_open or not made.names:
            return True
        owner = fit.site.name.rpartition(".")[0].removesuffix("()")
        if owner not in made.names and not owner.startswith("?"):
            return False
        mine = self._notebook.ancestry(fit.site.cell, *given(fit.site.call))
        theirs = self._notebook.ancestry(site.cell, *site.call.arguments[1:])
        return not (mine.calls and theirs.calls) or bool(mine.calls & theirs.calls)

    def _is_behind(self, site: CallSite, values: tuple[Value, ...], fit: Fit) -> bool:
        """True where the model of a fit stands behind what a call is given, or where that is not known."""
        behind = self._notebook.ancestry(site.cell, *values)
        if behind.is_open:
            return True
        keys = [_placed(each) for each in (*behind.calls, *behind.bindings)]
        return any(fit.model == each or fit.model.startswith((f"{each}[", f"{each}.")) for each in keys)

    def predictions_of(self, measure: Measure) -> tuple[CallSite, ...]:
        """The predictions that a measure is made from, in order."""
        site = measure.site
        places = sorted(self._measuring.predictions(site.cell, site.call.function, *given(site.call)))
        return tuple(each for each in map(self._notebook.site_at, places) if each is not None)

    def is_network(self, site: CallSite) -> bool:
        """True where an object is called that is a network: `net(images)`."""
        return self._measuring.is_network(site)

    def behind(self, cell: Cell, *values: Value) -> frozenset[Place]:
        """The places of the measures that stand behind some values of a cell."""
        return self._measuring.behind(cell, *values)

    def _rows(self, site: CallSite, position: int) -> str:
        """The key of what a call is given as rows, or as its model; empty where it is not known."""
        arguments = site.call.arguments
        value = arguments[position] if len(arguments) > position else None
        value = value or next((each.value for each in site.call.keywords if each.name in _ROWS), None)
        return self.key(site.cell, value) if value is not None else ""

    def owner(self, site: CallSite) -> str:
        """The key of the object whose method is called."""
        function = site.call.function
        if self._measuring.is_network(site):
            return self.key(site.cell, function)
        if function.kind == "attribute" and function.parts:
            return self.key(site.cell, function.parts[0])
        return self._chain(site.cell, function, function.text.rpartition(".")[0])

    def key(self, cell: Cell, value: Value) -> str:
        """What made a value: the place of a call or binding, or how it is taken out of another; empty if unknown."""
        if value.kind == "call":
            return self._made_by(cell, value)
        if value.kind == "name":
            return self._chain(cell, value, value.text)
        if value.kind == "subscript" and value.parts:
            base = self.key(cell, value.parts[0])
            return f"{base}{_text(cell, value)[len(_text(cell, value.parts[0])) :]}" if base else ""
        if value.kind == "attribute" and value.parts:
            base = self.key(cell, value.parts[0])
            return base if value.text in _SAME_ROWS or not base else f"{base}.{value.text}"
        return _text(cell, value)

    def _chain(self, cell: Cell, value: Value, text: str) -> str:
        root, _, rest = text.partition(".")
        kept = [part for part in rest.split(".") if part and part not in _SAME_ROWS]
        base = self._name(cell, value, root)
        return ".".join([base, *kept]) if base else ""

    def _name(self, cell: Cell, value: Value, name: str) -> str:
        bound = self._notebook.flow.definition(cell, name, value.at, value.block)
        if bound is None or bound.binding.kind == "import":
            return name
        if bound.binding.kind == "parameter":
            return ""
        given_value = bound.binding.value
        is_plain = bound.binding.index < 0 and bound.binding.kind in {"assign", "annotate", "walrus"}
        if (
            is_plain
            and given_value is not None
            and (given_value.kind == "call" or (given_value.kind == "name" and given_value.root != name))
        ):
            return self.key(bound.cell, given_value)
        if bound.binding.kind == "for" and given_value is not None:
            base = self._looped(bound.cell, given_value)
            return f"{base}[{bound.binding.index}]" if base else ""
        return _placed(bound.place)

    def _looped(self, cell: Cell, value: Value) -> str:
        """The key of what a loop goes over, through `enumerate` and a progress bar."""
        while value.kind == "call":
            call = cell.facts.calls[value.call]
            if self._notebook.resolve(cell, call.function) not in _WRAPPING or not call.arguments:
                break
            value = call.arguments[0]
        return self.key(cell, value)

    def _made_by(self, cell: Cell, value: Value) -> str:
        """`Model().fit(X)` is the model, `np.array(X)` are the rows of X; any other call is what it gave."""
        call = cell.facts.calls[value.call]
        function = call.function
        method = function.text.rpartition(".")[2]
        if self._notebook.resolve(cell, function) in _ARRAYS and len(call.arguments) == 1:
            return self.key(cell, call.arguments[0])
        if method in _FITTING or method in _SAME_ROWS:
            if function.kind == "attribute" and function.parts:
                return self.key(cell, function.parts[0])
            if "." in function.text:
                return self._chain(cell, function, function.text.rpartition(".")[0])
        return _placed(Place(cell.index, call.at))


def _placed(place: Place) -> str:
    return f"{place.cell}:{place.at}"


def _text(cell: Cell, value: Value) -> str:
    """How a value is written, without blanks."""
    lines = cell.source.split("\n")[value.line - 1 : value.end_line]
    if not lines:
        return value.text
    lines[-1] = lines[-1][: value.end_column]
    lines[0] = lines[0][value.column :]
    return "".join("".join(lines).split())
