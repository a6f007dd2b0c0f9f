"""Code that moves house while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.guards import is_guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_METHODS = frozenset({"chdir", "append", "insert", "extend", "addsitedir"})
_CALLS = {
    "os.chdir": "the working directory",
    "sys.path.append": "the module path",
    "sys.path.insert": "the module path",
    "sys.path.extend": "the module path",
    "site.addsitedir": "the module path",
}
_MAGICS = frozenset({"%cd", "%pushd"})
_BACK = frozenset({"-", "-q -"})


class WorkingDirectoryHack(Check):
    """Changes the working directory or the module path.

    ## Why it matters
    Run the cell twice and `..` leads one folder further up. Every relative path below means something else than it
    says, and a scheduler that starts in another folder finds neither the data nor the modules.

    ## What to do
    Start the kernel in the project's folder and build paths from one parameter. Make your own modules installable,
    with a `pyproject.toml`, and install them once: `pip install -e .`.
    """

    severity = Severity.HINT
    level = 1
    capability = "single-setting-notebook"
    sources = (
        "https://packaging.python.org/en/latest/guides/writing-pyproject-toml/",
        "https://setuptools.pypa.io/en/latest/userguide/development_mode.html",
    )
    examples = (
        Example(
            bad="""
            import os
            import sys
            os.chdir("..")  # expect: working-directory-hack
            sys.path.append("../src")  # expect: working-directory-hack
            """,
            good="""
            from pathlib import Path
            import churn
            root = Path("data")
            """,
        ),
        Example(
            bad="""
            %cd /content/churn  # expect: working-directory-hack
            """,
            good="""
            !cd data && ls
            !pip install -e .
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not notebook.imports.isdisjoint({"os", "sys", "site"}) or notebook.star_imports:
            for site in notebook.calls_of(_METHODS):
                if site.name in _CALLS and not _is_undone(notebook, site):
                    yield self.finding(_message(_CALLS[site.name]), site.cell, site.span)
            for bound in notebook.bindings_of("sys"):
                if _extends_path(bound.binding.target.text if bound.binding.target else "", bound.binding.kind):
                    yield self.finding(_message("the module path"), bound.cell, bound.span)
        for cell, magic in notebook.magics():
            moves = magic.name in _MAGICS and magic.text.strip() not in _BACK
            if moves and not is_guarded(notebook, cell, magic.block):
                yield self.finding(_message("the working directory"), cell, magic.span)


def _message(what: str) -> str:
    return f"This changes {what}: what stands below works only where, and as often as, it was tried."


def _is_undone(notebook: Notebook, site: CallSite) -> bool:
    """True behind a test of the environment, and where a function goes back to where it was."""
    if is_guarded(notebook, site.cell, site.block):
        return True
    facts = site.cell.facts
    if site.name != "os.chdir" or not facts.runs_later(site.block):
        return False
    scope = facts.scope(site.block)
    moves = [each for each in facts.calls if facts.scope(each.block) == scope and each.function.text.endswith("chdir")]
    return len(moves) > 1 or _is_context(site)


def _is_context(site: CallSite) -> bool:
    """True in the methods of a context manager, which goes back when it is left."""
    around = site.cell.facts.around(site.block)
    return any(block.kind == "function" and block.text in {"__enter__", "__exit__"} for block in around)


def _extends_path(target: str, kind: str) -> bool:
    """`sys.path += […]`, `sys.path = […]`."""
    return kind == "attribute" and target == "sys.path"
