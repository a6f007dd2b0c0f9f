"""Changes to a notebook as values: text in a cell, a new cell, a cell taken out, saved outputs cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


class TextEdit(Struct, frozen=True, tag="text", tag_field="kind"):
    """Replaces a range of one cell's source; `old` must still stand there.

    `cell` is the index among all cells; lines count from 1, columns from 0 in code points, the end exclusive.
    """

    cell: int
    line: int
    column: int
    end_line: int
    end_column: int
    old: str
    new: str


class CellInsertion(Struct, frozen=True, tag="insert", tag_field="kind"):
    """Puts a new cell before or after the cell with index `anchor`; -1 stands for an empty notebook."""

    anchor: int
    where: Literal["before", "after"]
    source: str
    cell_type: Literal["code", "markdown"] = "code"
    metadata: dict[str, Any] = {}


class CellRemoval(Struct, frozen=True, tag="remove", tag_field="kind"):
    """Takes a cell out; `old` must still be its source."""

    cell: int
    old: str


class OutputClearing(Struct, frozen=True, tag="clear", tag_field="kind"):
    """Empties the saved outputs of a code cell. That it ran, and as which, stays known by its execution count."""

    cell: int


Edit = TextEdit | CellInsertion | CellRemoval | OutputClearing


def apply(document: dict[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """The notebook's JSON after the edits; the given document stays as it is and shares what did not change.

    All positions and indices are those of the given document, however many edits there are. Insertions at one
    place keep the order in which they are given, as do texts that are put in at one point.

    Raises:
        StaleEditError: A cell or text that an edit expects is not there any more.
        ConflictingEditsError: Two edits change the same text.
        NotANotebookError: The document has no list of cells.
    """
    from nbcoach.notebook.revision import revised, with_cells  # noqa: PLC0415 - the types above stay light to import

    return with_cells(document, revised(document, tuple(edits)))
