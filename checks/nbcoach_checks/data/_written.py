"""Which files a notebook writes itself, so that reading them back is no read of foreign data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach.notebook.shell_calls import texts_of
from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._files import normal, tables
from nbcoach_checks.data._opened import OPENERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach_checks.data._reads import Read

_PATHS = ("path_or_buf", "path", "fname", "file", "excel_writer", "filename")
_SAYING = frozenset({"echo", "printf"})
_INTO = frozenset({">", ">>"})


class WrittenFiles:
    """The paths that a notebook writes, each with its first write."""

    def __init__(self, notebook: Notebook) -> None:
        self._paths: dict[str, Place] = {}
        for path, place in _writes(notebook):
            name = normal(path)
            self._paths[name] = min(place, self._paths.get(name, place))

    def hold(self, read: Read) -> bool:
        """True for a file that an earlier line wrote; with unknown pieces, by its known end."""
        path = normal(read.source)
        if read.call is None or not path:
            return False
        return any(place < read.call.place and _is_same(name, path) for name, place in self._paths.items())


def _is_same(written: str, read: str) -> bool:
    if written == read or written == read.removesuffix(".npy") or read == written + ".npy":
        return True
    if HOLE not in written and HOLE not in read:
        return False
    ends = (written.rpartition("/")[2], read.rpartition("/")[2])
    return ends[0] == ends[1] and bool(ends[0].strip("{}._"))


def _writes(notebook: Notebook) -> Iterator[tuple[str, Place]]:
    for site in notebook.calls_named(_may_write):
        for path in _written_paths(notebook, site):
            yield path, site.place
    for cell, magic in notebook.magics():
        if magic.name in {"%%writefile", "%%file"} and magic.text:
            yield magic.text.split()[-1].strip("\"'"), Place(cell.index, magic.at)
    for command in notebook.commands:
        if command.program in _SAYING:
            for each in command.redirects:
                if each.operator in _INTO:
                    yield each.target, Place(command.cell.index, command.at)


@lru_cache(maxsize=65_536)
def _may_write(name: str) -> bool:
    return name in OPENERS or ".write." in name or name.rpartition(".")[2] in tables()["writers"]


def writing_calls(notebook: Notebook) -> Iterator[tuple[CallSite, Value]]:
    """Every call that writes a file, in order, and the value of its path."""
    for site in notebook.calls_of(_writing_methods()):
        path = _path_of(notebook, site) if _may_write(site.name) else None
        if path is not None:
            yield site, path


@lru_cache(maxsize=1)
def _writing_methods() -> frozenset[str]:
    openers = {name.rpartition(".")[2] for name in OPENERS}
    return frozenset({*tables()["writers"], *openers, "csv", "parquet", "json", "orc", "text", "save"})


def _written_paths(notebook: Notebook, site: CallSite) -> tuple[str, ...]:
    """The paths that a call writes; several for a function that is called with several."""
    return _texts(notebook, site.cell, _path_of(notebook, site))


def _path_of(notebook: Notebook, site: CallSite) -> Value | None:
    """The path that a call writes; None for a call that writes none."""
    if site.name in OPENERS:
        mode = site.argument(1, "mode")
        text = notebook.constant(site.cell, mode) if mode is not None else ""
        opened = isinstance(text, str) and set(text) & set("wax")
        return site.argument(0, "file") if opened else None
    position = 0 if ".write." in site.name else tables()["writers"].get(site.method)
    if position is None:
        return None
    if position == -2:
        function = site.call.function
        return function.parts[0] if function.parts else None
    value = site.call.arguments[position] if len(site.call.arguments) > position else None
    return value or next((each.value for each in site.call.keywords if each.name in _PATHS), None)


def _texts(notebook: Notebook, cell: Cell, value: Value | None) -> tuple[str, ...]:
    """The paths that a value may be, as far as they are known."""
    if value is None:
        return ()
    text = notebook.text_of(cell, value)
    return (text,) if text else tuple(each for each in texts_of(notebook, cell, value) if each.strip("{}"))
