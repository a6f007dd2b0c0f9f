"""Offers of the core for what happened in a cell: what the host is asked for, and the code for where there is none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.errors import NbcoachError
from nbcoach.notebook.edit import CellInsertion, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.faces.widget.live.data_files import Source
    from nbcoach.faces.widget.live.generators import Draw
    from nbcoach.faces.widget.watch import Ran
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.edit import Edit


class Offering(NamedTuple):
    """`intent` is the detail of the event that asks the host; `code` what it would write."""

    intent: dict[str, Any]
    code: str


def recording(ran: Notebook, source: Source) -> Offering | None:
    """How the read of a file is recorded with a run; None where MLflow cannot take what the cell made of it.

    Args:
        ran: The cells that ran, as a notebook.
        source: The file.
    """
    cell = _cell(ran, source.cell)
    found = [] if cell is None else [(site, *_log_input(ran, site)) for site in ran.calls if site.cell is cell]
    made = [(site, offer, code) for site, offer, code in found if code]
    mine = [each for each in made if _reads(ran, each[0], source.path)] or (made if len(made) == 1 else [])
    if not mine:
        return None
    _, offer, code = mine[0]
    return Offering(_make(offer, "Record it with MLflow", source.cell), code)


def seeding(ran: Notebook, draw: Draw) -> Offering | None:
    """How the generator that all share is seeded."""
    cell = _cell(ran, draw.cell)
    offer = Offer("seed", {"libraries": [draw.library], **({} if cell is None else {"cell": cell.index})})
    code = _code(ran, offer)
    return Offering(_make(offer, "Seed it", draw.cell), code) if code else None


def seeding_held(ran: Notebook, draw: Draw) -> Offering | None:
    """How a generator that a name holds is seeded: a number in the call that made it."""
    site = next((each for each in reversed(ran.calls_to("numpy.random.default_rng")) if _makes(each, draw.name)), None)
    if site is None or site.call.arguments or site.call.keywords:
        return None
    lines = site.cell.source.split("\n")
    line, column = site.call.end_line, site.call.end_column - 1
    at = len(lines[line - 1][:column].encode("utf-16-le")) // 2
    change = {"line": line, "column": at, "end_line": line, "end_column": at, "old": "", "new": "42"}
    text = lines[line - 1]
    cell = {"id": None, "source": site.cell.source}
    intent = {"intent": "change-cell", "title": "Seed it", "cell": cell, "change": change}
    return Offering(intent, f"{text[:column]}42{text[column:]}".strip())


def _makes(site: CallSite, name: str) -> bool:
    return any(each.name == name and each.line == site.call.line for each in site.cell.facts.bindings)


def _make(offer: Offer, title: str, cell: Ran) -> dict[str, Any]:
    """The host knows better than the kernel where the cell stands: it is named by id and text, its index left out."""
    arguments = {name: value for name, value in offer.arguments.items() if name != "cell"}
    where = {"id": cell.id, "source": cell.code}
    return {
        "intent": "make-offer",
        "title": title,
        "offer": {"name": offer.name, "arguments": arguments},
        "cell": where,
    }


def _log_input(ran: Notebook, site: CallSite) -> tuple[Offer, str]:
    offer = Offer("log-input", {"cell": site.cell.index, "line": site.span.line, "column": site.span.column})
    return offer, _code(ran, offer)


def _code(ran: Notebook, offer: Offer) -> str:
    try:
        edits = offers.resolve(ran, offer)
    except NbcoachError:
        return ""
    return "\n\n".join(_written(edits))


def _written(edits: Iterable[Edit]) -> Iterable[str]:
    for edit in edits:
        if isinstance(edit, CellInsertion):
            yield edit.source.strip()
        elif isinstance(edit, TextEdit):
            yield edit.new.strip("\n; ")


def _cell(ran: Notebook, cell: Ran) -> Cell | None:
    return next((each for each in reversed(ran.code) if each.source.rstrip() == cell.code.rstrip()), None)


def _reads(ran: Notebook, site: CallSite, path: str) -> bool:
    given = [*site.call.arguments[:1], *(each.value for each in site.call.keywords)]
    texts = [ran.text_of(site.cell, each) for each in given]
    return any(text and "\0" not in text and os.path.abspath(os.path.expanduser(text)) == path for text in texts)
