"""Names that a fresh kernel does not know."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import STORES, Place, Value
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.project import Project
    from nbcoach.project.companions import Companion

_GIVEN = frozenset(dir(builtins)) | frozenset(
    {
        "__builtins__",
        "get_ipython",
        "display",
        "In",
        "Out",
        "exit",
        "quit",
        "__file__",
        "_dh",
        "_oh",
        "_ih",
        "_exit_code",
        "_sh",
    }
    | {"spark", "sc", "sqlContext", "sqlc", "dbutils", "displayHTML", "table", "getArgument"}
)
_PYTHON_2 = frozenset(
    {"xrange", "unicode", "raw_input", "reduce", "basestring", "long", "unichr", "file", "execfile", "reload", "cmp"}
    | {"buffer", "apply", "intern", "coerce"}
)
_HISTORY = regex(r"_+(?:i*\d*|i+)$")
_WORDS = regex(r"[A-Za-z_]\w*")
_ANYTHING = frozenset(
    {"exec", "execfile", "globals", "locals", "vars", "get_ipython().run_line_magic", "get_ipython().magic"}
)
_ANYTHING |= {"get_ipython().run_cell", "get_ipython().ex", "get_ipython().push", "get_ipython().run_cell_magic"}
_BINDING_MAGICS = frozenset({"%load", "%store", "%pylab", "%loadpy", "%macro", "%rerun", "%recall", "%%local"})
_TEXTS = frozenset(
    {
        "%%writefile",
        "%%file",
        "%%html",
        "%%HTML",
        "%%javascript",
        "%%js",
        "%%latex",
        "%%markdown",
        "%%svg",
        "%%bash",
        "%%sh",
    }
)
"""Their bodies bind no name of this kernel."""
_AUTOMAGIC = frozenset(
    {"ls", "ll", "pwd", "cd", "who", "whos", "who_ls", "clear", "cls", "hist", "history", "lsmagic", "magic", "env"}
    | {"pip", "conda", "pdb", "debug", "tb", "quickref", "dirs", "matplotlib", "pylab", "reset", "mkdir", "rm", "cat"}
)
_GUARDS = frozenset({"NameError", "*", "Exception", "BaseException", "UnboundLocalError"})


class UndefinedOnRestart(Check):
    """Uses a name before any earlier cell binds it.

    ## Why it matters
    The cell works today because the kernel still remembers a cell that was deleted, edited or run in another order.
    Restart it and run all: here it stops, for you and for everybody who gets the notebook.

    ## What to do
    Restart the kernel, run all cells, and put the definition (or the import) above its first use.
    """

    severity = Severity.ERROR
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://jupyterlab.readthedocs.io/en/stable/user/documents_kernels.html",
    )
    examples = (
        Example(
            bad="""
            frame = raw.dropna()  # expect: undefined-on-restart
            # %%
            raw = load()  # expect: undefined-on-restart
            """,
            good="""
            def load():
                return [1, None]
            # %%
            raw = load()
            # %%
            frame = [each for each in raw if each]
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            # %%
            plt.plot([1, 2])  # expect: undefined-on-restart
            """,
            good="""
            import matplotlib.pyplot as plt
            # %%
            try:
                cached
            except NameError:
                cached = {}
            plt.plot([1, 2])
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        end, brought = _anything_goes(notebook, project)
        given = _GIVEN | _PYTHON_2 if _is_python_2(notebook) else _GIVEN
        lookups = notebook.calls_to("globals", "locals", "dir", "vars")
        surely = set(given)  # bound above, and not deleted since
        for cell in notebook.code:
            if Place(cell.index, 0) >= end:
                return
            surely |= _mentioned(notebook, cell, lookups)
            surely |= brought.get(cell.index, frozenset())
            doubtful = cell.facts.free - surely
            if doubtful:
                for value in _unbound(notebook, cell, doubtful):
                    if Place(cell.index, value.at) < end:
                        yield self.finding(_message(notebook, value.root, cell), cell, value.span)
            surely -= cell.facts.deleted
            surely |= cell.facts.bound


def _unbound(notebook: Notebook, cell: Cell, doubtful: frozenset[str]) -> Iterator[Value]:
    """The first use of each name that nothing above binds."""
    names = {name for name in doubtful if not _HISTORY.match(name)}
    for value in cell.facts.names if names else ():
        if value.root in names and _is_unbound(notebook, cell, value):
            names.discard(value.root)
            yield value


