"""Rows that go missing unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.reach import given
from nbcoach.notebook.training import trainings
from nbcoach_checks.data._learned_rows import learned_rows
from nbcoach_checks.data._looks import Looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import BindingSite, CallSite, Cell, Notebook
    from nbcoach.notebook.model import Place, Span, Value
    from nbcoach.project import Project
    from nbcoach_checks.data._learned_rows import LearnedRows

_LOSING = frozenset({"dropna", "merge", "drop_nulls"})
_TESTS = frozenset({"notnull", "notna", "isnull", "isna", "zscore", "quantile", "percentile"})
"""What tells rows without a value, and outliers."""
_WINDOWS = frozenset({"shift", "rolling", "diff", "pct_change", "expanding", "ewm", "resample", "reindex", "asfreq"})
"""What leaves rows without a value by its nature, as many as its window is long."""
_DEPTH = 4
_READS = ("pandas.read_", "polars.read_", "spark.read")


class SilentRowLoss(Check):
    """Drops rows before the training, and nothing looks at how many or which.

    ## Why it matters
    `dropna` and an inner merge take whatever does not fit: a tenth of the rows on Monday, half of them when a column
    arrives empty. The model then learns from the customers that remain, which are seldom like those that went.

    ## What to do
    Count before and after, and stop when too many go: `assert len(kept) > 0.95 * len(rows)`. Look at what was lost, or
    keep it: impute inside the pipeline, merge with `how="left"` and `indicator=True`.
    """

    severity = Severity.HINT
    level = 1
    capability = "data-completeness-check"
    sources = (
        "https://pandas.pydata.org/docs/user_guide/missing_data.html",
        "https://scikit-learn.org/stable/modules/impute.html",
        "https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.merge.html",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            houses = pd.read_csv("houses.csv")
            houses = houses.dropna()  # expect: silent-row-loss
            model = Ridge().fit(houses[["rooms", "area"]], houses["price"])
            """,
            good="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            houses = pd.read_csv("houses.csv")
            before = len(houses)
            houses = houses.dropna()
            print(before - len(houses), "rows without a value")
            model = Ridge().fit(houses[["rooms", "area"]], houses["price"])
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            orders, customers = pd.read_csv("orders.csv"), pd.read_csv("customers.csv")
            rows = orders.merge(customers, on="customer")  # expect: silent-row-loss
            model = Ridge().fit(rows[["age", "visits"]], rows["spent"])
            """,
            good="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            orders, customers = pd.read_csv("orders.csv"), pd.read_csv("customers.csv")
            rows = orders.merge(customers, on="customer", how="left")
            model = Ridge().fit(rows[["age", "visits"]].fillna(0), rows["spent"])
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not notebook.calls_of(_LOSING | _TESTS) or not trainings(notebook):
            return
        looks = Looks(notebook)
        losses = [*_calls(notebook, looks), *_filters(notebook, looks)]
        learned = learned_rows(notebook) if losses else None
        for loss in sorted(losses, key=lambda each: each.place):
            if learned is not None and _is_learned(learned, loss):
                yield self.finding(loss.message, loss.cell, loss.span)


class _Loss(NamedTuple):
    """A place that leaves rows out: a call, or what binds the frame that loses them from there on."""

    cell: Cell
    span: Span
    place: Place
    message: str
    call: CallSite | None
    bound: BindingSite | None


def _calls(notebook: Notebook, looks: Looks) -> Iterator[_Loss]:
    for site in notebook.calls_of(_LOSING):
        if looks.cover(site.cell, site.span.line):
            continue
        if site.method == "merge":
            if _is_inner(notebook, site):
                yield _Loss(site.cell, site.span, site.place, _MERGED, site, None)
        elif _takes_rows(notebook, site) and not _is_by_window(notebook, site.cell, site.call.function):
            message = f"`{site.method}()` {_DROPPED}"
            in_place = site.call.keyword("inplace")
            if in_place is None or in_place.text != "True":
                yield _Loss(site.cell, site.span, site.place, message, site, None)
            elif (bound := notebook.definition(site.cell, site.call.function)) is not None:
                yield _Loss(site.cell, site.span, site.place, message, None, bound)


def _filters(notebook: Notebook, looks: Looks) -> Iterator[_Loss]:
    """`frame = frame[frame.age.notna()]`, `frame = frame[frame.price < frame.price.quantile(0.99)]`."""
    for site in notebook.bindings if notebook.calls_of(_TESTS) else ():
        value = site.binding.value
        if value is None or site.binding.kind != "assign" or value.kind != "subscript" or site.binding.index >= 0:
            continue
        base, test = value.parts
        if base.kind != "name" or base.text.removesuffix(".loc") != site.binding.name or test.kind == "string":
            continue
        if looks.cover(site.cell, value.line):
            continue
        if not _TESTS.isdisjoint(_asked(notebook, site.cell, test, base.root)) and not _is_by_window(
            notebook, site.cell, test
        ):
            yield _Loss(site.cell, value.span, site.place, f"This filter {_DROPPED}", None, site)


def _asked(notebook: Notebook, cell: Cell, value: Value, frame: str, depth: int = 0) -> Iterator[str]:
    """The methods that a test is made with, through names, without what made the frame that is tested."""
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        yield call.function.text.rpartition(".")[2]
        for each in (call.function, *given(call)):
            yield from _asked(notebook, cell, each, frame, depth)
    if value.kind == "name" and value.root != frame and depth < _DEPTH:
        site = notebook.definition(cell, value)
        if site is not None and site.binding.kind == "assign" and site.binding.value is not None:
            yield from _asked(notebook, site.cell, site.binding.value, frame, depth + 1)
    for part in value.parts:
        yield from _asked(notebook, cell, part, frame, depth)


_DROPPED = "drops rows before the training, and nothing looks at how many."
_MERGED = "This inner `merge` drops the rows without a partner before the training, and nothing looks at how many."


def _takes_rows(notebook: Notebook, site: CallSite) -> bool:
    """False for columns, for rows that are wholly empty, and for a list of groups."""
    axis = site.argument(0, "axis")
    if axis is not None and notebook.constant(site.cell, axis) in {1, "columns"}:
        return False
    how = site.call.keyword("how")
    return how is None or notebook.constant(site.cell, how) != "all"


def _is_by_window(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True where rows are empty because a window or a shift reaches over the edge."""
    behind = notebook.ancestry(cell, value, stores=True)
    return any(name.rpartition(".")[2] in _WINDOWS for name in behind.names)


def _is_inner(notebook: Notebook, site: CallSite) -> bool:
    """True for an inner merge of two tables that were read apart."""
    call = site.call
    how = site.argument(2 if site.name == "pandas.merge" else 1, "how")
    if (how is not None and notebook.constant(site.cell, how) != "inner") or call.is_open:
        return False
    if any(call.keyword(name) is not None for name in ("validate", "indicator", "left_index", "right_index")):
        return False
    sides = call.arguments[:2] if site.name == "pandas.merge" else (call.function, *call.arguments[:1])
    read = [_tables(notebook, site, each) for each in sides]
    return len(read) == 2 and all(read) and not read[0] & read[1]


def _tables(notebook: Notebook, site: CallSite, value: Value) -> set[Place]:
    """The calls that read the tables behind a frame."""
    calls = notebook.ancestry(site.cell, value).calls
    sites = (notebook.site_at(place) for place in calls)
    return {each.place for each in sites if each is not None and each.name.startswith(_READS)}


def _is_learned(learned: LearnedRows, loss: _Loss) -> bool:
    if loss.call is not None:
        return learned.come_from(loss.call)
    return loss.bound is not None and learned.hold(loss.bound, loss.place)
