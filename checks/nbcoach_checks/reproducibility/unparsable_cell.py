"""Cells that Python cannot read."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.facts import facts
from nbcoach.notebook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import SyntaxFault
    from nbcoach.project import Project

_EXPECTED = "raises-exception"
_BOUNDLESS = ("recursion", "too many", "memory", "overflow", "exceeds the limit", "nested")
"""Words of faults that tell a limit of the parser, not of the language."""
_NEWER = r"\b[rRbB]?[fFtT][rR]?['\"]|^\s*type\s+\w+|\b(?:def|class)\s+\w+\s*\[|\bexcept\b[^:\n]*,"
"""What a later Python may read: new f-strings, `type` statements, type parameters, `except` without brackets."""
_OLDER = r"\b(?:async|await)\b"
"""Names until Python 3.6."""
_PROMPT = r"^[ \t]*(?:>>>|\.\.\.|In \[\d+\]:|\.{3,}:)(?: |$)"
_BROKEN = ("never closed", "unterminated", "unmatched", "does not match", "EOF")
"""Faults of every Python; others may come from syntax that only Python 2 has."""
_NOT_HERE = ("%md", "%sql", "%scala", "%r", "%sh", "%fs", "%python", "%run", "%html")
"""First words of cells that hosted notebooks hand to another interpreter."""


class UnparsableCell(Check):
    """Holds code that is no valid Python.

    ## Why it matters
    The cell cannot run, so that everybody who runs all cells stops here, and so does a pipeline, a scheduler or a test.
    Until it is mended, no tool can say what the cell does.

    ## What to do
    Finish the line, or take the cell out. Turn prose and pseudo code into a markdown cell. Carry code of Python 2 over:
    most of it needs no more than brackets around what `print` shows. If the fault is the point of a lesson, tag the
    cell `raises-exception`, which tells Jupyter to go on, too.
    """

    severity = Severity.ERROR
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://docs.python.org/3/tutorial/errors.html#syntax-errors",
        "https://nbclient.readthedocs.io/en/latest/client.html#handling-errors-and-exceptions",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            frame = pd.read_csv("sales.csv"  # expect: unparsable-cell
            frame.head()
            """,
            good="""
            import pandas as pd
            frame = pd.read_csv("sales.csv")
            frame.head()
            """,
        ),
        Example(
            bad="""
            threshold =   # expect: unparsable-cell
            """,
            good="""
            threshold = None  # to be chosen
            %timeit sum(range(100))
            !ls data
            frame?
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.code:
            old, fault = cell.facts.python_2, cell.facts.fault
            if not (old or fault) or _EXPECTED in cell.tags or _is_sage(notebook):
                continue
            version = _version(notebook)
            if old and version >= (3,):
                message = "This is Python 2, and the notebook's kernel is Python 3, which stops here."
                yield self.finding(message, cell, _rest(cell, old))
            elif fault and _is_faulty(cell, fault, version):
                yield self.finding(f"Python cannot read this cell: {_shown(fault.message)}.", cell, _rest(cell, fault))


def _version(notebook: Notebook) -> tuple[int, ...]:
    """The kernel's version, as far as it is told; 2 where nothing is told and the notebook is as old."""
    told = re.match(r"\d+(?:\.\d+)?", notebook.language_version)
    if told:
        return tuple(map(int, told[0].split(".")))
    is_old = notebook.nbformat[0] < 4 or any(cell.facts.python_2 for cell in notebook.code)
    return (2,) if is_old else ()


def _is_sage(notebook: Notebook) -> bool:
    """True for the kernel of SageMath, which calls its own language Python."""
    kernel = notebook.metadata.get("kernelspec")
    name = str(kernel.get("name")).lower() if isinstance(kernel, dict) else ""
    return name == "sage" or name.startswith("sagemath")


def _is_faulty(cell: Cell, fault: SyntaxFault, version: tuple[int, ...]) -> bool:
    """False where another Python, IPython or a hosted notebook may read the cell."""
    message = fault.message
    if any(word in message.lower() for word in _BOUNDLESS):
        return False
    if version[:1] == (2,) and not any(word in message for word in _BROKEN):
        return False
    if (3,) <= version < (3, 7) and re.search(_OLDER, cell.source):
        return False
    if version > sys.version_info[:2] and re.search(_NEWER, cell.source, re.MULTILINE):
        return False
    if not version and message.startswith("f-string"):
        return False
    return not (_is_for_another(cell, fault) or _is_read_by_ipython(cell))


def _is_for_another(cell: Cell, fault: SyntaxFault) -> bool:
    """True for a cell of another language, and for the commas and slashes by which IPython calls functions."""
    lines = cell.source.split("\n")
    if cell.source.lstrip().split(maxsplit=1)[:1] and cell.source.split(maxsplit=1)[0] in _NOT_HERE:
        return True
    at = lines[fault.line - 1] if fault.line <= len(lines) else ""
    return at.startswith((",", ";", "/"))


def _is_read_by_ipython(cell: Cell) -> bool:
    """True where IPython's own preparation makes Python of it: it takes off prompts, and the indent of the whole."""
    text = cell.source.lstrip("\n")
    if re.match(_PROMPT, text):
        text = re.sub(_PROMPT, "", text, flags=re.MULTILINE)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    if text == cell.source and not indent:
        return False
    return facts(re.sub(rf"(?m)^{indent}", "", text)).fault is None


def _rest(cell: Cell, fault: SyntaxFault) -> Span:
    """From the fault to the end of its line."""
    lines = cell.source.split("\n")
    number = min(max(fault.line, 1), len(lines))
    length = len(lines[number - 1])
    column = min(fault.column, max(length - 1, 0))
    return Span(number, column, number, max(length, column + 1))


def _shown(message: str) -> str:
    return message.partition(". Did you mean")[0].partition(" (detected at")[0].rstrip(".")
