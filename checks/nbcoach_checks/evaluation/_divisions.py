"""Where a notebook divides rows into those to learn from and those to measure on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.measuring import PREDICTING
from nbcoach.notebook.model import Place, Value
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.ancestry import Ancestry

_CROSS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict", "learning_curve", "validation_curve"})
_RANDOM = frozenset({"train_test_split", "random_split", "randomSplit", "iterative_train_test_split"})
_FOLDS = regex(r"(?:sklearn\.(?:model_selection|cross_validation)|iterstrat\.\w+)\.\w+\(\)\.split$")
_SEARCH = regex(r"(?:sklearn|imblearn|dask_ml|skopt|optuna)\..*?CV\(\)\.fit$")

_TRAIN = regex(r"(?:^|_)(?:tr|tra|trn)\d*(?:_|$)|train", re.IGNORECASE)
_TEST = regex(r"(?:^|_)(?:te|tst|val|vl|dev|oof)\d*(?:_|$)|test|valid|holdout", re.IGNORECASE)
_LENGTH = regex(r"len\([\w.]+\)$|[\w.]+\.shape\[0\]$")
_STEPS = regex(r"(?<=[A-Za-z_\])])[-+](?:\d+|[A-Za-z_]*(?:step|window|look|lag|len|seq)\w*)$")


class Division(NamedTuple):
    """A place that divides rows, what stands behind these, and the places that bind the parts: 0 or 1 by its side."""

    place: Place
    rows: Ancestry
    parts: dict[Place, int]
    is_cross: bool

    def gave(self, rows: Ancestry) -> bool:
        """True where some rows are a part that the division gave."""
        return self.place in rows.calls or bool(self.parts.keys() & rows.bindings)

    def joined(self, rows: Ancestry) -> bool:
        """True where some rows are both parts, put together again."""
        return {side for place, side in self.parts.items() if place in rows.bindings} == {0, 1}


def divisions(notebook: Notebook) -> tuple[Division, ...]:
    """Every division of rows, in order."""
    found = [*_calls(notebook), *_slices(notebook)]
    return tuple(sorted(found, key=lambda each: each.place))


def _calls(notebook: Notebook) -> Iterator[Division]:
    for site in notebook.calls_named(_may_divide):
        values = _divided(notebook, site)
        if values:
            rows = notebook.ancestry(site.cell, *values, stores=True)
            _add_callers(notebook, site, rows)
            crossed = site.method in _CROSS or bool(_SEARCH.search(site.name))
            yield Division(site.place, rows, _parts(site), is_cross=crossed)


@lru_cache(maxsize=16384)
def _may_divide(name: str) -> bool:
    """False for the name of a call that divides nothing, whatever it is given."""
    method = name.rpartition(".")[2]
    return (
        method in _RANDOM
        or method in _CROSS
        or method in {"fit", "drop"}
        or name == "numpy.split"
        or bool(_FOLDS.search(name) or _SEARCH.search(name))
    )


def _parts(site: CallSite) -> dict[Place, int]:
    """Where `X_train, X_test, …` are bound."""
    facts, index = site.cell.facts, site.cell.index
    return {
        Place(index, each.at): each.index % 2
        for each in facts.bindings
        if each.index >= 0 and each.value is not None and each.value.kind == "call" and each.value.at == site.call.at
    }


def _divided(notebook: Notebook, site: CallSite) -> tuple[Value, ...]:
    """The rows that a call divides; none for other calls."""
    arguments = site.call.arguments
    if site.method in _RANDOM:
        receiver = (site.call.function,) if site.method == "randomSplit" else ()
        return (*arguments, *receiver)
    if site.method in _CROSS and site.name.startswith("sklearn."):
        return (*arguments[1:3], *[each.value for each in site.call.keywords if each.name in {"X", "y"}])
    if _FOLDS.search(site.name):
        return (*arguments, *_taken_in_loop(site))
    if _SEARCH.search(site.name):
        return arguments
    if site.method == "fit" and site.call.keyword("validation_split") is not None:
        return (*arguments, *[each.value for each in site.call.keywords if each.name in {"x", "y"}])
    if site.name == "numpy.split" or (site.method == "drop" and _is_rest(notebook, site)):
        return arguments[:1] if site.name == "numpy.split" else (site.call.function,)
    return ()


def _is_rest(notebook: Notebook, site: CallSite) -> bool:
    """`frame.drop(train.index)`, where `train` was sampled from the frame."""
    first = site.call.arguments[0] if site.call.arguments else None
    if first is None or first.kind != "name" or not first.text.endswith(".index"):
        return False
    return any(name.endswith(".sample") for name in notebook.ancestry(site.cell, first).names)


def _taken_in_loop(site: CallSite) -> Iterator[Value]:
    """`X[train]` in `for train, test in folds.split(…)`: what the indices of a fold are taken from."""
    facts = site.cell.facts
    targets = {
        each.name
        for each in facts.bindings
        if each.kind == "for" and each.value is not None and site.call.line <= each.line <= site.call.end_line
    }
    for call in facts.calls if targets else ():
        for value in given(call):
            yield from _indexed(value, targets)
    for binding in facts.bindings if targets else ():
        if binding.value is not None:
            yield from _indexed(binding.value, targets)


def _indexed(value: Value, names: set[str]) -> Iterator[Value]:
    if value.kind == "subscript" and any(each.text in names for each in (value.parts[1], *value.parts[1].parts)):
        yield value.parts[0]
    for part in value.parts:
        yield from _indexed(part, names)


def _add_callers(notebook: Notebook, site: CallSite, rows: Ancestry) -> None:
    """What the callers of a function give it belongs to the rows that it divides."""
    if not rows.is_open:
        return
    names = {block.text for block in site.cell.facts.around(site.block) if block.kind == "function"}
    for call in notebook.calls_to(*[f"__main__.{name}" for name in names]):
        outer = notebook.ancestry(call.cell, *given(call.call), stores=True)
        rows.calls |= outer.calls
        rows.bindings |= outer.bindings


def _slices(notebook: Notebook) -> Iterator[Division]:
    """`X[:800]` and `X[800:]`, `frame[chosen]` and `frame[~chosen]`."""
    taken: dict[tuple[str, str], dict[str, _Part]] = {}
    for part in (*_named_parts(notebook), *_used_parts(notebook)):
        cut = _cut(notebook, part.cell, part.value)
        if cut is not None and (not cut.is_tested or _TRAIN.search(part.name) or _TEST.search(part.name)):
            sides = taken.setdefault((_source(part.cell, part.value.parts[0]), cut.bound), {})
            sides.setdefault(cut.side, part)
    for sides in taken.values():
        if len(sides) == 2:
            head, tail = sides["head"], sides["tail"]
            rows = notebook.ancestry(head.cell, head.value.parts[0], stores=True)
            parts = {head.place: 0, tail.place: 1}
            if head.use != tail.use or not head.use:
                yield Division(min(parts), rows, parts, is_cross=False)


class _Part(NamedTuple):
    """A slice of rows: what binds it to a name, or what it is used for (`fit`, `ask`) where it stands."""

    place: Place
    cell: Cell
    value: Value
    name: str = ""
    use: str = ""


class _Cut(NamedTuple):
    """The side of a bound; `is_tested` for one that a comparison draws, which may as well part kinds of rows."""

    side: str
    bound: str
    is_tested: bool = False


def _used_parts(notebook: Notebook) -> Iterator[_Part]:
    """The slices that a model is fitted to or asked about without a name: `model.fit(X[:n], y[:n])`."""
    fits = [(each.site, "fit") for each in trainings(notebook)]
    asks = [(site, "ask") for site in notebook.calls_of(_ASKING)]
    for site, use in (*fits, *asks):
        rows = site.argument(0, "X") if "." in site.name else None
        found = next(_subscripts(site.cell, rows), None) if rows is not None else None
        if found is not None:
            yield _Part(Place(site.cell.index, found.at), site.cell, found, use=use)


_ASKING = PREDICTING | {"score", "evaluate"}


def _named_parts(notebook: Notebook) -> Iterator[_Part]:
    """The slices that are bound to names."""
    for site in notebook.bindings:
        value = site.binding.value
        if value is None or site.binding.kind not in {"assign", "annotate"}:
            continue
        item = (
            value.parts[site.binding.index]
            if value.kind == "tuple" and -1 < site.binding.index < len(value.parts)
            else value
        )
        found = next(_subscripts(site.cell, item), None)
        if found is not None:
            yield _Part(site.place, site.cell, found, site.binding.name)


def _subscripts(cell: Cell, value: Value) -> Iterator[Value]:
    """The subscript of a value, seen through methods: `X[:n].copy()`."""
    while value.kind == "call":
        function = cell.facts.calls[value.call].function
        if function.kind != "attribute" or not function.parts:
            return
        value = function.parts[0]
    if value.kind == "subscript":
        yield value


def _cut(notebook: Notebook, cell: Cell, value: Value) -> _Cut | None:
    """Which side of which bound a subscript takes."""
    index = value.parts[1]
    first = index.parts[0] if index.kind == "tuple" and index.parts else index
    if first.kind == "name" and "." not in first.text:
        site = notebook.definition(cell, first)
        drawn = site.binding.value if site and site.binding.index < 0 and site.binding.kind == "assign" else None
        tested = _tested(site.cell, drawn) if site and drawn is not None else None
        return tested or _Cut("head", first.text)
    if first.kind == "slice":
        head, _, tail = "".join(_source(cell, first).split()).partition(":")
        head = "" if head == "0" else head
        base = _source(cell, value.parts[0])
        is_whole = bool(head) or tail in {f"len({base})", f"{base}.shape[0]"}
        tail = "" if is_whole and _LENGTH.match(tail) else tail
        if bool(head) == bool(tail) or ":" in tail:
            return None
        return _Cut("tail", _bound(head)) if head else _Cut("head", _bound(tail))
    if first.kind == "operation" and first.text == "~" and first.parts:
        return _Cut("tail", _source(cell, first.parts[0]))
    return _tested(cell, first)


def is_leading(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for the first rows of something, `X[:n]`, also through a name: somebody has thought of the others."""
    if value.kind == "name":
        site = notebook.definition(cell, value)
        given_value = site.binding.value if site and site.binding.index < 0 and site.binding.kind == "assign" else None
        return site is not None and given_value is not None and is_leading(notebook, site.cell, given_value)
    if value.kind != "subscript":
        return False
    index = value.parts[1]
    first = index.parts[0] if index.kind == "tuple" and index.parts else index
    cut = _cut(notebook, cell, value) if first.kind == "slice" else None
    return cut is not None and cut.side == "head" and cut.bound != "-1"


def _tested(cell: Cell, value: Value) -> _Cut | None:
    """The side of `frame.fold != 3` and `frame.fold == 3`, `frame.year < 2015` and `frame.year >= 2015`."""
    while value.kind == "operation" and value.text == "&":
        value = value.parts[0]
    pair = _PAIRS.get(value.text, "") if value.kind == "compare" and len(value.parts) == 2 else ""
    if not pair:
        return None
    sides = [_source(cell, part) for part in value.parts]
    return _Cut(
        "head" if value.text == pair[: len(pair) // 2].strip() else "tail",
        f"{sides[0]}{pair}{sides[1]}",
        is_tested=True,
    )


_PAIRS = {"!=": "!===", "==": "!===", "<": "< >=", ">=": "< >=", "<=": "<=> ", ">": "<=> "}


def _bound(text: str) -> str:
    """A bound without the steps that a window looks back or leaves out: `n` of `n-60` and of `n:`."""
    return _STEPS.sub("", text)


def _source(cell: Cell, value: Value) -> str:
    lines = cell.source.split("\n")
    return lines[value.line - 1][value.column : value.end_column] if value.line == value.end_line else value.text
