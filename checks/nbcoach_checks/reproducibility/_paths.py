"""Tells a path of one machine from other texts that begin with a slash."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

_WINDOWS = regex(r"[A-Za-z]:(?:\\|/(?!/))[\w .~$%{}\\/()&+@'-]*")
_WINDOWS_GLOB = regex(r"[A-Zcd]:(?:\\|/(?!/))(?:[\w .~$-]{2,}[\\/])+[\w .~$\\/-]*\*[\w .~$\\/*-]*")
_UNC = regex(r"\\\\[A-Za-z0-9_.-]+\\[\w$.][\w $.\\/-]*$")
_POSIX = regex(r"/([A-Za-z][\w.-]*)(?=/|$|\{)")
_ANY_FOLDER = regex(r"/\*\*?(?=/|$)")
_HOME = regex(r"~[A-Za-z_]*/")
_ECHO = regex(r"(?:^|(?<=[!;&|(]))\s*(?:echo|printf)\b[^>;&|]*")
_DRIVE = regex(r"(?<![\w/.:-])[A-Za-z]:[\\/](?![\\/])[^\s\"';|&<>]+")
_INSIDE = regex(r"[\w.}*]$|://?$")
_WORD = regex(r"""[^\s"'`=:,;|&<>()\[\]{}$]*[^\s"'`=:,;|&<>()\[\]$]*""")


class Bound(Enum):
    """How surely a text is a path of one machine, judged by the text alone."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


class Tables(Struct, frozen=True):
    """The lists of `machine_paths.toml`."""

    sure: frozenset[str]
    likely: frozenset[str]
    fixed: tuple[str, ...]
    takers: frozenset[str]
    not_paths: frozenset[str]
    probes: frozenset[str]
    products: frozenset[str]
    not_keywords: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    raw = read_table(__file__, "machine_paths.toml")
    return Tables(
        sure=frozenset(raw["sure"]),
        likely=frozenset(raw["likely"]),
        fixed=tuple(raw["fixed"]),
        takers=frozenset(raw["takers"]),
        not_paths=frozenset(raw["not_paths"]),
        probes=frozenset(raw["probes"]),
        products=frozenset(raw["products"]),
        not_keywords=frozenset(raw["not_keywords"]),
    )


def bound(text: str) -> Bound | None:
    """How a text is bound to one machine; None for relative paths, URLs, fixed folders and texts that are no path."""
    head = text[:1]
    if head not in {"/", "~", "\\"} and text[1:2] != ":":
        return None
    if "\n" in text or len(text) > 400 or text.startswith("//"):
        return None
    if head == "/":
        return _posix(text)
    if head == "~":
        return Bound.SURE if _HOME.match(text) else None
    if _WINDOWS_GLOB.fullmatch(text):
        return Bound.SURE
    if _WINDOWS.fullmatch(text):
        return Bound.SURE if "\\" in text or text.count("/") > 1 or "." in text else Bound.OPEN
    return Bound.SURE if _UNC.match(text) else None


def _posix(text: str) -> Bound | None:
    matched = _POSIX.match(text)
    known = tables()
    if matched is None or any(text == each or text.startswith(each + "/") for each in known.fixed):
        return None
    folder = _ANY_FOLDER.sub("", text.rpartition("/")[0])
    if re.search(r"[<>*?^$|\[\]()]", folder) or " /" in text:
        return None
    first = matched[1]
    deep = len(text) > matched.end() + 1
    if first == "Users" and "@" in text:
        return Bound.LIKELY  # a folder of a Databricks workspace, where experiments have such names too
    if first in known.sure:
        return Bound.SURE if deep or first in {"kaggle", "root"} else Bound.LIKELY
    return Bound.LIKELY if first in known.likely else Bound.OPEN


def in_command(command: str) -> list[tuple[int, str]]:
    """The paths of one machine among the words of a shell line: their offset in it, and themselves."""
    is_mapped = "docker" in command  # `-v folder:/data` names a folder inside the container
    command = _ECHO.sub(lambda said: " " * len(said[0]), command)
    found = [(path.start(), path[0]) for path in _DRIVE.finditer(command)]
    if found:
        command = _DRIVE.sub(lambda path: " " * len(path[0]), command)
    for word in _WORD.finditer(command):
        text = word[0]
        if text[:1] == "~" and (text == "~" or _HOME.match(text)):
            found.append((word.start(), text))
        elif text[:1] == "/" and bound(text) in {Bound.SURE, Bound.LIKELY}:
            before = command[: word.start()]
            if not _INSIDE.search(before) and not (is_mapped and before.endswith(":")):
                found.append((word.start(), text))
    return found
