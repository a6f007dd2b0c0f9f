"""Sums up what a cell has shown, as digests, shapes and scalars, for tests that must not hold data.

Standard library only, in the syntax of Python 3.8: it is copied into exported pipelines beside their tests.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 5
"""Numbers of a text up to which they are kept as they are: more would be data."""
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?![\w]*\d)")
_VARYING = (
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "0x"),
    (re.compile(r"(?<![^\s\"'<>])[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py(?::\d+)?"), "cell"),
    (re.compile(r"\b(?:In|Out) ?\[\d+\]"), "[]"),
    (re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b|\bsk-\w+-id-\d+|\bT_[0-9a-f]{4,}"), "id"),
    (re.compile(r"(?m)^(?:CPU times: .*|Wall time: .*|\d.* per loop \(mean.*)$"), "time"),
    (re.compile(r"\|[^|\n]{0,400}\| *(\d[\d.,]*/\S+) \[[^\]\n]*\]"), r"\1"),
    (re.compile(r"(?m)^[^\n]*\r(?!\n)"), ""),
)


def summary(outputs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What outputs of nbformat say, in order: for each its MIME type, digest, numbers and shape.

    What goes to the error stream is left out: libraries write there what they like. Numbers count with six digits.
    """
    printed = ""
    found = []
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream" and output.get("name") == "stdout":
            printed += _text(output["text"])
        elif kind in ("display_data", "execute_result"):
            data = output.get("data") or {}
            mime = _best(data)
            if mime:
                found.append(_summed(mime, data[mime]))
        elif kind == "error":
            found.append(_summed("error", str(output.get("ename"))))
    return ([_summed("stdout", printed)] if printed else []) + found


def canonical(text: str) -> str:
    """A text without what differs from kernel to kernel, its numbers with six digits."""
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return " ".join(_NUMBER.sub(_rounded, text).split())


def _rounded(found: Any) -> str:
    text = found.group()
    return text if text.lstrip("+-").isdigit() else f"{float(text):.6g}"


def _best(data: dict[str, Any]) -> str:
    """The form of an output that says most and varies least."""
    for mime in ("text/plain", "text/html", "image/png", "image/svg+xml"):
        if mime in data and not ("image/png" in data and mime == "text/plain"):
            return mime
    return next(iter(sorted(data)), "")


def _summed(mime: str, value: Any) -> dict[str, Any]:
    if mime.startswith("image/") and mime != "image/svg+xml":
        return _entry(mime, "", [], _size(_text(value)))
    text = canonical(_text(value))
    numbers = [float(number) for number in _NUMBER.findall(text)]
    kept = numbers if len(numbers) <= FEW else []
    return _entry(
        mime, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), kept, [_text(value).count("\n") + 1]
    )


def _entry(mime: str, digest: str, numbers: list[float], shape: list[int]) -> dict[str, Any]:
    return {"mime": mime, "digest": digest, "numbers": numbers, "shape": shape}


def _size(text: str) -> list[int]:
    """Width and height of a PNG; of other pictures nothing, as they are not decoded here."""
    head = base64.b64decode(text.replace("\n", "")[:32])
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return list(struct.unpack(">II", head[16:24]))
    return []


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(str(part) for part in value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
