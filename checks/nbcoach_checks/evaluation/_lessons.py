"""What learns from rows before a model does: scalers, imputers, vectorisers, samplers, and the same made by hand."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.notebook.model import Binding, Place, Value
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Notebook

_WINDOWS = regex(r"\.(?:rolling|expanding|ewm|shift|resample)\b")
_GROUPWISE = frozenset({"transform", "agg", "aggregate"})
_DEPTH = 3


class Lesson(NamedTuple):
    """A call that learns from rows; `rows` are what it is given, `changed` the bindings of what it changes in place."""

    site: CallSite
    rows: tuple[Value, ...]
    changed: frozenset[Place]


def lessons(notebook: Notebook) -> Iterator[Lesson]:
    """Everything that learns from rows, in order."""
    for site in notebook.calls_named(_may_learn):
        rows = _learned_from(notebook, site)
        if rows:
            yield Lesson(site, rows, _changed(notebook, site))


@lru_cache(maxsize=16384)
def _may_learn(name: str) -> bool:
    """False for the name of a call that learns nothing, whatever it is given."""
    table, method = _table(), name.rpartition(".")[2]
    return (
        (method in table.methods and "()" in name)
        or name in table.functions
        or method in {"fillna", "replace"}
        or method in table.statistics
        or (method in _GROUPWISE and ".groupby()" in name)
    )


def _learned_from(notebook: Notebook, site: CallSite) -> tuple[Value, ...]:
    """The rows that a call learns from; none for other calls."""
    table = _table()
    if site.method in table.methods and "()" in site.name:
        owner = site.name.rpartition(".")[0].removesuffix("()")
        return site.call.arguments[:2] or _by_name(site) if _learns(notebook, site, owner) else ()
    if site.name in table.functions:
        return site.call.arguments[:1]
    if site.method in {"fillna", "replace"} and _fills_from_all(notebook, site):
        return (_receiver(site),)
    if site.method in _GROUPWISE and site.call.arguments and _is_of_target(notebook, site):
        return (_receiver(site),) if site.call.arguments[0].text in table.statistics else ()
    if site.method in table.statistics and (_is_taken_off(notebook, site) or _is_of_target(notebook, site)):
        return (_receiver(site), *site.call.arguments[:1])
    return ()


def _is_of_target(notebook: Notebook, site: CallSite) -> bool:
    """`frame.groupby("city")["sold"].mean()`, where `sold` is what is predicted."""
    if ".groupby()" not in site.name:
        return False
    receiver = _receiver(site)
    column = receiver.parts[1] if receiver.kind == "subscript" else None
    while column is not None and column.kind == "list" and column.parts:
        column = column.parts[0]
    if column is None or column.kind != "string":
        return False
    return any(column.text in _columns(each.binding.value) for name in _TARGETS for each in notebook.bindings_of(name))


_TARGETS = ("y", "Y", "target", "targets", "labels", "label", "y_train", "Y_train", "y_all", "train_y")


def _columns(value: Value | None) -> set[str]:
    """The columns that a value is taken from: `frame["sold"]`, `frame.sold`, `frame.pop("sold")`."""
    if value is None:
        return set()
    found = {value.text.removesuffix(".values").rpartition(".")[2]} if value.kind == "name" else set()
    if value.kind == "string":
        found.add(value.text)
    for part in value.parts:
        found |= _columns(part)
    return found


def _by_name(site: CallSite) -> tuple[Value, ...]:
    return tuple(each.value for each in site.call.keywords if each.name in {"X", "y", "raw_documents"})


def _learns(notebook: Notebook, site: CallSite, owner: str) -> bool:
    table = _table()
    if table.fits.match(owner):
        return not table.others.match(owner)
    if not table.holders.match(owner) or site.method == "fit":
        return False
    names = notebook.ancestry(site.cell, site.call.function).names
    return any(table.fits.match(name) and not table.others.match(name) for name in names)


def _receiver(site: CallSite) -> Value:
    function = site.call.function
    return function.parts[0] if function.kind == "attribute" and function.parts else function


def _fills_from_all(notebook: Notebook, site: CallSite) -> bool:
    """`x.fillna(x.mean())`: what is filled in is a statistic of the rows; not one that was spelled out."""
    statistics = _table().statistics
    for value in given(site.call):
        behind = notebook.ancestry(site.cell, value)
        if any(_is_statistic(name) for name in behind.names):
            return True
        if any(name.endswith(".transform") for name in behind.names) and behind.texts & statistics:
            return True
    return False


def _is_statistic(name: str) -> bool:
    return name.rpartition(".")[2] in _table().statistics and "." in name and not _WINDOWS.search(name)


def _is_taken_off(notebook: Notebook, site: CallSite) -> bool:
    """`x - x.mean()` and `x / x.max()`, also through a name: standardised by hand."""
    if _WINDOWS.search(site.name):
        return False
    root = _root(site.call.arguments[0] if site.name.startswith("numpy.") and site.call.arguments else _receiver(site))
    if not root:
        return False
    context = notebook.context(site.cell)
    holder = context.holder(site.call)
    if holder is None:
        return False
    if isinstance(holder.node, Value):
        return _is_scaling(holder.node, holder.position, root)
    if not isinstance(holder.node, Binding) or holder.node.kind != "assign" or holder.node.index >= 0:
        return False
    name = holder.node.name
    for use in notebook.uses_of(name):
        outer = notebook.context(use.cell).holder(use.value)
        is_later = use.value.text == name and use.place > site.place
        if is_later and outer and isinstance(outer.node, Value) and _is_scaling(outer.node, outer.position, root):
            return True
    return False


def _is_scaling(node: Value, position: int, root: str) -> bool:
    """True for `root - <statistic>` and `root / <statistic>`, where the statistic stands on the right."""
    if node.kind != "operation" or node.text not in {"-", "/"} or position != 1 or len(node.parts) != 2:
        return False
    left = node.parts[0]
    return _root(left) == root and left.kind != "call"


def _root(value: Value) -> str:
    while value.kind in {"subscript", "attribute"} and value.parts:
        value = value.parts[0]
    return value.root


def _changed(notebook: Notebook, site: CallSite) -> frozenset[Place]:
    """The bindings of the frames that a call changes: in place, or by storing its result into them."""
    found: set[Place] = set()
    if site.call.keyword("inplace") is not None:
        found |= _bound(notebook, site, _receiver(site))
    for holder in notebook.context(site.cell).holders(site.call):
        node = holder.node
        if isinstance(node, Binding) and node.kind == "item" and node.target is not None:
            found |= _bound(notebook, site, node.target)
    return frozenset(found)


def _bound(notebook: Notebook, site: CallSite, value: Value) -> set[Place]:
    """The bindings of the root of a value; for the variable of a loop over frames, those of the frames."""
    while value.kind in {"subscript", "attribute"} and value.parts:
        value = value.parts[0]
    bound = notebook.definition(site.cell, value)
    if bound is None:
        return set()
    over = bound.binding.value
    if bound.binding.kind != "for" or over is None:
        return {bound.place}
    if over.kind == "name":
        inner = notebook.definition(bound.cell, over)
        over, cell = (inner.binding.value, inner.cell) if inner else (None, bound.cell)
    else:
        cell = bound.cell
    items = over.parts if over is not None and over.kind in {"list", "tuple"} else ()
    sites = [notebook.definition(cell, item) for item in items]
    return {bound.place} | {each.place for each in sites if each is not None}


class _Table(Struct, frozen=True):
    fits: Wildcards
    others: Wildcards
    holders: Wildcards
    methods: frozenset[str]
    functions: frozenset[str]
    statistics: frozenset[str]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "learned.toml")
    return _Table(
        fits=Wildcards(raw["fits"]),
        others=Wildcards(raw["except"]),
        holders=Wildcards(raw["holders"]),
        methods=frozenset(raw["methods"]),
        functions=frozenset(raw["functions"]),
        statistics=frozenset(raw["statistics"]),
    )
