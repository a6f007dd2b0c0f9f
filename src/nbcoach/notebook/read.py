"""Turns `.ipynb` bytes, a script with cells, or the live JSON of an open notebook into a `Notebook`.

Only what the questions need is decoded: what outputs say stays bytes until somebody asks (see `outputs`). Files that
are nearly notebooks are read as far as they go: nbformat 3 and 4, sources as a string or a list, cells without ids,
values of a wrong type.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError, NotANotebookError, UnreadableError
from nbcoach.notebook.facts import facts
from nbcoach.notebook.link import Cell, Notebook
from nbcoach.notebook.model import Facts
from nbcoach.notebook.outputs import OutputJson, tolerant_outputs
from nbcoach.notebook.script_sign import is_script_file

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.notebook.script import Script

_KERNELS = {
    "ir": "r",
    "julia": "julia",
    "xcpp": "c++",
    "scala": "scala",
    "spylon": "scala",
    "almond": "scala",
    "bash": "bash",
    "rust": "rust",
    "deno": "typescript",
    "javascript": "javascript",
    "octave": "octave",
    "matlab": "matlab",
    ".net": "csharp",
    "sagemath": "sage",
}
"""Kernel names (or their part before a hyphen) that tell another language."""

_KINDS = frozenset({"code", "markdown", "raw"})


class _CellJson(Struct, gc=False):
    cell_type: str = "code"
    source: str | list[str] = ""
    id: str | None = None
    metadata: dict[str, Any] = {}
    execution_count: int | None = None
    outputs: list[OutputJson] = []


class _NotebookJson(Struct, gc=False):
    cells: list[_CellJson]
    metadata: dict[str, Any] = {}
    nbformat: int = 4
    nbformat_minor: int = 0


_decoder = msgspec.json.Decoder(_NotebookJson)
_cached_facts = lru_cache(maxsize=20_000)(facts)


def read_notebook(path: Path) -> Notebook:
    """Reads a notebook file.

    Raises:
        BadCallError: There is no such file.
        UnreadableError: The file cannot be opened or read.
        NotANotebookError: The file holds no notebook.
    """
    return parse_notebook(read_bytes(path), path.as_posix())


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or an error that says what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadCallError(f"There is no file {path}.", "Check the spelling and the working directory.") from None
    except IsADirectoryError:
        raise BadCallError(f"{path} is a folder, not a notebook.", "Name a file in it.") from None
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror or error}.", "Check its permissions.") from None


def parse_notebook(document: bytes | dict[str, Any], path: str | None = None) -> Notebook:
    """Reads a notebook from the bytes of a file, or from live JSON that was never saved.

    The bytes of a `.py` file are read as `script.read_script` does.

    Raises:
        NotANotebookError: It is no notebook.
    """
    script = _script(document, path)
    if script:
        document = script.document
    plain = _decoded(document, path or "the notebook")
    language, version = _language(plain.metadata)
    is_python = language == "python"
    cells = tuple(_cell(index, each, is_python=is_python) for index, each in enumerate(plain.cells))
    return Notebook(
        path=path,
        language=language,
        language_version=version,
        nbformat=(plain.nbformat, plain.nbformat_minor),
        metadata=plain.metadata,
        cells=cells,
        document=document,
        script=script,
        outputs=tuple([each.outputs for each in plain.cells]),
    )


def cell_texts(document: bytes | dict[str, Any], path: str | None = None) -> tuple[tuple[str, str], ...]:
    """Kind and source of each cell, and nothing else of a notebook; errors as of `parse_notebook`."""
    script = _script(document, path)
    document = script.document if script else document
    return tuple((each.cell_type, _source(each)) for each in _decoded(document, path or "the notebook").cells)


def _script(document: bytes | dict[str, Any], path: str | None) -> Script | None:
    if isinstance(document, dict) or not is_script_file(path, document):
        return None
    from nbcoach.notebook.script import read_script  # noqa: PLC0415 - most notebooks are no scripts

    return read_script(document, path or "the notebook")


def _source(plain: _CellJson) -> str:
    source = plain.source if isinstance(plain.source, str) else "".join(plain.source)
    return source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source


def _cell(index: int, plain: _CellJson, *, is_python: bool) -> Cell:
    source = _source(plain)
    holds_code = is_python and plain.cell_type == "code"
    return Cell(
        index=index,
        id=plain.id,
        kind=plain.cell_type if plain.cell_type in _KINDS else "raw",
        source=source,
        metadata=plain.metadata,
        execution_count=plain.execution_count,
        facts=_cached_facts(source) if holds_code else Facts(),
    )


def _decoded(document: bytes | dict[str, Any], name: str) -> _NotebookJson:
    if isinstance(document, dict):
        return _tolerant(document, name)
    try:
        return _decoder.decode(document)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError):
        return _tolerant(load_json(document, name), name)


def load_json(data: bytes, name: str) -> Any:
    """Decodes JSON with any byte order mark and encoding that JSON allows; errors say what the file is instead."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotANotebookError(f"{name} is not a notebook: {_instead(data, error)}.", _cure(data)) from None


