"""`metrics.json`: how a step leaves measures for the runner, whatever libraries its kernel has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "metrics.json"

Stamp = tuple[int, int] | None


def stamp(directory: Path) -> Stamp:
    """Size in bytes and time of change in nanoseconds of a folder's `metrics.json`, None where there is none."""
    try:
        found = (directory / NAME).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def new_metrics(directory: Path, before: Stamp) -> tuple[dict[str, float], str]:
    """The numbers of a `metrics.json` that was written since `before`, and why it could not be read, else empty.

    Names of nested mappings are joined with `/`; what is no number is passed over.
    """
    after = stamp(directory)
    if after is None or after == before:
        return {}, ""
    try:
        content = json.loads((directory / NAME).read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {}, f"{NAME} was not read: {error}."
    return dict(_numbers(content)), ""


def _numbers(content: Any, prefix: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _numbers(value, f"{prefix}/{key}" if prefix else str(key))
    elif prefix and isinstance(content, int | float) and not isinstance(content, bool):
        yield prefix, float(content)
