"""The repair of what a saved output should not show: the output goes, the code stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.edit import OutputClearing

if TYPE_CHECKING:
    from nbcoach.notebook import Cell


def clearing(*cells: Cell) -> Fix:
    """Clears the saved outputs of cells; only suggested, as they may be the only record of a long run."""
    title = "Clear the saved output" if len(cells) == 1 else "Clear the saved outputs"
    return Fix(title, edits=tuple(OutputClearing(cell.index) for cell in cells))