def _instead(data: bytes, error: Exception) -> str:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        return "the file is empty"
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<head")):
        return "it holds an HTML page"
    if data.startswith((b"\x89PNG", b"PK\x03\x04", b"\x1f\x8b")):
        return "it holds binary data"
    if head.startswith(b"version https://git-lfs"):
        return "it is a Git LFS pointer"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it is not JSON text"


def _cure(data: bytes) -> str:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html")):
        return "Download the raw notebook instead of the page that shows it."
    if head.startswith(b"version https://git-lfs"):
        return "Fetch it with: git lfs pull"
    return "Save it again from Jupyter, or exclude it."


def _tolerant(document: Any, name: str) -> _NotebookJson:
    """Reads a document whose values may have any type; cells that are no cells are kept empty, for the numbering."""
    cells = _cells(document)
    if cells is None:
        raise NotANotebookError(f"{name} is not a notebook: it has no list of cells.", "Save it again from Jupyter.")
    metadata = document.get("metadata")
    return _NotebookJson(
        cells=[_tolerant_cell(each) for each in cells],
        metadata=metadata if isinstance(metadata, dict) else {},
        nbformat=_whole(document.get("nbformat"), 4),
        nbformat_minor=_whole(document.get("nbformat_minor"), 0),
    )


def _cells(document: Any) -> list[Any] | None:
    if not isinstance(document, dict):
        return None
    cells = document.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    return [
        cell
        for sheet in sheets
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
        for cell in sheet["cells"]
    ]


def _tolerant_cell(cell: Any) -> _CellJson:
    if not isinstance(cell, dict):
        return _CellJson(cell_type="raw")
    kind = cell.get("cell_type")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(each for each in source if isinstance(each, str))
    count = cell.get("execution_count", cell.get("prompt_number"))
    metadata = cell.get("metadata")
    given_id = cell.get("id")
    return _CellJson(
        cell_type={"heading": "markdown", "html": "markdown"}.get(kind, kind) if isinstance(kind, str) else "raw",
        source=_scalar_text(source) if isinstance(source, str) else "",
        id=given_id if isinstance(given_id, str) else None,
        metadata=metadata if isinstance(metadata, dict) else {},
        execution_count=count if isinstance(count, int) and not isinstance(count, bool) else None,
        outputs=tolerant_outputs(cell.get("outputs")),
    )


def _scalar_text(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _whole(value: Any, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _language(metadata: dict[str, Any]) -> tuple[str, str]:
    """The notebook's language in lower case, and its version; Python where nothing is said."""
    kernel = metadata.get("kernelspec")
    info = metadata.get("language_info")
    kernel = kernel if isinstance(kernel, dict) else {}
    info = info if isinstance(info, dict) else {}
    named = info.get("name") or kernel.get("language") or metadata.get("language") or _kernel_language(kernel)
    version = info.get("version")
    language = str(named).lower()
    language = "python" if language in {"ipython", "python2", "python3"} else language
    return language, str(version) if version else _kernel_version(kernel)


def _kernel_language(kernel: dict[str, Any]) -> str:
    name = str(kernel.get("name") or "").lower()
    return next(
        (language for prefix, language in _KERNELS.items() if name == prefix or name.startswith(prefix + "-")),
        "python",
    )


def _kernel_version(kernel: dict[str, Any]) -> str:
    return "2" if str(kernel.get("name") or "") in {"python2", "py27", "python27"} else ""
