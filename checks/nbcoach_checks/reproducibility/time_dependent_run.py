"""Results that depend on the day of the run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Binding, Block, Call, Place, Value
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.project import Project

_PASSING = frozenset({"operation", "fstring", "attribute", "tuple", "list", "dict", "conditional", "boolean", "slice"})
_PASSING |= {"subscript", "starred"}
_FILTERS = frozenset({"comprehension", "lambda", "subscript"})
_FETCHING = ("get", "fetch", "load", "download", "query", "read", "pull", "search", "list")
_WRITING = ("to_", "save", "write", "plot", "print", "send", "post", "log")
_STEPS = 6
"""How many names are followed from the clock to the data."""


class TimeDependentRun(Check):
    """Selects or computes data by the date of the run.

    ## Why it matters
    The same notebook on the same data gives another result tomorrow: ages grow, windows move, the last thirty days are
    other days. Nobody can repeat the run that stands in the report, and a run that comes late computes the wrong day.

    ## What to do
    Make the date a parameter with a fixed default, `as_of = "2024-06-30"`, and compute everything from it. Whoever runs
    the notebook each day passes the day, and can pass an earlier one again.
    """

    severity = Severity.HINT
    level = 1
    capability = "reproducible-experiments"
    sources = (
        "https://papermill.readthedocs.io/en/latest/usage-parameterize.html",
        "https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html#creating-a-task",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            people = pd.read_csv("people.csv", parse_dates=["born"])
            people["age"] = (pd.Timestamp.now() - people["born"]).dt.days // 365  # expect: time-dependent-run
            """,
            good="""
            import pandas as pd
            as_of = pd.Timestamp("2024-06-30")
            people = pd.read_csv("people.csv", parse_dates=["born"])
            people["age"] = (as_of - people["born"]).dt.days // 365
            """,
        ),
        Example(
            bad="""
            from datetime import date, timedelta
            import pandas as pd
            today = date.today()  # expect: time-dependent-run
            sales = pd.read_csv("sales.csv", parse_dates=["day"])
            # %%
            recent = sales[sales["day"].dt.date >= today - timedelta(days=30)]
            """,
            good="""
            from datetime import datetime
            started = datetime.now()
            model.fit(rows, labels)
            print(f"took {datetime.now() - started}")
            model.save(f"model-{datetime.now():%Y%m%d}.keras")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for site in (*notebook.calls_named(_tells_now), *_spoken(notebook)):
            end = _Trace(notebook).data(site.cell, site.call)
            if end is not None:
                where = "here" if end == site.cell.index else f"in cell {end + 1}"
                message = f"The date of the run decides {where} which rows are taken, or what is computed from them."
                yield self.finding(message, site.cell, site.span)


class _Trace:
    """Follows a moment forwards, through forms of it and names, to the data that it decides about."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._seen: set[Place] = set()

    def data(self, cell: Cell, value: Value | Call, steps: int = 0) -> int | None:
        """The index of the cell in which it decides about data; None where it never does."""
        inner: Value | Call = value
        for holder in self._notebook.context(cell).holders(value):
            node = holder.node
            if isinstance(node, Binding):
                return self._named(cell, node, steps) if holder.role == "binding" else None
            if isinstance(node, Call):
                if self._chooses(cell, node, holder):
                    return cell.index
                if _method(node) not in _table().forms:
                    return None
            elif not isinstance(node, Value):
                return None
            elif self._meets_data(cell, node, inner):
                return cell.index
            elif node.kind not in _PASSING:
                return None
            inner = node
        return None

    def _named(self, cell: Cell, binding: Binding, steps: int) -> int | None:
        """Where one of the uses of a name decides about data."""
        place = Place(cell.index, binding.at)
        if binding.kind not in {"assign", "annotate", "walrus"} or steps >= _STEPS or place in self._seen:
            return None
        self._seen.add(place)
        for use in self._notebook.uses_of(binding.name):
            reached = self._notebook.definition(use.cell, use.value)
            if reached is not None and reached.place == place:
                end = self.data(use.cell, use.value, steps + 1)
                if end is not None:
                    return end
        return None

    def _chooses(self, cell: Cell, call: Call, holder: Holder) -> bool:
        """True for a call that takes or makes rows by the moments that it is given."""
        if holder.role == "function":
            return False
        method = _method(call)
        if method in _table().choosing or method.startswith("read_"):
            return True
        root = self._notebook.resolve(cell, call.function).partition(".")[0]
        if root in _table().fetching and not method.startswith(_WRITING):
            return root != "requests" or method == "get"
        return holder.name in _table().bounds and method.startswith(_FETCHING)

    def _meets_data(self, cell: Cell, node: Value, moment: Value | Call) -> bool:
        """True where the moment is compared with data, subtracted from them, or the bound of a selection."""
        others = [each for each in node.parts if each.at != moment.at]
        if node.kind == "compare":
            around = [each.node for each in self._notebook.context(cell).holders(node)]
            if any(isinstance(each, Block) and each.kind == "while" for each in around):
                return False
            is_filter = any(isinstance(each, Value) and each.kind in _FILTERS for each in around)
            return any(self._is_data(cell, each) or (is_filter and each.kind == "name") for each in others)
        if node.kind == "operation" and node.text in {"-", "+"}:
            return any(self._is_data(cell, each) for each in others)
        return node.kind == "subscript" and node.parts[0].at != moment.at and self._is_frame(cell, node.parts[0])

    def _is_data(self, cell: Cell, value: Value) -> bool:
        """True for a column, a field of a row, and what is computed from one; not for the start of a measurement."""
        if value.kind == "call":
            call = cell.facts.calls[value.call]
            owner = call.function.parts if call.function.kind == "attribute" else ()
            return any(self._is_data(cell, each) for each in (*owner, *call.arguments[:1]))
        if value.kind == "attribute":
            return bool(value.parts) and self._is_data(cell, value.parts[0])
        if value.kind == "subscript":
            base, index = value.parts[0], value.parts[-1]
            return not _measures(index.text) if index.kind == "string" else self._is_column(cell, base, index)
        if value.kind != "name" or "." not in value.text or value.root == "self" or _measures(value.text):
            return False
        site = self._notebook.definition(cell, value)
        return site is not None and (site.binding.kind in {"parameter", "for"} or self._is_frame(cell, value))

    def _is_column(self, cell: Cell, base: Value, index: Value) -> bool:
        """True for `frame[column]`, not for the item of a list."""
        site = self._notebook.definition(cell, base)
        of_caller = site is not None and site.binding.kind == "parameter"
        return index.kind == "name" and (of_caller or self._is_frame(cell, base))

    def _is_frame(self, cell: Cell, value: Value) -> bool:
        name = self._notebook.resolve(cell, value)
        return name.startswith(("pandas.", "geopandas.", "polars.", "yfinance.", "pandas_datareader.", "pyspark."))


def _method(call: Call) -> str:
    return call.function.text.rpartition(".")[2]


def _measures(name: str) -> bool:
    """True for the name of a moment at which something was begun, or is to end."""
    last = name.rpartition(".")[2].lower()
    return last.startswith(("start", "begin", "t0", "last_", "deadline", "expire")) or last in {"ts", "elapsed", "tic"}


class _Table(NamedTuple):
    now: frozenset[str]
    spoken: frozenset[str]
    words: frozenset[str]
    forms: frozenset[str]
    choosing: frozenset[str]
    bounds: frozenset[str]
    fetching: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = read_table(__file__, "clocks.toml")
    return _Table(*(frozenset(raw[name]) for name in _Table._fields))


@lru_cache(maxsize=4096)
def _tells_now(name: str) -> bool:
    return name in _table().now


def _spoken(notebook: Notebook) -> Iterator[CallSite]:
    """`pandas.to_datetime("today")` and its like."""
    for site in notebook.calls_to(*_table().spoken):
        given = site.call.arguments[0] if site.call.arguments else None
        if given is not None and given.kind == "string" and given.text in _table().words:
            yield site
