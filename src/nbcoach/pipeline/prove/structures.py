"""Compares JSON values: charts of plotly, vega and others, by structure and number."""

from __future__ import annotations

import array
import base64
import binascii
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.texts import MOST, place, same_number, short

if TYPE_CHECKING:
    from collections.abc import Iterator

_MADE_UP = frozenset({"uid", "uuid", "model_id", "root_id", "roots", "docid", "roots_id", "plotlyServerURL"})
_CODES = {"f8": "d", "f4": "f", "i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q"}
"""Codes of `array` for the number types of plotly's `bdata`."""


def compare_json(left: Any, right: Any, where: str = "") -> tuple[Difference, ...]:
    """Where two JSON values differ; names that libraries make up for their parts do not count."""
    found = islice(_differences(left, right, ""), MOST)
    return tuple(replace(each, where=place(where, each.where)) for each in found)


def _differences(left: Any, right: Any, where: str) -> Iterator[Difference]:
    if left is right:
        return
    if _is_number(left) and _is_number(right):
        if not same_number(left, right):
            yield Difference("number", str(left), str(right), where)
    elif type(left) is not type(right):
        yield Difference("type", short(str(left)), short(str(right)), where)
    elif isinstance(left, dict):
        yield from _mappings(_unpacked(left), _unpacked(right), where)
    elif isinstance(left, list):
        if len(left) != len(right):
            yield Difference("shape", f"{len(left)} items", f"{len(right)} items", where)
            return
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from _differences(one, other, f"{where}[{at}]")
    elif left != right:
        yield Difference("text", short(str(left)), short(str(right)), where)


def _mappings(left: dict[str, Any], right: dict[str, Any], where: str) -> Iterator[Difference]:
    for key, value in left.items():
        if key in _MADE_UP:
            continue
        if key not in right:
            yield Difference("missing", short(str(value)), "", f"{where}.{key}")
        else:
            yield from _differences(value, right[key], f"{where}.{key}")
    for key, value in right.items():
        if key not in left and key not in _MADE_UP:
            yield Difference("added", "", short(str(value)), f"{where}.{key}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unpacked(value: dict[str, Any]) -> dict[str, Any]:
    """A mapping with the numbers that plotly packs as base64 laid open."""
    code, packed = _CODES.get(str(value.get("dtype"))), value.get("bdata")
    if not code or not isinstance(packed, str):
        return value
    try:
        numbers = array.array(code, base64.b64decode(packed))
    except (binascii.Error, ValueError):
        return value
    return {**value, "bdata": numbers.tolist()}
