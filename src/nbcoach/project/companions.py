"""The files that a notebook runs (`%run setup.py`) or imports from the folder beside it: read, never run or imported.

What stands in them belongs to the notebook: a seed, a name that `%run` leaves behind, a call of a tracker.
"""

from __future__ import annotations

import shlex
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import NbcoachError
from nbcoach.notebook.model import Place
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.read import parse_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.flow import BindingSite
    from nbcoach.project.project import Project

_FILES_AT_MOST = 20
_DEPTH = 3


class Companion(NamedTuple):
    """A file whose code runs at a place of the notebook.

    Args:
        cell: The cell that runs or imports it, and `at` where within it (see `Place`).
        module: Its dotted name as the notebook imports it; empty where `%run` names the file.
        path: As seen from the notebook's folder, with `/`.
        notebook: What the file holds, a script as a notebook of one cell.
        companions: The files that it runs or imports itself.
    """

    cell: Cell
    at: int
    module: str
    path: str
    notebook: Notebook
    companions: tuple[Companion, ...]

    @property
    def place(self) -> Place:
        return Place(self.cell.index, self.at)

    def everything(self) -> Iterator[Notebook]:
        """This file, and those that it brings along."""
        yield self.notebook
        for each in self.companions:
            yield from each.everything()

    def function(self, site: CallSite) -> str:
        """Which function of the file a call of the notebook calls; empty for calls of anything else."""
        head = f"{self.module}." if self.module else ""
        name = site.name.removeprefix(head) if head and site.name.startswith(head) else ""
        if not self.module and "." not in site.name:
            name = site.name
        return name if name and "." not in name else ""


def read_companions(notebook: Notebook, project: Project) -> tuple[Companion, ...]:
    """The files beside a notebook that its code runs or imports, in order; those that cannot be read are left out."""
    return tuple(sorted(_Reader(project).of(notebook, ""), key=lambda each: each.place))


class _Reader:
    """Follows files from one to the next, each read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._seen: set[str] = set()
        self._written: dict[str, str] = {}

    def of(self, notebook: Notebook, folder: str, depth: int = 0) -> Iterator[Companion]:
        if not depth:
            self._written = {normpath(path): text for path, text in _written(notebook)}
        for cell, at, paths, module in (*_run(notebook), *self._imported(notebook, folder)):
            for path in paths:
                whole = normpath(join(folder, path))
                inner = self._read(whole) if whole not in self._seen else None
                if inner is not None:
                    own = tuple(self.of(inner, dirname(whole), depth + 1)) if depth < _DEPTH else ()
                    yield Companion(cell, at, module, whole, inner, own)
                    break

    def _imported(self, notebook: Notebook, folder: str) -> Iterator[_Named]:
        sites = [site for site in notebook.import_sites if not site.binding.text.startswith(".")]
        tops = sorted({site.binding.text.partition(".")[0] for site in sites})
        here = {*self._project.beside(folder, tops), *self._tops(folder)} if tops else set()
        for site in sites if here else ():
            if site.binding.text.partition(".")[0] in here:
                yield from _modules(site)

    def _tops(self, folder: str) -> set[str]:
        """The modules that the notebook itself wrote into its folder."""
        return {path.partition("/")[0].removesuffix(".py") for path in self._written} if not folder else set()

    def _read(self, path: str) -> Notebook | None:
        if len(self._seen) >= _FILES_AT_MOST:
            return None
        text = self._written.get(path) or self._project.text_beside(path)
        if text is None:
            return None
        self._seen.add(path)
        try:
            return parse_notebook(text.encode() if path.endswith(".ipynb") else percent_document(text), path)
        except (NbcoachError, ValueError):
            return None


_Named = tuple["Cell", int, tuple[str, ...], str]
"""A cell, the place in it, the paths that may be meant, and the module's dotted name."""


def _run(notebook: Notebook) -> Iterator[_Named]:
    for cell, magic in notebook.magics():
        if magic.name == "%run" and magic.block == 0:
            path = _path_of(magic.text)
            if path and "$" not in path and "{" not in path:
                stem = path if path.endswith((".py", ".ipynb")) else ""
                yield cell, magic.at, (stem,) if stem else (f"{path}.py", f"{path}.ipynb"), ""


def _written(notebook: Notebook) -> Iterator[tuple[str, str]]:
    """What `%%writefile tools.py` leaves beside the notebook."""
    for _, magic in notebook.magics():
        if magic.name in {"%%writefile", "%%file"} and magic.body:
            yield _path_of(magic.text), magic.body


def _path_of(text: str) -> str:
    """The file that `%run -i "set up.py" --quick` names."""
    try:
        words = shlex.split(text)
    except ValueError:
        return ""
    return next((word for word in words if not word.startswith("-")), "")


def _modules(site: BindingSite) -> Iterator[_Named]:
    """`from tools.seeds import fix`: `tools/seeds/fix.py`, else `tools/seeds.py` or `tools/seeds/__init__.py` …"""
    parts = site.binding.text.split(".")
    for end in range(len(parts), 0, -1):
        stem = "/".join(parts[:end])
        yield site.cell, site.binding.at, (f"{stem}.py", f"{stem}/__init__.py"), ".".join(parts[:end])
