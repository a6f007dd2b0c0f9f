"""The header of a script: a shebang, a coding line, and YAML between two lines `# ---`, as comments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")


class Header(NamedTuple):
    """What the header says.

    Args:
        metadata: That of the notebook.
        raw: The source of the raw cell that holds what is no metadata of a notebook; empty for none.
        format_name: The text format, as Jupytext calls it; empty where nothing is said.
        stop: The line behind the header, from 0.
    """

    metadata: dict[str, Any]
    raw: str
    format_name: str
    stop: int


def read_header(lines: Sequence[str]) -> Header:
    """The header at the top of a script; an empty one where there is none, or its YAML cannot be read."""
    start = _start(lines)
    if start >= len(lines) or lines[start].rstrip() != "# ---":
        return Header({}, "", "", start)
    end = next((at for at in range(start + 1, len(lines)) if not _is_inside(lines[at])), len(lines))
    if end == len(lines) or lines[end].rstrip() != "# ---":
        return Header({}, "", "", start)
    text = [line.removeprefix("#").removeprefix(" ") for line in lines[start + 1 : end]]
    metadata, others = _metadata("\n".join(text)), _others(text)
    stop = end + 1 + (end + 1 < len(lines) and not lines[end + 1].strip())
    raw = "\n".join(["---", *others, "---"]) if any(line.strip() for line in others) else ""
    return Header(metadata, raw, _format_name(metadata), stop)


def _start(lines: Sequence[str]) -> int:
    start = 1 if lines[0].startswith("#!") else 0
    is_coding = len(lines) > start and _CODING.match(lines[start])
    return start + 1 if is_coding else start


def _is_inside(line: str) -> bool:
    return line.startswith("#") and line.rstrip() != "# ---"


def _metadata(text: str) -> dict[str, Any]:
    found = _yaml(text)
    metadata = found.get("jupyter") if isinstance(found, dict) else None
    # YAML keys may be anything, and those of JSON are texts.
    return {str(key): value for key, value in metadata.items()} if isinstance(metadata, dict) else {}


@lru_cache(maxsize=64)
def _yaml(text: str) -> Any:
    import yaml  # noqa: PLC0415 - costly, and few scripts have a header

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, loader)  # noqa: S506 - a safe loader, the fast one where it is built
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _others(text: Sequence[str]) -> list[str]:
    """The lines outside of the section `jupyter:`."""
    found = []
    is_jupyter = False
    for line in text:
        if line.startswith("jupyter:"):
            is_jupyter = True
        elif line and not line[0].isspace():
            is_jupyter = False
        if not is_jupyter:
            found.append(line)
    return found


def _format_name(metadata: dict[str, Any]) -> str:
    told = metadata.get("jupytext")
    told = told.get("text_representation") if isinstance(told, dict) else None
    name = told.get("format_name") if isinstance(told, dict) else None
    return name if isinstance(name, str) else ""
