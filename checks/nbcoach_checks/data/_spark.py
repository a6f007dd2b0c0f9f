"""Reads of Spark: files, tables and queries, but not of what the notebook itself registered."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex
from nbcoach_checks.data._files import tables

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook

_READ = regex(r"\.(?:read|readStream)(?:\.(?:option|options|format|schema)\(\))*\.\w+$")
_QUERY = regex(r"\s*(?:--[^\n]*\n\s*)*(?:select|with)\b", re.IGNORECASE)
_FROM = regex(r"\b(?:from|join)\s+[`\"]?([A-Za-z_][\w.]*)", re.IGNORECASE)
_NAMED = regex(r"\b(\w+)\s+as\s*\(", re.IGNORECASE)
_MADE = regex(r"\bcreate\s+(?:\w+\s+){0,4}?(?:table|view)\s+(?:if\s+not\s+exists\s+)?[`\"]?([\w.]+)", re.IGNORECASE)
_PAST = regex(r"\b(?:version|timestamp)\s+as\s+of\b|@v\d", re.IGNORECASE)
_SESSIONS = frozenset({"spark", "sqlContext", "sqlCtx", "sqlc", "hiveContext", "sqlcontext", "ss"})


@lru_cache(maxsize=65_536)
def may_ask_spark(name: str) -> bool:
    """True for names of calls that may read with Spark."""
    method = name.rpartition(".")[2]
    return method in tables()["methods"]["spark"] or (method == "sql" and _is_session(name.rpartition(".")[0]))


def reads_spark(notebook: Notebook, site: CallSite) -> bool:
    """True for a call that reads files, or a table that the notebook did not make."""
    if site.method == "sql":
        return _is_session(site.name.rpartition(".")[0]) and _asks_foreign(notebook, _first(notebook, site))
    owner, _, method = site.name.rpartition(".")
    if method == "table" and (_is_session(owner) or owner.endswith(".read")):
        return _first(notebook, site).lower() not in notebook.once(_own_tables)
    return method in tables()["methods"]["spark"] and _READ.search(site.name) is not None


def _is_session(name: str) -> bool:
    return name in _SESSIONS or name.startswith(("pyspark.sql.", "pyspark.SQLContext", "pyspark.HiveContext"))


def _asks_foreign(notebook: Notebook, query: str) -> bool:
    """True for a query of a table that is known by name and not made here, as it is now."""
    if not _QUERY.match(query) or _PAST.search(query):
        return False
    own = notebook.once(_own_tables) | {each.lower() for each in _NAMED.findall(query)}
    return any(each.lower() not in own for each in _FROM.findall(query))


def _own_tables(notebook: Notebook) -> frozenset[str]:
    """The tables and views that the notebook makes, in lower case."""
    found = {_first(notebook, site).lower() for site in notebook.calls_named(_registers)}
    for site in notebook.calls_named(_is_sql):
        found |= {each.lower() for each in _MADE.findall(_first(notebook, site))}
    for _, magic in notebook.magics():
        if magic.name in {"%%sql", "%sql"}:
            found |= {each.lower() for each in _MADE.findall(magic.body or magic.text)}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def _registers(name: str) -> bool:
    return name.rpartition(".")[2] in tables()["methods"]["views"]


@lru_cache(maxsize=65_536)
def _is_sql(name: str) -> bool:
    return name.endswith(".sql")


def _first(notebook: Notebook, site: CallSite) -> str:
    """The text of the argument that names a table or query."""
    given = [*site.call.arguments, *[each.value for each in site.call.keywords]]
    texts = [notebook.text_of(site.cell, each) for each in given]
    return next((each for each in texts if each), "")
