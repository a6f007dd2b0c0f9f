"""What a call that reads data gives, as far as MLflow can record it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import BadCallError
from nbcoach.notebook.model import Span
from nbcoach.offers._sources import cell_at, line_of, text_in

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Binding, Place, Value

_LIBRARIES = {
    "pandas": r"pandas\.read_(?!html$)\w+",
    "polars": r"polars\.read_\w+",
    "numpy": r"numpy\.(load|loadtxt|genfromtxt|fromfile)",
    "spark": r"(pyspark\..*|spark)\.read(\..*)?\.(csv|json|parquet|orc|text|load)",
    "spark table": r"(pyspark\..*|spark)\.(read\.)?table",
    "huggingface": r"datasets\.load_dataset",
}
"""Resolved names of what reads, by the cell of the snippet `log_input` that records it."""
_IN_PIECES = frozenset({"chunksize", "iterator", "batch_size", "streaming"})
_KEEP_FRAME = frozenset({
    "dropna", "fillna", "set_index", "reset_index", "sort_values", "sort_index", "asfreq", "drop", "rename", "assign",
    "query", "astype", "sample", "head", "copy", "drop_duplicates", "convert_dtypes", "replace", "select_dtypes",
})  # fmt: skip
"""Methods of a data frame that give a data frame."""
_SOURCES = ("filepath_or_buffer", "path_or_buf", "io", "path", "source", "file", "fname")
_OF_ONE_MACHINE = re.compile(r"[/~\\]|[A-Za-z]:[/\\](?!/)")
"""Paths that are better not written down a second time."""
_ALL = ("huggingface", False)
"""Without `split` a hub gives a dictionary of all parts."""
_PATHS = frozenset({"os.path.join", "pathlib.Path", "str"})
_BY_HAND = "Record it by hand, for instance with mlflow.set_tag and a checksum of the file."


class Frame(NamedTuple):
    """Data that a name holds right behind a statement that reads it.

    `line` and `column` are where the statement ends, `indent` is its indentation, `source` the Python text of where
    the data comes from (empty where MLflow could not name it, or it is a path of one machine that should not be written
    down twice), `title` a short name of the data set.
    """

    cell: Cell
    name: str
    library: str
    source: str
    title: str
    line: int
    column: int
    indent: str
    place: Place


def frame_at(notebook: Notebook, index: int, line: int, column: int) -> Frame:
    """The data that the call at a place reads.

    Raises:
        BadCallError: No call stands there, or what it gives cannot be recorded.
    """
    cell = cell_at(notebook, index)
    found = [site for site in notebook.calls if site.cell is cell and site.span[:2] == (line, column)]
    read = min(found, key=lambda site: (not _read_by(site), site.span[2:]), default=None)
    if read is None:
        raise BadCallError(f"No call begins in cell {index + 1}, line {line}, column {column}.")
    library = _library(read)
    binding = _binding(cell, read)
    end_line, end_column = _end(cell, binding)
    name = _title(notebook, read) or binding.name
    indent = line_of(cell, binding.line)[: binding.column]
    return Frame(cell, binding.name, library, _source(notebook, read), name, end_line, end_column, indent, read.place)


def _read_by(site: CallSite) -> str:
    return next((library for library, calls in _LIBRARIES.items() if re.fullmatch(calls, site.name)), "")


def _library(read: CallSite) -> str:
    library = _read_by(read)
    if not library or _gives_several(read, library):
        what = "reads in pieces or several at once" if library else "gives no data frame and no array"
        raise BadCallError(f"mlflow.log_input cannot take this data: `{read.name}` {what}.", _BY_HAND)
    return library


def _gives_several(read: CallSite, library: str) -> bool:
    given = {each.name: each.value.kind for each in read.call.keywords}
    sheets = given.get("sheet_name", "string")
    return bool(_IN_PIECES & given.keys()) or sheets in {"constant", "list"} or (library, "split" in given) == _ALL


def _binding(cell: Cell, read: CallSite) -> Binding:
    """The assignment that keeps what was read under a name."""
    for binding in cell.facts.bindings:
        is_plain = binding.kind in {"assign", "annotate"} and binding.index < 0 and binding.value is not None
        if is_plain and binding.value and _gives_frame(cell, binding.value, read):
            return binding
    raise BadCallError(
        f"What `{read.name}` gives has no name in cell {cell.index + 1}, line {read.span.line}.",
        "Assign it to a variable first.",
    )


def _gives_frame(cell: Cell, value: Value, read: CallSite) -> bool:
    """True for the read itself, and for what methods made of it that give a frame."""
    if value.kind != "call":
        return False
    call = cell.facts.calls[value.call]
    if call.span == read.span:
        return True
    function = call.function
    return function.kind == "attribute" and function.text in _KEEP_FRAME and _gives_frame(cell, function.parts[0], read)


def _end(cell: Cell, binding: Binding) -> tuple[int, int]:
    """Where the assignment ends.

    Raises:
        BadCallError: Something else stands on its lines, so that nothing can be put behind it.
    """
    value = binding.value
    assert value is not None  # noqa: S101 - `_binding` gives none without
    before = line_of(cell, binding.line)[: binding.column]
    between = text_in(cell, Span(binding.end_line, binding.end_column, value.line, value.column))
    after = line_of(cell, value.end_line)[value.end_column :]
    if before.strip() or not re.fullmatch(r"\s*(:[^=]*)?=\s*", between) or not re.match(r"\s*(;|#|$)", after):
        raise BadCallError(
            f"More than one assignment stands in cell {cell.index + 1}, line {binding.line}.",
            "Give the read a line of its own.",
        )
    comment = after if after.lstrip().startswith("#") else after[: len(after) - len(after.lstrip())]
    return value.end_line, value.end_column + len(comment)


def _source(notebook: Notebook, read: CallSite) -> str:
    value = _argument(read)
    if value is None or "sql" in read.name or "clipboard" in read.name:
        return ""
    text = text_in(read.cell, Span(value.line, value.column, value.end_line, value.end_column))
    if "\n" in text:
        return ""
    if value.kind in {"string", "fstring"}:
        return "" if _OF_ONE_MACHINE.match(notebook.text_of(read.cell, value)) else text
    is_path = value.kind in {"name", "operation"} or (
        value.kind == "call" and notebook.resolve(read.cell, value).removesuffix("()") in _PATHS
    )
    is_text = isinstance(notebook.constant(read.cell, value), str)
    return (text if is_text else f"str({text})") if is_path else ""


def _title(notebook: Notebook, read: CallSite) -> str:
    """The stem of the file that is read, empty where its name is not known."""
    value = _argument(read)
    text = notebook.text_of(read.cell, value) if value else ""
    stem = PurePosixPath(text.replace("\\", "/")).name.partition(".")[0]
    return stem if re.fullmatch(r"[\w -]{1,60}", stem) and "sql" not in read.name else ""


def _argument(read: CallSite) -> Value | None:
    if read.call.arguments:
        return read.argument(0, "")
    return next((each.value for each in read.call.keywords if each.name in _SOURCES), None)
