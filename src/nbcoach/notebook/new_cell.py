"""Makes the JSON of an inserted cell: of the notebook's format version, its source in the form of its neighbours."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.source_form import source_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.notebook.edit import CellInsertion


def made_cell(document: dict[str, Any], cells: Sequence[Any], edit: CellInsertion, taken: set[str]) -> dict[str, Any]:
    """The new cell; its id, from nbformat 4.5 on, is added to those taken."""
    neighbour = _neighbour(cells, edit.anchor)
    lines: str | list[str] = edit.source
    if not isinstance(neighbour.get(source_key(neighbour)), str):
        lines = edit.source.splitlines(keepends=True)
    if not isinstance(document.get("cells"), list):
        return _of_version_3(neighbour, edit, lines)
    cell: dict[str, Any] = {"cell_type": edit.cell_type}
    if edit.cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    if _version(document) >= (4, 5):
        cell["id"] = _new_id(edit, taken)
    return cell | {"metadata": dict(edit.metadata), "source": lines}


def taken_ids(cells: Sequence[Any]) -> set[str]:
    return {cell["id"] for cell in cells if isinstance(cell, dict) and isinstance(cell.get("id"), str)}


def _of_version_3(neighbour: dict[str, Any], edit: CellInsertion, lines: str | list[str]) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": edit.cell_type, "metadata": dict(edit.metadata)}
    if edit.cell_type == "markdown":
        return cell | {"source": lines}
    language = neighbour.get("language", "python")
    return cell | {"collapsed": False, "input": lines, "language": language, "outputs": []}


def _neighbour(cells: Sequence[Any], anchor: int) -> dict[str, Any]:
    """The cell nearest to the anchor that has a source."""
    with_source = [index for index, cell in enumerate(cells) if source_key(cell)]
    nearest = min(with_source, key=lambda index: abs(index - anchor), default=None)
    return {} if nearest is None else cells[nearest]


def _version(document: dict[str, Any]) -> tuple[int, int]:
    major, minor = document.get("nbformat"), document.get("nbformat_minor")
    return (major if isinstance(major, int) else 4, minor if isinstance(minor, int) else 0)


def _new_id(edit: CellInsertion, taken: set[str]) -> str:
    """Eight hexadecimal digits, as nbformat makes them, drawn from the content so that equal edits give equal files."""
    for attempt in count():
        digest = hashlib.sha256(f"{attempt}\0{edit.anchor}\0{edit.source}".encode("utf-8", "surrogatepass"))
        made = digest.hexdigest()[:8]
        if made not in taken:
            taken.add(made)
            return made
    raise AssertionError