def _is_unbound(notebook: Notebook, cell: Cell, value: Value) -> bool:
    facts = cell.facts
    if facts.runs_later(value.block) or notebook.definition(cell, value) is not None or _is_automagic(cell, value):
        return False
    place = Place(cell.index, value.at)
    bound = [each for each in notebook.bindings_of(value.root) if each.binding.kind not in STORES]
    if any(each.place < place and each.binding.kind != "delete" for each in bound):
        return False
    around = facts.around(value.block)
    if any(block.kind == "try" and _GUARDS & set(block.names) for block in around):
        return False
    loops = [block for block in around if block.kind == "for" or (block.kind == "while" and block.line < value.line)]
    return not any(
        each.cell is cell and block.line <= each.binding.line <= block.end_line for each in bound for block in loops
    )


def _is_automagic(cell: Cell, value: Value) -> bool:
    """`pwd` on a line of its own, which IPython reads as `%pwd`."""
    return value.text in _AUTOMAGIC and any(each.value is value for each in cell.facts.statements)


def _anything_goes(notebook: Notebook, project: Project) -> tuple[Place, dict[int, frozenset[str]]]:
    """The first place from which on any name may be bound, and by cell the names that a file brings that was read.

    Any name may be bound by a star import, `%run`, `exec` and their like.
    """
    stars = _stars(notebook)
    companions = project.companions(notebook) if stars else ()
    read = {each.place: _left_by(each) for each in companions if stars.get(each.place) == each.module}
    brought: dict[int, frozenset[str]] = {}
    for place in stars:
        brought[place.cell] = brought.get(place.cell, frozenset()) | (read.get(place) or frozenset())
    open_ends = [place for place in stars if read.get(place) is None]
    return min([*open_ends, *_unread(notebook)], default=Place(len(notebook.cells) + 1, 0)), brought


def _left_by(companion: Companion) -> frozenset[str] | None:
    """The names that a file leaves bound, with those of the files that it brings along; None where it may be any."""
    inner = companion.notebook
    stars = _stars(inner)
    read = {each.place: _left_by(each) for each in companion.companions if stars.get(each.place) == each.module}
    if _unread(inner) or any(read.get(place) is None for place in stars) or any(c.facts.fault for c in inner.code):
        return None
    return frozenset(inner.flow.global_names()).union(*[names or frozenset() for names in read.values()])


def _stars(notebook: Notebook) -> dict[Place, str]:
    """Where all names of another file are brought: the module of a star import, nothing for `%run`."""
    stars = {site.place: site.binding.text for site in notebook.import_sites if site.binding.name == "*"}
    return stars | {Place(cell.index, magic.at): "" for cell, magic in notebook.magics() if magic.name == "%run"}


def _unread(notebook: Notebook) -> list[Place]:
    """The places of what binds names that no reader sees."""
    places = [site.place for site in notebook.calls_to(*_ANYTHING) if not _tested_for(notebook, site)]
    places += [Place(cell.index, magic.at) for cell, magic in notebook.magics() if magic.name in _BINDING_MAGICS]
    return places


def _tested_for(notebook: Notebook, site: CallSite) -> frozenset[str]:
    """The names that a guard asks for: `model` of `"model" in globals()`."""
    holder = notebook.context(site.cell).holder(site.call)
    if holder is None or not isinstance(holder.node, Value) or holder.node.kind != "compare":
        return frozenset()
    return frozenset(part.text for part in holder.node.parts if part.kind == "string")


def _mentioned(notebook: Notebook, cell: Cell, lookups: tuple[CallSite, ...]) -> set[str]:
    """Names that a magic, or a cell that does not parse, may bind: all that its text mentions; or that it looks up."""
    if cell.facts.fault:
        return set(_WORDS.findall(cell.source))
    found: set[str] = set()
    for site in lookups:
        if site.cell is cell:
            found |= _tested_for(notebook, site)
    for magic in cell.facts.magics:
        if magic.name.startswith("%"):
            found.update(_WORDS.findall(magic.text))
            found.update(_WORDS.findall(magic.body) if magic.name not in _TEXTS else ())
    return found


def _is_python_2(notebook: Notebook) -> bool:
    if notebook.language_version:
        return notebook.language_version.startswith("2")
    return any(
        re.search(r"^\s*print\s+['\"\w]", cell.source, re.MULTILINE) for cell in notebook.code if "print" in cell.source
    )


def _message(notebook: Notebook, name: str, cell: Cell) -> str:
    later = [site.cell.index for site in notebook.bindings_of(name) if site.binding.kind not in STORES]
    after = [index for index in later if index >= cell.index]
    if after:
        where = "further down in this cell" if after[0] == cell.index else f"only in cell {after[0] + 1}"
        return f"`{name}` is used here and bound {where}: a fresh kernel stops."
    return f"`{name}` is bound nowhere above: a fresh kernel stops here."
