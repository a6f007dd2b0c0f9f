"""Where the cells of a notebook stand in the bytes of its file.

Nothing is searched for: msgspec hands out the raw bytes of every value, and between two values of a JSON document
stands nothing but keys, white space and punctuation.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Raw

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator

    from nbcoach.notebook import Notebook

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Compiled on first use: only files with findings need them.
_BEFORE_VALUE = rb'(?s)[\s,{]*"(?:[^"\\]|\\.)*"\s*:\s*'
_BEFORE_ITEM = rb"[\s,\[]*"
_object = msgspec.json.Decoder(dict[str, Raw])
_array = msgspec.json.Decoder(list[Raw])
_strings = msgspec.json.Decoder(list[str])


class CellOffsets(NamedTuple):
    """The bytes of a cell, and of the value of its `source` (equal offsets where it has none); ends exclusive."""

    start: int
    end: int
    source_start: int
    source_end: int


def cell_offsets(data: bytes, wanted: Container[int] | None = None) -> tuple[CellOffsets, ...]:
    """The offsets of all cells, in order; empty where the bytes are no notebook in UTF-8.

    Sources are looked for only in the `wanted` cells, by their index; in all where that is None.
    """
    readable = _readable(data)
    start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    found: list[CellOffsets] = []
    try:
        for at, cell in _cells(readable[start:], start):
            is_wanted = wanted is None or len(found) in wanted
            source = _source(cell, at) if is_wanted else (at, at)
            found.append(CellOffsets(at, at + len(cell), *source))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ()
    return tuple(found)


def lines_of(notebook: Notebook, cells: Collection[int]) -> dict[int, tuple[int, ...]]:
    """As `file_lines`, for a notebook that was read from a file of any kind; nothing for live JSON."""
    if not cells or notebook.script:
        return notebook.script.file_lines(cells) if notebook.script else {}
    return file_lines(notebook.document, cells) if isinstance(notebook.document, bytes) else {}


def file_lines(data: bytes, cells: Collection[int]) -> dict[int, tuple[int, ...]]:
    """For each wanted cell (its index among all cells) the file line, from 1, of each of its source lines.

    A source in a single JSON string stands on one line of the file. Cells that cannot be found are left out.
    """
    offsets = cell_offsets(data, cells)
    found: dict[int, tuple[int, ...]] = {}
    line, position = 1, 0
    for index in sorted(each for each in set(cells) if 0 <= each < len(offsets)):
        start, end = offsets[index].source_start, offsets[index].source_end
        line, position = line + data.count(b"\n", position, start), start
        found[index] = tuple(_source_lines(data[start:end], line))
    return found


def _readable(data: bytes) -> bytes:
    """The bytes with the numbers that Python writes and JSON forbids replaced by others of the same length."""
    if b"NaN" in data or b"Infinity" in data:
        return data.replace(b"NaN", b"0.0").replace(b"Infinity", b"11111111")
    return data


def _cells(document: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The cells of a notebook, or of a worksheet of nbformat 3, that begins at byte `start` of the file."""
    for key, at, value in _members(document):
        if key == "cells":
            yield from ((start + at + inner, cell) for inner, cell in _items(value))
        elif key == "worksheets":
            for inner, sheet in _items(value):
                yield from _cells(sheet, start + at + inner)


def _source(cell: bytes, start: int) -> tuple[int, int]:
    for key, at, value in _members(cell):
        if key in {"source", "input"}:
            return start + at, start + at + len(value)
    return start, start


def _members(raw: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Key, offset of the value and its bytes for each member of a JSON object; nothing for another value."""
    if not raw.lstrip().startswith(b"{"):
        return
    before_value = re.compile(_BEFORE_VALUE)
    position = 0
    for key, plain in _object.decode(raw).items():
        before, value = before_value.match(raw, position), bytes(plain)
        start = before.end() if before else position
        if not raw.startswith(value, start):
            raise msgspec.DecodeError("a key stands twice in one object")
        position = start + len(value)
        yield key, start, value


def _items(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each item of a JSON array; nothing for another value."""
    if not raw.startswith(b"["):
        return
    before_item = re.compile(_BEFORE_ITEM)
    position = 0
    for plain in _array.decode(raw):
        before, value = before_item.match(raw, position), bytes(plain)
        start = before.end() if before else position
        position = start + len(value)
        yield start, value


def _source_lines(raw: bytes, line: int) -> Iterator[int]:
    """The file line of each source line of a JSON string, or of an array of strings, that begins on `line`."""
    begins = True
    for at, text in _pieces(raw, line):
        line = at
        if text.count("\n") == 1 and text[-1] == "\n":
            if begins:
                yield line
            begins = True
            continue
        for part in text.splitlines(keepends=True):
            if begins:
                yield line
            begins = part.endswith("\n")
    if begins:
        yield line


def _pieces(raw: bytes, line: int) -> Iterable[tuple[int, str]]:
    """The strings that a source is made of, and the file line of each."""
    if not raw.startswith(b"["):
        return [(line, text) for text in _texts(b"[" + raw + b"]")]
    texts = _texts(raw)
    rows = raw.split(b"\n")
    # As Jupyter writes it, each string stands on a line of its own; a string holds no raw line break.
    if len(rows) == len(texts) + 2 and all(b'"' in row for row in rows[1:-1]):
        return zip(range(line + 1, line + 1 + len(texts)), texts, strict=True)
    return [(line + raw.count(b"\n", 0, at), text) for (at, _), text in zip(_items(raw), texts, strict=True)]


def _texts(raw: bytes) -> list[str]:
    """The strings of an array, with line feeds for all that breaks lines; what is no string is empty."""
    try:
        texts = _strings.decode(raw)
    except msgspec.MsgspecError:
        texts = [text if isinstance(text, str) else "" for text in json.loads(raw, strict=False)]
    if b"\\r" not in raw:
        return texts
    return [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]
