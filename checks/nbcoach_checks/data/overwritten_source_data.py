"""Input that the notebook itself replaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.callers import Spot, function_around, runs
from nbcoach.notebook.regex import regex
from nbcoach_checks.data._reads import reads
from nbcoach_checks.data._same_path import path_key
from nbcoach_checks.data._written import writing_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project
    from nbcoach_checks.data._same_path import PathKey

_KEPT_UP = regex(
    r"(?:^|[^a-z])(?:cache\w*|logs?|history|results?|scores?|leaderboard|checkpoint\w*|progress|state|registry|runs?|"
    r"experiments?|memory|index|todo)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Words in the name of a file that a notebook keeps up itself, so that to read and write it is what it is for."""
_UNCERTAIN = frozenset({"if", "else", "try", "except", "match"})
_ADDING = frozenset({"to_hdf", "HDFStore"})
"""Writers that add to a file unless they are told otherwise."""


class OverwrittenSourceData(Check):
    """Writes to a file that it also reads as its input.

    ## Why it matters
    The second run starts from what the first one left: a column is scaled twice, rows are dropped twice. The file as
    it came is gone, and no result before that day can be made again.

    ## What to do
    Leave the input as it is and write to another path: `data/raw/` is only read, `data/clean/` is written.
    """

    severity = Severity.WARNING
    level = 0
    capability = "data-versioning"
    sources = (
        "https://cookiecutter-data-science.drivendata.org/opinions/#data-analysis-is-a-directed-acyclic-graph",
        "https://the-turing-way.netlify.app/reproducible-research/rdm/rdm-storage",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            customers = pd.read_csv("customers.csv")
            customers["age"] = customers["age"] / 100
            customers.to_csv("customers.csv", index=False)  # expect: overwritten-source-data
            """,
            good="""
            import pandas as pd
            customers = pd.read_csv("raw/customers.csv")
            customers["age"] = customers["age"] / 100
            customers.to_csv("clean/customers.csv", index=False)
            """,
        ),
        Example(
            bad="""
            import glob
            import pandas as pd
            for path in sorted(glob.glob("measured/*.csv")):
                frame = pd.read_csv(path)
                frame.dropna().to_csv(path)  # expect: overwritten-source-data
            """,
            good="""
            import os
            import pandas as pd
            if os.path.exists("prices.csv"):
                prices = pd.read_csv("prices.csv")
            else:
                prices = fetch()
                prices.to_csv("prices.csv")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        written = [_Write(site, path) for site, path in writing_calls(notebook) if not _adds(notebook, site)]
        if not any(_is_named_again(notebook, each) for each in written):
            return
        taken = _Taken(notebook, written)
        for write in written:
            key = path_key(notebook, write.site.cell, write.path)
            read = taken.before(write, key) if key and not _KEPT_UP.search(key[-1]) else None
            if read is not None:
                yield self.finding(_message(notebook, write, read), write.site.cell, write.site.span)


class _Write(NamedTuple):
    """A call that writes a file, and the value of its path."""

    site: CallSite
    path: Value


def _is_named_again(notebook: Notebook, write: _Write) -> bool:
    """False where the path of a write surely stands nowhere else: a literal, or a name that is used once."""
    value = write.path
    if value.kind == "string":
        texts = (each.text for cell in notebook.code for each in cell.facts.strings)
        return sum(text == value.text for text in texts) > 1
    return value.kind != "name" or len(notebook.uses_of(value.root)) > 1


class _Taken:
    """What a notebook reads as its input, by the keys of the paths."""

    def __init__(self, notebook: Notebook, written: list[_Write]) -> None:
        self._notebook = notebook
        self._reads: dict[PathKey, list[CallSite]] = {}
        for read in reads(notebook):
            if read.call is not None and read.call.call.arguments:
                key = path_key(notebook, read.cell, read.call.call.arguments[0])
                self._reads.setdefault(key, []).append(read.call)
        self._writes: dict[PathKey, list[CallSite]] = {}
        for write in written if self._reads else ():
            self._writes.setdefault(path_key(notebook, write.site.cell, write.path), []).append(write.site)

    def before(self, write: _Write, key: PathKey) -> CallSite | None:
        """The call that reads a file before it is written for the first time."""
        for read in self._reads.get(key, ()):
            if not _comes_before(self._notebook, read, write.site) or _may_be_left_out(read, write.site):
                continue
            if not any(_comes_before(self._notebook, each, read) for each in self._writes[key]):
                return read
        return None


def _comes_before(notebook: Notebook, first: CallSite, second: CallSite) -> bool:
    """True for a call that runs above another: by their places in one body, else by where their functions run."""
    spots = [Spot(each.cell, each.call.at, each.block) for each in (first, second)]
    bodies = [(spot.cell.index, function_around(spot)) if function_around(spot) else None for spot in spots]
    if bodies[0] == bodies[1]:
        return first.place < second.place
    places = [runs(notebook, spot) for spot in spots]
    return bool(places[0] and places[1]) and places[0][0] < places[1][0]


def _may_be_left_out(read: CallSite, write: CallSite) -> bool:
    """True for a read under a condition that does not hold for the write too: what was kept is read back."""
    shared = {id(block) for block in write.cell.facts.around(write.block)} if read.cell is write.cell else set()
    around = read.cell.facts.around(read.block)
    return any(block.kind in _UNCERTAIN and id(block) not in shared for block in around)


def _adds(notebook: Notebook, site: CallSite) -> bool:
    """True for a call that adds to a file, and keeps what is in it."""
    mode = site.call.keyword("mode") or (site.argument(1, "mode") if site.name.endswith("open") else None)
    text = notebook.constant(site.cell, mode) if mode is not None else None
    if isinstance(text, str):
        return "a" in text or text in {"append", "ignore"}
    return site.method in _ADDING or mode is not None


def _message(notebook: Notebook, write: _Write, read: CallSite) -> str:
    text = notebook.text_of(write.site.cell, write.path)
    name = f"`{text}`" if 0 < len(text) <= 60 and "{}" not in text else "This file"
    return f"{name} was read as input in cell {read.cell.index + 1}: the next run starts from what this one writes."
