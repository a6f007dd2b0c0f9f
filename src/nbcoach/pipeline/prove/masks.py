"""Takes out of a text what differs from kernel to kernel without meaning anything: addresses, cell numbers, bars."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "⟨folder⟩"

_COLORS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_CELL_FILE = re.compile(
    r"(?<![^\s\"'<>])[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py(?::\d+)?|<ipython-input-\d+-[0-9a-f]+>(?::\d+)?"
)
_CELL_NUMBER = re.compile(r"\b(In|Out) ?\[\d+\]")
_UUID = re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b")
_BAR = re.compile(r"\|[^|\n]{0,400}\| *(\d[\d.,]*[kMG]?/\S+) \[[^\]\n]*\]|(?<=it) ?\[\d+:\d\d[^\]\n]*\]")
_KERAS = re.compile(r"(?<![━=>.\-])[━=>.\-]{5,} ?(?:\[?\d+[smh]\]?|\d+:\d\d)(?: \d+(?:\.\d+)?[mµun]?s/\w+)?")
_CLOCKED = re.compile(
    r"^(?:CPU times: .*|Wall time: .*|\d.* per loop \(mean ± std\. dev\. of .*|Compiler +: .*)$", re.MULTILINE
)
_SUMMARY_CLOCK = re.compile(
    r"(\b(?:Date|Time):(?:[\s&}]|<[^<>\n]{1,40}>){1,60})(?:\w{3}, \d\d \w{3} \d{4}|\d\d:\d\d:\d\d)\b"
)
"""When a model was fitted, as the summaries of statsmodels have it, in text, HTML and LaTeX."""
_MEMORY = re.compile(r"^memory usage: \d[\d.]*\+? \w?B$", re.MULTILINE)
"""The last line of pandas' `info()`: it counts what an index has remembered of earlier searches, too."""
_MOMENT = re.compile(r"\b(\d{4})[-/](\d\d)[-/](\d\d)[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?")
_LOG_TIME = re.compile(
    r"^(\[?)\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?|^([IWEF])\d{4,8} \d\d:\d\d:\d\d\.\d+ +\d+", re.MULTILINE
)
_RUN_ID = re.compile(r"\b[0-9a-f]{32}\b")
"""What MLflow calls a run, of which its log tells."""
_WARNING = re.compile(
    r"^.*:\d+: \w*Warning: .*\n?(?:(?:^(?!.*:\d+: \w*Warning: |[ \t]).*\n){0,8}^  \S.*\n?|(?:^[ \t]+.*\n?)*)",
    re.MULTILINE,
)
"""A warning as Python writes it: where, what, over one line or several, and the line of code, set in by two."""
_SIGNS = ("0x", "[", "\x1b", "\r", "\b", "ipykernel", "-", "/", "time", "memory usage", "per loop", "Time:", "Date:")
"""Without one of these a text has nothing to take out, and most texts have none."""
_SVG_NAMES = re.compile(
    r"<dc:date>[^<]*</dc:date>|(?<=[\"#(])[a-zA-Z]?[0-9a-f]{8,}(?=[\")])|<metadata>.*?</metadata>", re.DOTALL
)
_SET = re.compile(r"\{[^{}:\n]*\}")


def masked(text: str, folders: Sequence[str] = ()) -> str:
    """The text without addresses, colours, measured times of magics, progress bars and the names of cells' own files.

    Args:
        text: What a cell printed or showed.
        folders: The folders in which the run took place; they become `⟨folder⟩`.
    """
    for folder in folders:
        text = text.replace(folder, FOLDER)
    if text.isascii() and not _is_suspicious(text):
        return text
    text = _overwritten(_COLORS.sub("", text)) if "\x1b" in text or "\r" in text or "\b" in text else text
    text = _CELL_FILE.sub("⟨cell⟩", text)
    text = _CELL_NUMBER.sub(r"\1[…]", text)
    text = _UUID.sub("⟨uuid⟩", _ADDRESS.sub("0x…", text))
    text = _KERAS.sub("⟨bar⟩", _BAR.sub(r"⟨bar⟩ \1", text))
    text = _MEMORY.sub("memory usage: ⟨size⟩", text)
    return _without_now(_SUMMARY_CLOCK.sub(r"\1⟨time⟩", _CLOCKED.sub("⟨time⟩", text)))


def _without_now(text: str) -> str:
    """The text without times of today, be it here or in another part of the world: the clock showed them."""
    if not _MOMENT.search(text):
        return text
    now = datetime.now(UTC).date()
    near = {(now + timedelta(days=days)).isoformat() for days in (-1, 0, 1)}
    return _MOMENT.sub(lambda found: "⟨now⟩" if "-".join(found.groups()) in near else found[0], text)


def _is_suspicious(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)


def _overwritten(text: str) -> str:
    """The text as a terminal shows it: what follows a carriage return overwrites the line."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(next((part for part in reversed(line.split("\r")) if part), "") for line in lines).replace(
        "\b", ""
    )


def without_warnings(text: str) -> tuple[str, tuple[str, ...]]:
    """What was written to the error stream but for warnings, and these; a kernel shows each of them once only."""
    rest = _LOG_TIME.sub(r"\1\2⟨time⟩", _WARNING.sub("", text))
    return _RUN_ID.sub("⟨run⟩", rest), tuple(_WARNING.findall(text))


def without_names(drawing: str) -> str:
    """An SVG without the names that Matplotlib makes up for its parts, and without its date."""
    return _SVG_NAMES.sub("#", drawing)


def sorted_sets(text: str) -> str:
    """The text with the items of printed sets in order; they stand there in an order that each kernel draws anew."""
    if "{" not in text:
        return text
    return _SET.sub(lambda found: "{" + ", ".join(sorted(found[0][1:-1].split(", "))) + "}", text)
