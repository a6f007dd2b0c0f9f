"""Edits as a unified diff of the cells that they change, for people to read before they apply them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from nbcoach.notebook.read import load_json
from nbcoach.notebook.redact import redaction
from nbcoach.notebook.revision import Added, Kept, cell_lists, revised
from nbcoach.notebook.source_form import joined, source_key
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.notebook.redact import Redaction


class DiffLine(NamedTuple):
    """A line of a diff; `kind` tells how to colour it. The text begins with `+`, `-`, a blank or `@@`."""

    kind: Literal["file", "cell", "added", "removed", "same"]
    text: str


def cell_diff(notebook: Notebook, edits: Sequence[Edit]) -> Iterator[DiffLine]:
    """What the edits change, cell by cell; cells are counted from 1, new ones as they will be counted.

    Credentials are shown as asterisks, so that a line in which only one of them changes is not shown.

    Raises:
        StaleEditError, ConflictingEditsError: The edits do not fit the notebook.
    """
    return sheet_diff(notebook, [item for sheet in revised(_document(notebook), edits) for item in sheet])


def sheet_diff(notebook: Notebook, items: Sequence[Kept | Added]) -> Iterator[DiffLine]:
    """The same for what became of the cells of a notebook."""
    name = notebook.path or "the notebook"
    cells = [cell for each in cell_lists(_document(notebook)) for cell in each]
    kept = {item.cell for item in items if isinstance(item, Kept)}
    yield DiffLine("file", f"--- {name}")
    yield DiffLine("file", f"+++ {name}")
    hide = notebook.once(redaction)
    seen = 0
    for number, item in enumerate(items, 1):
        if isinstance(item, Kept):
            yield from _removed(cells, range(seen, item.cell), kept, hide)
            seen = item.cell + 1
        yield from _changed(cells, item, number, hide)
    yield from _removed(cells, range(seen, len(cells)), kept, hide)


def _document(notebook: Notebook) -> dict[str, Any]:
    document = notebook.document
    return document if isinstance(document, dict) else load_json(document, notebook.path or "the notebook")


def _removed(cells: Sequence[Any], indices: range, kept: set[int], hide: Redaction) -> Iterator[DiffLine]:
    for index in indices:
        if index not in kept:
            yield DiffLine("cell", f"@@ cell {index + 1}, removed @@")
            yield from _lines("removed", hide(joined(cells[index])))


def _changed(cells: Sequence[Any], item: Kept | Added, number: int, hide: Redaction) -> Iterator[DiffLine]:
    if isinstance(item, Added):
        tags = ", ".join(item.json["metadata"].get("tags", ()))
        yield DiffLine("cell", f"@@ cell {number}, new{f' (tag: {tags})' if tags else ''} @@")
        yield from _lines("added", hide(joined(item.json)))
        return
    if item.source is not None:
        before = hide(joined(cells[item.cell]))
        after = hide(joined({source_key(cells[item.cell]): item.source}))
        yield from _hunks(before, after, f"cell {number}")
    if item.is_cleared:
        outputs = cells[item.cell].get("outputs") or ()
        yield DiffLine("cell", f"@@ cell {number}, outputs @@")
        yield DiffLine("removed", f"-{len(outputs)} saved output{'s' if len(outputs) != 1 else ''}")


def _hunks(before: str, after: str, title: str) -> Iterator[DiffLine]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    for line in list(diff)[2:]:
        if line.startswith("@@"):
            yield DiffLine("cell", f"@@ {title}, line {_first(line)} @@")
        else:
            kind: Literal["added", "removed", "same"] = _KINDS[line[0]]
            yield DiffLine(kind, line[0] + visible(line[1:]))


_KINDS: dict[str, Literal["added", "removed", "same"]] = {"+": "added", "-": "removed", " ": "same"}


def _first(hunk: str) -> str:
    """The line in the new text on which a hunk of a unified diff begins."""
    return hunk.partition("+")[2].partition(" ")[0].partition(",")[0]


def _lines(kind: Literal["added", "removed"], source: str) -> Iterator[DiffLine]:
    mark = "+" if kind == "added" else "-"
    for line in source.splitlines():
        yield DiffLine(kind, mark + visible(line))
