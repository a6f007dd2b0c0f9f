"""Where a notebook talks to a server without verifying its certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Fix
from nbcoach.notebook.changes import replaced
from nbcoach_checks.governance._fetched import is_here, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Span

_HTTP = frozenset(
    {
        "requests",
        "httpx",
        "urllib3",
        "boto3",
        "aiohttp",
        "elasticsearch",
        "opensearchpy",
        "requests_cache",
        "cloudscraper",
    }
)
_TRUSTING = frozenset({"ssl._create_unverified_context", "ssl.CERT_NONE"})
_OPTIONS = {"wget": ("--no-check-certificate",), "curl": ("-k", "--insecure")}


class Unverified(NamedTuple):
    """A place that switches the verification off."""

    cell: Cell
    span: Span
    fixes: tuple[Fix, ...] = ()


def unverified(notebook: Notebook) -> Iterator[Unverified]:
    """Calls, settings and commands that take any certificate; to talk to this machine without one is fine."""
    if not _HTTP.isdisjoint(notebook.imports):
        yield from _by_keyword(notebook)
        yield from _by_session(notebook)
    if "ssl" in notebook.imports:
        yield from _by_context(notebook)
    for command in notebook.commands:
        options = _OPTIONS.get(command.program)
        if options and command.has(*options) and not any(is_here(each) for each in command.plain):
            yield Unverified(command.cell, command.span)


def _by_keyword(notebook: Notebook) -> Iterator[Unverified]:
    certificates = tables()["certificates"]
    for site in notebook.calls_of(frozenset(certificates["methods"])):
        for name in certificates["keywords"]:
            value = site.call.keyword(name)
            if value is not None and notebook.constant(site.cell, value) is False and not _asks_here(notebook, site):
                # written out, it can be written otherwise
                edits = (replaced(site.cell, value.span, "True"),) if value.text == "False" else ()
                yield Unverified(
                    site.cell, site.span, (Fix(title="Verify the certificate", edits=edits),) if edits else ()
                )


def _asks_here(notebook: Notebook, site: CallSite) -> bool:
    given = [
        *site.call.arguments[:2],
        *[each.value for each in site.call.keywords if each.name in {"url", "base_url", "hosts"}],
    ]
    return any(
        is_here(text)
        for each in given
        for text in (notebook.text_of(site.cell, each), *notebook.ancestry(site.cell, each).texts)
    )


def _by_session(notebook: Notebook) -> Iterator[Unverified]:
    """`session.verify = False`."""
    for site in notebook.bindings:
        binding = site.binding
        if binding.kind != "attribute" or binding.target is None or binding.value is None:
            continue
        if binding.target.text.endswith(".verify") and binding.value.text == "False":
            yield Unverified(site.cell, site.span)


def _by_context(notebook: Notebook) -> Iterator[Unverified]:
    """`ssl._create_default_https_context = ssl._create_unverified_context`, and a context that asks for nothing."""
    for use in notebook.uses_of("ssl"):
        if use.value.text in _TRUSTING:
            yield Unverified(use.cell, use.value.span)
