"""Whether a value comes from outside: an address, the answer of a server, a file that the notebook fetched."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.settings import held
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.notebook.shell import Command

_WEB = ("http://", "https://", "ftp://")
_OUTPUTS = {"wget": ("-O", "--output-document"), "curl": ("-o", "--output"), "gdown": ("-O", "--output")}


@cache
def tables() -> dict[str, Any]:
    return read_table(__file__, "unsafe_loading.toml")


class Fetched:
    """What a notebook has fetched, to be asked of the values that it loads."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._answers = frozenset(tables()["fetchers"]["answers"])
        self._files = frozenset(each for each in _files(notebook) if "{" not in each and each)

    def holds(self, cell: Cell, value: Value) -> bool:
        """True for what surely comes from another machine."""
        text = self._notebook.text_of(cell, value)
        if text.startswith(_WEB):
            return not is_here(text)
        behind = self._notebook.ancestry(cell, value)
        if any(is_here(each) for each in behind.texts):
            return False
        return bool(behind.names & self._answers) or self._is_fetched_file(behind.texts | self._settings(cell, value))

    def _is_fetched_file(self, texts: set[str]) -> bool:
        return bool(self._files) and any(_last(each) in self._files for each in texts)

    def _settings(self, cell: Cell, value: Value) -> set[str]:
        """The texts of a setting such as `CFG.path`."""
        return {each.text for _, each in held(self._notebook, cell, value) if each.kind == "string"}


def is_here(text: str) -> bool:
    """True for an address on this machine."""
    return any(each in text for each in tables()["certificates"]["here"])


def _files(notebook: Notebook) -> Iterator[str]:
    """The last names of the files that the notebook fetches."""
    for command in notebook.commands:
        if command.program in _OUTPUTS:
            yield from _targets(command)
    known = tables()["fetchers"]["files"]
    for site in notebook.calls_to(*known):
        rule = known[site.name]
        values = (site.argument(*rule["file"]) or site.argument(*rule["address"]),)
        yield from (_last(notebook.text_of(site.cell, each)) for each in values if each is not None)


def _targets(command: Command) -> Iterator[str]:
    names = _OUTPUTS[command.program]
    said = [after for each, after in pairwise(command.arguments) if each in names]
    said += [each.partition("=")[2] for each in command.arguments if each.startswith(f"{names[1]}=")]
    said += [each[2:] for each in command.arguments if command.program == "wget" and each.startswith("-O") and each[2:]]
    yield from (_last(each) for each in said or [each for each in command.plain if each.startswith(_WEB)])


def _last(path: str) -> str:
    """The last name of a path or an address; only what has an ending can be told from a word."""
    name = path.partition("?")[0].rstrip("/").rpartition("/")[2]
    return name if "." in name else ""
