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
    from collections.abc import Collection, Iterator

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Compiled on first use: only files with findings need them.
_BEFORE_VALUE = rb'(?s)[\s,{]*"(?:[^"\\]|\\.)*"\s*:\s*'
_BEFORE_ITEM = rb"[\s,\[]*"
_object = msgspec.json.Decoder(dict[str, Raw])
_array = msgspec.json.Decoder(list[Raw])


class CellOffsets(NamedTuple):
    """The bytes of a cell, and of the value of its `source` (equal offsets where it has none); ends exclusive."""

    start: int
    end: int
    source_start: int
    source_end: int


def cell_offsets(data: bytes) -> tuple[CellOffsets, ...]:
    """The offsets of all cells, in order; empty where the bytes are no notebook in UTF-8."""
    readable = _readable(data)
    start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    try:
        return tuple(_cells(readable[start:], start))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ()


def file_lines(data: bytes, cells: Collection[int]) -> dict[int, tuple[int, ...]]:
    """For each wanted cell (its index among all cells) the file line, from 1, of each of its source lines.

    A source in a single JSON string stands on one line of the file. Cells that cannot be found are left out.
    """
    offsets = cell_offsets(data)
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


def _cells(document: bytes, start: int) -> Iterator[CellOffsets]:
    """The cells of a notebook, or of a worksheet of nbformat 3, that begins at byte `start` of the file."""
    for key, at, value in _members(document):
        if key == "cells":
            yield from _cells_of(value, start + at)
        elif key == "worksheets":
            for inner, sheet in _items(value):
                yield from _cells(sheet, start + at + inner)


def _cells_of(array: bytes, start: int) -> Iterator[CellOffsets]:
    for at, cell in _items(array):
        begin = start + at
        source = next(
            (
                (begin + inner, begin + inner + len(value))
                for key, inner, value in _members(cell)
                if key in {"source", "input"}
            ),
            (begin, begin),
        )
        yield CellOffsets(begin, begin + len(cell), *source)


def _members(raw: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Key, offset of the value and its bytes for each member of a JSON object; nothing for another value."""
    if not raw.lstrip().startswith(b"{"):
        return
    key_of = re.compile(_BEFORE_VALUE)
    position = 0
    for key, value in _object.decode(raw).items():
        before = key_of.match(raw, position)
        start = before.end() if before else position
        position = start + len(bytes(value))
        if raw[start:position] != bytes(value):
            raise msgspec.DecodeError("a key stands twice in one object")
        yield key, start, raw[start:position]


def _items(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each item of a JSON array; nothing for another value."""
    if not raw.startswith(b"["):
        return
    gap = re.compile(_BEFORE_ITEM)
    position = 0
    for value in _array.decode(raw):
        before = gap.match(raw, position)
        start = before.end() if before else position
        position = start + len(bytes(value))
        yield start, raw[start:position]


def _source_lines(raw: bytes, line: int) -> Iterator[int]:
    """The file line of each source line of a JSON string, or of an array of strings, that begins on `line`."""
    items = list(_items(raw)) or [(0, raw)]
    position, begins = 0, True
    for at, item in items:
        line, position = line + raw.count(b"\n", position, at), at
        parts = _text(item).splitlines(keepends=True)
        for part in parts:
            if begins:
                yield line
            begins = part.endswith("\n")
    if begins:
        yield line


def _text(raw: bytes) -> str:
    """The decoded text of a JSON string, with line feeds for all that breaks lines."""
    text = json.loads(raw, strict=False) if raw.startswith(b'"') else ""
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else ""
