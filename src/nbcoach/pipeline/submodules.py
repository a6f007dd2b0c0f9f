"""Modules that a later step needs though no variable is bound to them: `xml.dom` after `import xml, xml.dom`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nbcoach.pipeline.literals import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook


def submodules(notebook: Notebook, before: int, carried: frozenset[str] | None) -> tuple[str, ...]:
    """The modules, by their dotted names, that lie in packages which are handed on to the cell at `before`.

    An import makes a module an attribute of its package, for the whole kernel. A package that is brought into another
    kernel has only those that it imports itself.

    Args:
        notebook: A Python notebook.
        before: The index of the cell that the next step begins with.
        carried: The variables that are handed on, None for all.
    """
    above = [cell for cell in notebook.code if cell.index < before]
    wanted = None if carried is None else carried | {name for cell in above for name in _in_functions(cell)}
    packages = {name for cell in above for name in _packages(cell, wanted)}
    if not packages:
        return ()
    imported = dict.fromkeys(name for cell in above for name in _imported(cell))
    return tuple(each for each in imported if any(each.startswith(f"{package}.") for package in packages))


def _packages(cell: Cell, wanted: frozenset[str] | None) -> Iterator[str]:
    """What the imports of a cell bind to the names that are wanted."""
    for binding in cell.facts.bindings:
        is_wanted = wanted is None or binding.name in wanted
        if binding.kind == "import" and binding.name != "*" and is_wanted:
            yield binding.text


def _in_functions(cell: Cell) -> Iterator[str]:
    """The names that functions read: what is handed on may be a function, or hold one."""
    facts = cell.facts
    return (each.root for each in facts.names if facts.runs_later(each.block))


def _imported(cell: Cell) -> Iterator[str]:
    """The dotted modules that a cell imports, by `import a.b` and by `from a.b import c`."""
    if "import" not in cell.source:
        return
    for top in Statements(cell.source).nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names if "." in each.name)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                if "." in node.module:
                    yield node.module
                yield from (f"{node.module}.{each.name}" for each in node.names if each.name != "*")
