"""What tests keep of a cell's outputs: digests, shapes and numbers, which tell a change without holding any data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List

Summary = Dict[str, Any]

FEW = 8
LINES = 3
"""Up to this many numbers and lines a text keeps each number; of more, and of tables, only the count and the sum."""

_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d{1,9}(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w]*\d)")
_MASKS = (
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"^[^\n]*\r(?!\n)", re.MULTILINE), ""),
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"), "@"),
    (re.compile(r"(?<![^\s\"'<>])[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py(?::\d+)?"), "@"),
    (re.compile(r"^(?:CPU times: .*|Wall time: .*|\d.* per loop .*)$", re.MULTILINE), "@"),
    (re.compile(r"^memory usage: \d[\d.]*\+? \w?B$", re.MULTILINE), "@"),
    (re.compile(r"\b(?:Date|Time):\s+(?:\w{3}, \d\d \w{3} \d{4}|\d\d:\d\d:\d\d)\b"), "@"),
    (re.compile(r"\d+(?:\.\d+)?(?:it/s|s/it| ?[mµun]?s/step)|\d+:\d\d(?::\d\d)?[<,\]][^\]\n]*\]?"), "@"),
)
_MOMENT = re.compile(r"\b(\d{4})[-/](\d\d)[-/](\d\d)[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?")
_SKIPPED = ("application/vnd.jupyter.widget-", "application/vnd.holoviews_", "application/javascript")


def of_cell(notebook: Dict[str, Any], source_cell: int) -> List[Summary]:
    """The summaries of the outputs of the cells that a source cell (index from 0) became, in order."""
    mine = [
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbcoach", {}).get("source_cell") == source_cell
    ]
    return summaries([output for cell in mine for output in cell["outputs"]])


def summaries(outputs: List[Dict[str, Any]]) -> List[Summary]:
    """A summary per output: `mime`, and as far as they apply `digest` (SHA-256), `numbers` and `shape`.

    What was written to the error stream is left out; pieces of standard output in a row are one.
    """
    found: List[Summary] = []
    printed = ""
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            printed += joined(output["text"]) if output.get("name") == "stdout" else ""
            continue
        found += [_of_text("stdout", printed)] if printed.strip() else []
        printed = ""
        found += [{"mime": "error", "digest": sha256(output["ename"])}] if kind == "error" else _of_data(output["data"])
    return found + ([_of_text("stdout", printed)] if printed.strip() else [])


def _of_data(data: Dict[str, Any]) -> List[Summary]:
    """The summary of the richest form that says something: a table's shape, an image's size, else the text."""
    if any(mime.startswith(_SKIPPED) for mime in data):
        return []
    if "image/png" in data:
        return [{"mime": "image/png", "shape": _size(joined(data["image/png"]))}]
    if "<table" in joined(data.get("text/html", "")):
        return [_of_table(joined(data["text/html"]))]
    if "text/plain" in data and not any(mime.endswith("+json") for mime in data):
        return [_of_text("text/plain", joined(data["text/plain"]))]
    return [{"mime": mime} for mime in sorted(data)[:1]]


def _of_table(html: str) -> Summary:
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    cells = [len(re.findall(r"<t[dh]\b", row)) for row in rows]
    text = re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL))
    return dict(_of_text("text/html", text), shape=[len(rows), max(cells, default=0)])


def _of_text(mime: str, text: str) -> Summary:
    """Words as a digest, in which the numbers have no part: these are kept, and compared with a tolerance."""
    for mask, instead in _MASKS:
        text = mask.sub(instead, text)
    text = _without_now(text)
    numbers = [float(each.replace(",", "")) for each in _NUMBER.findall(text)]
    words = re.sub(r"\s+", " ", _NUMBER.sub("#", text)).strip()
    is_short = mime != "text/html" and len(numbers) <= FEW and text.strip().count("\n") < LINES
    kept = numbers if is_short else [float(len(numbers)), sum(numbers)]
    return {"mime": mime, "digest": sha256(words), "numbers": kept}


def _without_now(text: str) -> str:
    """The text without times of today, be it here or in another part of the world: the clock showed them."""
    now = datetime.now(timezone.utc).date()
    near = {(now + timedelta(days=days)).isoformat() for days in (-1, 0, 1)}
    return _MOMENT.sub(lambda found: "@" if "-".join(found.groups()) in near else found.group(), text)


def _size(png: str) -> List[int]:
    """Width and height of a PNG in pixels, which stand at its byte 16."""
    head = base64.b64decode(png[:64])
    return [int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")]


def joined(text: Any) -> str:
    """A text of nbformat, which may be a list of lines; what is no text, as JSON."""
    if isinstance(text, list):
        return "".join(text)
    return text if isinstance(text, str) else json.dumps(text, sort_keys=True)


def sha256(text: str) -> str:
    """SHA-256 of a text, as hexadecimal text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
