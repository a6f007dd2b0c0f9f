"""Notebooks that need other notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Magic
    from nbcoach.project import Project

_IMPORTERS = frozenset({"import_ipynb", "nbimporter", "ipynb", "importnb", "notebook_importer"})
_CALLS = frozenset({"dbutils.notebook.run", "mssparkutils.notebook.run", "notebookutils.notebook.run"})
_RUNNERS = ("get_ipython().run_line_magic", "get_ipython().magic")
_SCRIPTS = (".py", ".ipy", ".sh", ".txt")
_WORD = regex(r"""(?:"[^"]*"|'[^']*'|[^\s"'#]+)+""")


class HiddenNotebookCall(Check):
    """Runs or imports another notebook.

    ## Why it matters
    Which names come from there, and which files it reads and writes, stands nowhere in this notebook. A pipeline cannot
    see the dependency: it copies one file, and the run fails; or it runs what somebody has changed in the other.

    ## What to do
    Move what both need into a module, `import cleaning`, where it can be tested. Make the other notebook a step of
    the pipeline if it computes something, and read the file that it leaves.
    """

    severity = Severity.HINT
    level = 2
    capability = "training-pipeline"
    sources = (
        "https://ipython.readthedocs.io/en/stable/interactive/magics.html#magic-run",
        "https://docs.databricks.com/aws/en/notebooks/notebook-workflows",
    )
    examples = (
        Example(
            bad="""
            %run cleaning.ipynb  # expect: hidden-notebook-call
            table = clean("sales.csv")
            """,
            good="""
            from cleaning import clean
            %run settings.py
            table = clean("sales.csv")
            """,
        ),
        Example(
            bad="""
            import import_ipynb  # expect: hidden-notebook-call
            import cleaning
            """,
            good="""
            import cleaning
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell, magic in notebook.magics():
            if magic.name == "%run" and _names_notebook(notebook, _target(magic)):
                yield self.finding(_message(_target(magic)), cell, magic.span)
        for site in () if notebook.imports.isdisjoint(_IMPORTERS) else notebook.import_sites:
            text = site.binding.text
            if text in _IMPORTERS or text.startswith(("ipynb.fs.", "nbimporter.", "import_ipynb.")):
                yield self.finding(_message(text.rpartition(".")[2]), site.cell, site.span)
        for call in notebook.calls_of(frozenset({"run", "run_line_magic", "magic"})):
            if call.name in _CALLS:
                path = call.argument(0, "path")
                yield self.finding(_message(notebook.text_of(call.cell, path) if path else ""), call.cell, call.span)
            elif call.name.endswith(_RUNNERS) and ".ipynb" in _said(notebook, call):
                yield self.finding(_message(""), call.cell, call.span)


def _said(notebook: Notebook, site: CallSite) -> str:
    """What a call gives to the magic `run`; empty for other magics."""
    said = " ".join(notebook.text_of(site.cell, each) for each in site.call.arguments)
    return said if said.startswith("run ") else ""


def _target(magic: Magic) -> str:
    """The file that `%run` names, behind its options; empty for none."""
    words = [each.strip("\"'") for each in _WORD.findall(magic.text)]
    return next((each for each in words if not each.startswith("-")), "")


def _names_notebook(notebook: Notebook, target: str) -> bool:
    """True for a notebook's file, and for the path by which Databricks names one."""
    if target.endswith(".ipynb"):
        return True
    return target.startswith((".", "/", "$")) and not target.endswith(_SCRIPTS) and _is_databricks(notebook)


def _is_databricks(notebook: Notebook) -> bool:
    """True where the metadata says so, or what only that host provides is used."""
    if "application/vnd.databricks.v1+notebook" in notebook.metadata:
        return True
    return any(notebook.uses_of(each) and not notebook.bindings_of(each) for each in ("dbutils", "spark"))


def _message(target: str) -> str:
    name = f"`{target}`" if 0 < len(target) <= 60 and "{}" not in target else "Another notebook"
    return f"{name} is needed here, and no pipeline sees that: it stands in no import and no list of steps."
