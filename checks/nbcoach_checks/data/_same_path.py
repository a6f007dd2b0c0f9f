"""Whether two calls name the same file: by its text, or, where that is not known, by the names that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._files import normal

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Value

_JOINS = frozenset({"os.path.join", "pathlib.Path", "str", "os.fspath"})
_DEPTH = 6

PathKey = tuple[str, ...]


def path_key(notebook: Notebook, cell: Cell, value: Value) -> PathKey:
    """Equal for values that surely are the same path; empty where nothing is known of it."""
    text = notebook.text_of(cell, value)
    if text and HOLE not in text:
        return (normal(text),)
    key = _spelled(notebook, cell, value, 0)
    return key if any(part.startswith("=") for part in key) else ()


def _spelled(notebook: Notebook, cell: Cell, value: Value, depth: int) -> PathKey:
    """A path piece by piece, names by the place that binds them; empty for what may give any text."""
    if depth > _DEPTH:
        return ()
    if value.kind in {"string", "number"}:
        return (normal(value.text),)
    if value.kind == "name":
        site = notebook.definition(cell, value)
        return (f"={value.text}@{site.place.cell}:{site.place.at}",) if site else ()
    parts = value.parts if value.kind == "fstring" else ()
    if value.kind == "operation" and value.text in {"+", "/"}:
        parts = value.parts
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        parts = call.arguments if notebook.resolve(cell, call.function) in _JOINS else ()
    pieces = [_spelled(notebook, cell, part, depth + 1) for part in parts]
    return tuple(piece for each in pieces for piece in each) if all(pieces) else ()
