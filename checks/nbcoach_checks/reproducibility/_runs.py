"""What the saved execution counts say about the last runs of a notebook's cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook


def counted(notebook: Notebook) -> tuple[tuple[Cell, int], ...]:
    """The code cells that have run, with their execution counts, in document order.

    Some services save 0 for what did not run, and some the same number everywhere: that says nothing.
    """
    cells = [(cell, cell.execution_count) for cell in notebook.code if cell.execution_count]
    found = tuple((cell, count) for cell, count in cells if count and count > 0)
    says_nothing = len(found) > 2 and len({count for _, count in found}) == 1
    return () if says_nothing else found
