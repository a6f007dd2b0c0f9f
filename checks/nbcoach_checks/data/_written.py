"""Which files a notebook writes itself, so that reading them back is no read of foreign data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach.notebook.shell_calls import texts_of
from nbcoach.notebook.text import HOLE
from nbcoach.notebook.wildcards import Wildcards
from nbcoach_checks.data._files import normal, tables
from nbcoach_checks.data._opened import OPENERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach_checks.data._reads import Read

_PATHS = ("path_or_buf", "path", "fname", "file", "excel_writer", "filename", "table_name")
_LISTING = frozenset({"glob", "iglob", "rglob"})
_SAYING = frozenset({"echo", "printf"})
_INTO = frozenset({">", ">>"})


class WrittenFiles:
    """The paths that a notebook writes, each with its first write."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._paths: dict[str, Place] = {}
        for path, place in _writes(notebook):
            name = normal(path)
            self._paths[name] = min(place, self._paths.get(name, place))

    def hold(self, read: Read) -> bool:
        """True for a file that an earlier line wrote; with unknown pieces, by its known end."""
        path = normal(read.source)
        if read.call is None:
            return False
        if not path:
            value = read.call.argument(0, "path")
            return self._hold_all(_texts(self._notebook, read.cell, value)) or self._hold_listed(read, value)
        return any(place < read.call.place and _is_same(name, path) for name, place in self._paths.items())

    def _hold_listed(self, read: Read, value: Value | None) -> bool:
        """True for files that were listed by patterns which earlier lines wrote to."""
        if value is None or not self._paths or read.call is None:
            return False
        behind = self._notebook.ancestry(read.cell, value)
        sites = [each for each in map(self._notebook.site_at, behind.calls) if each and each.method in _LISTING]
        return bool(sites) and all(
            self._hold_pattern(_pattern(self._notebook, each), read.call.place) for each in sites
        )

    def _hold_pattern(self, pattern: str, until: Place) -> bool:
        if not pattern:
            return False
        wanted = Wildcards([pattern])
        return any(place < until and wanted.match(name.replace(HOLE, "0")) for name, place in self._paths.items())

    def _hold_all(self, paths: tuple[str, ...]) -> bool:
        """True for a function that is called with written files only."""
        return bool(paths) and all(normal(each) in self._paths for each in paths)


def _pattern(notebook: Notebook, site: CallSite) -> str:
    """The pattern by which a call lists files; empty where it is not known."""
    given = site.call.arguments[0] if site.call.arguments else None
    pattern = notebook.text_of(site.cell, given) if given is not None else ""
    function = site.call.function
    if not pattern or site.name.startswith(("glob.", "tensorflow.")):
        return normal(pattern)
    if function.kind == "name":
        bound = notebook.definition(site.cell, function)
        folder = notebook.text_of(bound.cell, bound.binding.value) if bound and bound.binding.value else ""
    else:
        folder = notebook.text_of(site.cell, function.parts[0]) if function.parts else ""
    return normal(f"{folder.rstrip('/')}/{pattern}") if folder else ""


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
    position = 0 if ".write." in site.name else _position(site)
    if position is None:
        return None
    if position == -2:
        function = site.call.function
        return function.parts[0] if function.parts else None
    value = site.call.arguments[position] if len(site.call.arguments) > position else None
    return value or next((each.value for each in site.call.keywords if each.name in _PATHS), None)


def _position(site: CallSite) -> int | None:
    """Where a call takes the path or table that it writes, by its whole name or by its method."""
    writers: dict[str, int] = tables()["writers"]
    return writers.get(site.name, writers.get(site.method))


def _texts(notebook: Notebook, cell: Cell, value: Value | None) -> tuple[str, ...]:
    """The paths that a value may be, as far as they are known."""
    if value is None:
        return ()
    text = notebook.text_of(cell, value)
    return (text,) if text else tuple(each for each in texts_of(notebook, cell, value) if each.strip("{}"))
