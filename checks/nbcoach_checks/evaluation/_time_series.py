"""Whether rows stand in the order of time: by a time index, by lags, or by where they come from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.ancestry import Ancestry
    from nbcoach.notebook.model import Value
    from nbcoach_checks.evaluation._random_splits import RandomSplit

_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TIMES = frozenset(
    {"date", "dates", "datetime", "time", "timestamp", "ds", "day", "month", "year", "week", "hour", "quarter"}
)
_SERIES = regex(
    r"(?:^|\.)(?:date_range|asfreq|to_period)$|^yfinance\.|^pandas_datareader\.|\.get_data_yahoo$|^(?!sklearn)[^:]*\.resample$"
)
_LAGS = regex(r"\.(?:shift|pct_change)$")
_SUMMED = regex(r"groupby\(\)(?:\[\])*\.(?:mean|sum|agg|aggregate|count|size|median|min|max|first|last|std|nunique)$")
_READERS = regex(r"^(?:pandas|cudf|modin\.pandas|dask\.dataframe)\.read_")
_READING = frozenset({"read_csv", "read_table", "read_excel", "read_sql", "read_sql_query"})
MARKS = frozenset(
    {"set_index", "date_range", "asfreq", "to_period", "resample", "shift", "pct_change", "to_datetime"}
    | {"download", "DataReader", "get_data_yahoo", "DatetimeIndex", "history"}
)
"""Methods without which rows are no time series, unless a reader parses dates."""


def may_be_timed(notebook: Notebook) -> bool:
    """False for a notebook that surely holds no time series; costs little."""
    if notebook.calls_of(MARKS):
        return True
    return any(site.call.keyword("parse_dates") is not None for site in notebook.calls_of(_READING))


def is_timed(notebook: Notebook, split: RandomSplit) -> bool:
    """True for rows that follow each other in time."""
    rows = split.rows
    if any(_SUMMED.search(name) for name in rows.names):
        return False
    if any(_SERIES.search(name) or (_LAGS.search(name) and "groupby" not in name) for name in rows.names):
        return True
    sites = [site for site in (notebook.site_at(place) for place in rows.calls) if site is not None]
    if any(_indexes(notebook, site) for site in sites):
        return True
    return _is_indexed_in_place(notebook, split, rows)


def _indexes(notebook: Notebook, site: CallSite) -> bool:
    """True for a call that gives a frame whose index is a time."""
    if site.method == "set_index":
        return bool(site.call.arguments) and _names_time(notebook, site, site.call.arguments[0])
    if not _reads(site.name):
        return False
    index, dates = site.call.keyword("index_col"), site.call.keyword("parse_dates")
    if index is None:
        return False
    if _names_time(notebook, site, index):
        return True
    return dates is not None and (dates.text == "True" or any(part.text == index.text for part in dates.parts))


def _names_time(notebook: Notebook, site: CallSite, value: Value) -> bool:
    """True for one column that is named after a time."""
    only = value.parts[0] if value.kind == "list" and len(value.parts) == 1 else value
    text = notebook.constant(site.cell, only)
    if isinstance(text, str):
        return any(word.lower() in _TIMES for word in _WORD.findall(text))
    return "to_datetime()" in notebook.resolve(site.cell, only) or "DatetimeIndex()" in notebook.resolve(
        site.cell, only
    )


def _is_indexed_in_place(notebook: Notebook, split: RandomSplit, rows: Ancestry) -> bool:
    """`frame.set_index("date", inplace=True)`, `frame.index = pd.to_datetime(…)` before the split."""
    for site in notebook.calls_of(frozenset({"set_index"})):
        if site.call.keyword("inplace") is not None and site.place < split.site.place and _indexes(notebook, site):
            bound = notebook.definition(site.cell, site.call.function)
            if bound is not None and bound.place in rows.bindings:
                return True
    for bound in notebook.bindings:
        store = bound.binding
        if store.kind != "attribute" or store.value is None or not bound.place < split.site.place:
            continue
        target = store.target
        if target is None or target.text != f"{store.name}.index" or target.kind != "name":
            continue
        name = notebook.resolve(bound.cell, store.value)
        made = notebook.definition(bound.cell, target)
        if "pandas.to_datetime()" in name or "DatetimeIndex()" in name or "date_range()" in name:
            return made is not None and made.place in rows.bindings
    return False


@lru_cache(maxsize=4096)
def _reads(name: str) -> bool:
    return bool(_READERS.match(name))
