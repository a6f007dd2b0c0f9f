"""Which experiment tracker a notebook uses, told by the resolved names of its calls (the table is `trackers.toml`)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.link import CallSite, Notebook
    from nbcoach.notebook.model import Value


class Tracked(NamedTuple):
    """A call that records, and what with."""

    tracker: str
    site: CallSite


class _Table(Struct, frozen=True):
    trackers: tuple[tuple[str, Wildcards, Wildcards], ...]
    keywords: dict[str, frozenset[str]]


def tracker_calls(notebook: Notebook) -> Iterator[Tracked]:
    """Every call that records an experiment, in order; to import a tracker is not to use it."""
    return iter(notebook.once(_all_tracked))


def _all_tracked(notebook: Notebook) -> tuple[Tracked, ...]:
    return tuple(_tracked(notebook))


def _tracked(notebook: Notebook) -> Iterator[Tracked]:
    table = _table()
    named = notebook.calls_named(_is_of_tracker)
    by_keyword = notebook.calls_with(frozenset(table.keywords))
    for site in sorted({*named, *by_keyword}, key=lambda each: each.place):
        name = _tracker_of(site.name) or _tracker_by_keyword(site, table)
        if name:
            yield Tracked(name, site)


def _is_of_tracker(called: str) -> bool:
    return bool(_tracker_of(called))


@lru_cache(maxsize=4096)
def _tracker_of(called: str) -> str:
    for name, calls, others in _table().trackers:
        if calls.match(called) and not others.match(called):
            return name
    return ""


def _tracker_by_keyword(site: CallSite, table: _Table) -> str:
    for keyword in site.call.keywords:
        wanted = table.keywords.get(keyword.name, frozenset())
        named = wanted & set(_texts(keyword.value))
        if named or "*" in wanted:
            return next(iter(sorted(named)), keyword.name)
    return ""


def _texts(value: Value) -> Iterator[str]:
    if value.kind == "string":
        yield value.text
    for part in value.parts if value.kind in {"list", "tuple"} else ():
        yield from _texts(part)


@cache
def _table() -> _Table:
    raw = read_table(__file__, "trackers.toml")
    trackers = ((each["name"], Wildcards(each["calls"]), Wildcards(each.get("except", ()))) for each in raw["tracker"])
    return _Table(tuple(trackers), {name: frozenset(values) for name, values in raw["keywords"].items()})
