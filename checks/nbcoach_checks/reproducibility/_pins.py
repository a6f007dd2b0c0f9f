"""Versions that the project has settled, for installs that name none.

Which versions the kernel has is not known here: a notebook is linted without running anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.notebook import Cell
    from nbcoach.notebook.model import Span
    from nbcoach.project import Project

_FOLDERS = (".", "..", "../..")
_FILES = ("uv.lock", "poetry.lock", "requirements.lock", "requirements.txt", "constraints.txt")
_PINNED = regex(r"(?m)^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]\n]*\])?\s*={2,3}\s*([^\s;,#*\\]+)\s*(?=[;#\\]|--hash|$)")
_LOCKED = regex(r'(?m)^\[\[package\]\]\nname = "([^"\n]+)"\nversion = "([^"\n]+)"$')
_BARE = regex(r"([A-Za-z0-9][\w.-]*)(\[[^\]\s]*\])?")


def pinning_fix(cell: Cell, span: Span, packages: Sequence[str], project: Project) -> tuple[Fix, ...]:
    """The fix that pins every package of an install to the version that the project's own files name; else none."""
    if not all(_BARE.fullmatch(each) for each in packages):
        return ()
    where, versions = _versions(project)
    edits = [_edit(cell, span, each, versions) for each in dict.fromkeys(packages)]
    known = tuple(edit for edit in edits if edit is not None)
    return (Fix(f"Pin as in {where}", edits=known),) if known and len(known) == len(edits) else ()


def _edit(cell: Cell, span: Span, package: str, versions: dict[str, str]) -> TextEdit | None:
    """The edit behind the one place where a package stands; None where its version or place is not known."""
    version = versions.get(_key(package))
    word = re.compile(rf"(?<![\w.=<>~!@/\[-]){re.escape(package)}(?=[\s\"'\\]|$)")
    lines = cell.source.split("\n")
    places = [
        (number, match.end())
        for number in range(span.line, span.end_line + 1)
        for match in word.finditer(lines[number - 1])
    ]
    if version is None or len(places) != 1:
        return None
    (number, column), *_ = places
    return TextEdit(cell.index, number, column, number, column, "", f"=={version}")


def _versions(project: Project) -> tuple[str, dict[str, str]]:
    """The nearest file that settles versions, and what it says."""
    for folder in _FOLDERS:
        there = project.beside(folder, _FILES)
        for name in there:
            path = name if folder == "." else f"{folder}/{name}"
            found = _read(project.text_beside(path) or "", is_lock=name in _FILES[:2])
            if found:
                return path, found
    return "", {}


@lru_cache(maxsize=64)
def _read(text: str, *, is_lock: bool) -> dict[str, str]:
    """The versions of packages; those of which the file names several are left out."""
    found: dict[str, set[str]] = {}
    for name, version in (_LOCKED if is_lock else _PINNED).findall(text):
        found.setdefault(_key(name), set()).add(version)
    return {name: versions.pop() for name, versions in found.items() if len(versions) == 1}


def _key(name: str) -> str:
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()
