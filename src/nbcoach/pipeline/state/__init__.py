"""Carries the live state of one step's kernel to the next; its text is vendored into every exported pipeline.

The parts are ordinary modules here and one file without imports of ours there: kernels may have no nbcoach, no NumPy,
and a Python as old as 3.8. Order matters: a part uses only the parts before it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PARTS = (
    "rebuilding",
    "reducing",
    "definitions",
    "objects",
    "databases",
    "arrays",
    "tensors",
    "carrier",
    "names",
    "patches",
    "settings",
    "libraries",
    "plotting",
    "tracking",
    "shell",
    "inline",
    "figures",
    "state",
)
_OURS = re.compile(r"^from nbcoach\.pipeline\.state(?:\.\w+)? import (?:\([^)]*\)|[^(\n]*)\n", re.MULTILINE)
_FUTURE = re.compile(r"^from __future__ import annotations\n", re.MULTILINE)


@cache
def source() -> bytes:
    """The text of `state.py` as it goes into a pipeline: standard library only, syntax of Python 3.8."""
    return _joined(
        PARTS, '"""Carries the live state of one step to the next. Made by nbcoach; needs only Python 3.8."""'
    )


@cache
def compare_source() -> bytes:
    """The text of `compare.py`, which a kernel runs beside `state.py` to compare two blobs of values."""
    return _joined(
        ("differences", "comparing", "tables", "compare"),
        '"""Compares the values of two runs, on the kernel\'s side."""',
    )


def _joined(parts: tuple[str, ...], title: str) -> bytes:
    folder = Path(__file__).parent
    texts = [_FUTURE.sub("", _OURS.sub("", (folder / f"{part}.py").read_text(encoding="utf-8"))) for part in parts]
    return "\n\n".join([f"{title}\nfrom __future__ import annotations", *texts]).encode()
