"""Where a notebook asks a model of a service for an answer, and what watches it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook


_GOOGLE = ("google.generativeai", "google.genai")


@cache
def tables() -> dict[str, Any]:
    return read_table(__file__, "model_calls.toml")


@cache
def modules() -> frozenset[str]:
    return frozenset(tables()["modules"])


@cache
def wildcards(table: str, key: str) -> Wildcards:
    """A list of patterns of the table, ready to be asked."""
    return Wildcards(tables()[table][key])


def speaks(notebook: Notebook) -> bool:
    """True where a module is imported that calls models; of Google's only those that do."""
    found = notebook.imports & modules()
    if found != {"google"}:
        return bool(found)
    return any(site.binding.text.startswith(_GOOGLE) for site in notebook.import_sites)


def model_calls(notebook: Notebook) -> tuple[CallSite, ...]:
    """The calls that ask a model of a service, in order."""
    return notebook.calls_named(_asks) if speaks(notebook) else ()


@lru_cache(maxsize=4096)
def _asks(name: str) -> bool:
    return wildcards("calls", "names").match(name)


def uses_any(notebook: Notebook, table: str) -> bool:
    """True where a module of a table is imported, or one of its calls is made."""
    if not notebook.imports.isdisjoint(tables()[table]["modules"]):
        return True
    pattern = wildcards(table, "calls")
    return bool(notebook.calls_named(pattern.match))


def runs_others(notebook: Notebook) -> bool:
    """True where `%run` may bring along what is not seen here."""
    return any(magic.name == "%run" for _, magic in notebook.magics())
