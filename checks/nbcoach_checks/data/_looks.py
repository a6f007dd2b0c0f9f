"""Where a notebook looks at how many rows there are, or at how many values are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Call, Place, Statement, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook

_NULLS = frozenset({"isnull", "isna", "notnull", "notna", "info", "null_count", "count", "isnan", "describe"})
_SIZES = frozenset({"info", "count", "describe", "value_counts", "len", "size", "shape"})
_SHOWING = frozenset(
    {"print", "display", "write", "log", "info", "debug", "append", "log_metric", "log_param", "format"}
)
_LIBRARIES = frozenset({"missingno", "pandas_profiling", "ydata_profiling", "sweetviz", "dtale", "skimpy", "klib"})


class Looks:
    """The looks at rows and nulls of a notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._at_nulls = tuple(_calls(notebook, _NULLS))
        self._at_sizes = tuple(_sizes(notebook))
        self._has_profile = bool(notebook.imports & _LIBRARIES)

    def cover(self, cell: Cell, line: int) -> bool:
        """True for a loss of rows whose nulls were looked at anywhere, or whose rows are counted later or beside it.

        `line` is that of the statement that loses the rows: what stands in it is no look at what it does.
        """
        if self._has_profile:
            return True
        own = (cell.index, line)
        if any(where != own for _, where in self._at_nulls):
            return True
        return any(place.cell >= cell.index and where != own for place, where in self._at_sizes)


_Look = tuple[Place, tuple[int, int]]


def _calls(notebook: Notebook, methods: frozenset[str]) -> Iterator[_Look]:
    for site in notebook.calls_of(methods):
        yield site.place, (site.cell.index, site.call.line)


def _sizes(notebook: Notebook) -> Iterator[_Look]:
    """Counts that somebody sees or that are kept: shown, printed, bound or tested."""
    for site in notebook.calls_of(_SIZES):
        if _is_seen(notebook, site.cell, site.call):
            yield site.place, (site.cell.index, site.call.line)
    for cell in notebook.code:
        for value in cell.facts.names:
            if value.text.endswith((".shape", ".size", ".index")) and _is_seen(notebook, cell, value):
                yield Place(cell.index, value.at), (cell.index, value.line)
        for statement in cell.facts.statements:
            if statement.kind == "shown" and statement.value is not None and statement.value.kind == "name":
                yield Place(cell.index, statement.at), (cell.index, statement.line)


def _is_seen(notebook: Notebook, cell: Cell, value: Value | Call) -> bool:
    """True for a count that reaches the reader, a name or a test, and not another computation."""
    for holder in notebook.context(cell).holders(value):
        node = holder.node
        if isinstance(node, Call):
            method = node.function.text.rpartition(".")[2]
            if method in _SHOWING:
                return True
            if holder.role != "function" and method not in {"str", "int", "round", "len", "float"}:
                return False
        elif isinstance(node, Value):
            if node.kind == "subscript" and holder.position == 0 and _column(node):
                return False
        else:
            return isinstance(node, Statement) or holder.role in {"binding", "block"}
    return False


def _column(node: Value) -> bool:
    """`.shape[1]` counts columns."""
    return node.parts[1].text == "1"
