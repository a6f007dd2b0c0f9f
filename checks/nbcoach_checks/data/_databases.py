"""Which databases a notebook fills itself, so that reading them back is no read of foreign data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach_checks.data._files import tables
from nbcoach_checks.data._reads import first_text

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Place
    from nbcoach_checks.data._reads import Read

_EXECUTING = frozenset({"execute", "executemany", "executescript"})
_SQL_READERS = ("pandas.read_sql", "polars.read_database")


@lru_cache(maxsize=65_536)
def _opens(name: str) -> bool:
    return name.rpartition(".")[2] in tables()["methods"]["connections"]


@lru_cache(maxsize=65_536)
def _may_fill(name: str) -> bool:
    method = name.rpartition(".")[2]
    return method in _EXECUTING or method in tables()["methods"]["fillers"]


class OwnDatabases:
    """The connections that are kept in memory, or that the notebook writes tables into."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._opened = {site.place: site for site in notebook.calls_named(_opens)}
        self._filled: set[Place] = set()
        self._fills_unknown = False
        for site in notebook.calls_named(_may_fill):
            if self._fills(site):
                behind = self._connections(site)
                self._filled |= behind
                self._fills_unknown |= not behind

    def hold(self, read: Read) -> bool:
        """True where a query reads back what the notebook itself stored."""
        if read.call is None or not (read.call.method == "execute" or read.call.name.startswith(_SQL_READERS)):
            return False
        behind = self._connections(read.call)
        if not behind:
            return self._fills_unknown or bool(self._filled)
        return self._fills_unknown or any(each in self._filled or self._is_in_memory(each) for each in behind)

    def _fills(self, site: CallSite) -> bool:
        methods = tables()["methods"]
        if site.method in methods["fillers"]:
            return True
        return first_text(self._notebook, site).lstrip()[:40].lower().startswith(tuple(methods["filling"]))

    def _connections(self, site: CallSite) -> set[Place]:
        values = (*site.call.arguments, *[keyword.value for keyword in site.call.keywords])
        return self._notebook.ancestry(site.cell, site.call.function, *values).calls & self._opened.keys()

    def _is_in_memory(self, place: Place) -> bool:
        address = first_text(self._notebook, self._opened[place])
        return ":memory:" in address or address in {"", "sqlite://", "sqlite:///"}
