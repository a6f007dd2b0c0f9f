"""The file of a baseline: JSON that is read in code reviews, one accepted habit of a cell a line.

Paths are relative to the file's folder, everything is sorted, and no source text stands in it: a notebook may hold a
secret. The file stays the same when cells move.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from nbcoach.checking.baseline import Baseline
from nbcoach.checking.baseline_match import Key
from nbcoach.checking.fingerprint import CellKey
from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
_CURE = "Write it anew with --write-baseline."


class _Entry(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """So many findings of a check in a cell; no `cell` for findings about the notebook."""

    check: str
    cell: str = ""
    before: str = ""
    after: str = ""
    count: Annotated[int, Meta(ge=1)] = 1


class _Document(Struct, forbid_unknown_fields=True):
    nbcoach_baseline: int
    notebooks: dict[str, list[_Entry]]


def read_baseline(file: Path) -> Baseline:
    """What a file of `baseline_text` holds.

    Raises:
        BadCallError: There is no such file, it cannot be read, or it is no baseline that this version knows.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise BadCallError(f"There is no baseline {file}.", "Make it with --write-baseline.") from None
    except OSError as error:
        raise BadCallError(f"The baseline {file} cannot be read: {error.strerror or error}.") from None
    return Baseline(file.parent, {name: _keys(entries) for name, entries in _decoded(data, file).notebooks.items()})


def baseline_text(baseline: Baseline) -> str:
    """The text of a baseline, the same for the same findings."""
    return "".join(_pieces(baseline))


def _decoded(data: bytes, file: Path) -> _Document:
    try:
        version = msgspec.json.decode(data, type=dict[str, msgspec.Raw]).get("nbcoach_baseline")
        if version is not None and bytes(version).isdigit() and int(bytes(version)) > VERSION:
            raise BadCallError(f"The baseline {file} was written by a newer nbcoach.", "Update nbcoach.")
        return msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        what = "holds a merge conflict" if b"\n<<<<<<< " in data else f"is no baseline of nbcoach ({error})"
        raise BadCallError(f"The file {file} {what}.", _CURE) from None


def _keys(entries: list[_Entry]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for each in entries:
        found[Key(each.check, CellKey(each.cell, each.before, each.after))] += each.count
    return found


def _pieces(baseline: Baseline) -> Iterator[str]:
    yield f'{{\n  "nbcoach_baseline": {VERSION},\n  "notebooks": {{'
    between = "\n"
    for name in sorted(baseline.notebooks):
        lines = ",\n".join(f"      {_line(key, count)}" for key, count in sorted(baseline.notebooks[name].items()))
        yield f"{between}    {json.dumps(name, ensure_ascii=False)}: [\n{lines}\n    ]"
        between = ",\n"
    yield "\n  }\n}\n" if baseline.notebooks else "}\n}\n"


def _line(key: Key, count: int) -> str:
    entry = _Entry(key.check, key.cell.own, key.cell.before, key.cell.after, count)
    return json.dumps(msgspec.to_builtins(entry))
