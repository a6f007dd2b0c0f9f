"""Cells that can be inserted into a notebook, one percent-format file each beside this one.

A file begins with comments for its readers. Each `# %%` line begins a cell: a title, then metadata as `key=json`.
`__word__` in a cell is a place to fill in with Python source. One that stands alone on its line takes several lines,
or none and goes with its line. The cells must run in a kernel that has no nbcoach and may be as old as Python 3.8.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

_HEADER = re.compile(r"^# %%[ \t]*(?P<rest>.*)$", re.MULTILINE)
_KEY = re.compile(r"\s*(\w+)=")
_PLACE = re.compile(r"__([a-z]+)__")
_LINE = re.compile(r"^([ \t]*)__([a-z]+)__[ \t]*(?:\n|\Z)", re.MULTILINE)


class Snippet(Struct, frozen=True):
    """A cell to insert, its places filled in."""

    source: str
    metadata: dict[str, Any] = {}


def snippet(name: str, title: str = "", /, **values: str) -> Snippet:
    """The cell with a title (by default the one without) of a snippet file.

    Args:
        name: The file's name without its ending.
        title: The text of the cell's `# %%` line.
        values: Python source for each place, no more and no less.

    Raises:
        KeyError: There is no such file or cell, or the values do not fit its places.
    """
    cell = snippets(name)[title]
    places = set(_PLACE.findall(cell.source))
    if places != values.keys():
        raise KeyError(f"{name} needs {sorted(places)} and was given {sorted(values)}")
    source = _LINE.sub(lambda found: _lines(values[found[2]], found[1]), cell.source)
    return Snippet(_PLACE.sub(lambda found: values[found[1]], source).strip("\n"), cell.metadata)


@cache
def snippets(name: str) -> dict[str, Snippet]:
    """All cells of a file by their title, places not filled in.

    Raises:
        KeyError: There is no such file.
    """
    if name not in names():
        raise KeyError(name)
    text = files(__package__).joinpath(f"{name}.py").read_text(encoding="utf-8")
    headers = list(_HEADER.finditer(text))
    ends = [*(each.start() for each in headers[1:]), len(text)]
    return dict(_cell(header["rest"], text[header.end() : end]) for header, end in zip(headers, ends, strict=True))


@cache
def names() -> tuple[str, ...]:
    """The names of all snippet files, sorted."""
    found = (each.name for each in files(__package__).iterdir())
    return tuple(sorted(each[:-3] for each in found if each.endswith(".py") and not each.startswith("_")))


def quoted(text: str) -> str:
    """A text as a Python literal in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in text.split("\n")) if text else ""


def _cell(header: str, body: str) -> tuple[str, Snippet]:
    found = _KEY.search(header)
    title = header[: found.start()] if found else header
    return title.strip(), Snippet(body.strip("\n"), dict(_metadata(header[len(title) :])))


def _metadata(text: str) -> list[tuple[str, Any]]:
    pairs, position = [], 0
    while found := _KEY.match(text, position):
        value, position = json.JSONDecoder().raw_decode(text, found.end())
        pairs.append((found[1], value))
    return pairs
