"""Which packages an install command asks for, and whether each names one exact version."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.project.declared import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.shell import Command

_NAME = regex(r"(?:[\w.-]+::)?([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)", re.DOTALL)
_EXACT = regex(r"={2,3}\s*[^=*,<>~!\s]+(?:\s*(?:;.*|--hash.*))?$|.*,\s*={2,3}\s*[^=*,<>~!\s]+$")
_CONDA_EXACT = regex(r"={1,2}\s*v?(?:\{|\d)[^<>*|,]*\*?$")
_COMMIT = regex(
    r"@(?:[0-9a-f]{7,40}|(?:refs/tags/)?(?:[\w.-]*[-_/])?v?\d+(?:\.\w+)+[\w.-]*|v\d+|[^@]*\{\}[^@]*)(?:[#&].*)?$"
)
_ARCHIVE = regex(
    r"/(?:archive|tarball|zipball|zip|tar\.gz)/(?:refs/tags/)?(?:[0-9a-f]{7,40}|[\w-]*?v?\d+(?:\.\d+)+[\w.-]*?)(?:\.zip|\.tar\.gz)?(?:[#?].*)?$"
)
_RELEASE = regex(r"-v?\d+(?:\.\d+)+[^/]*\.(?:whl|tar\.gz|zip|tar\.bz2|conda)(?:[#?].*)?$|/releases/download/")
_FROM_FILE = frozenset({"-r", "--requirement", "--requirements", "--file"})
_LOCAL = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".conda", ".egg", ".txt", ".toml", ".yml", ".yaml")


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return read_table(__file__, "installers.toml")


def unpinned(command: Command) -> tuple[str, ...]:
    """The packages that a command installs without an exact version, in order; empty for what installs none."""
    if command.program not in tables()["verbs"]:
        return ()
    rest = _behind_verb(command)
    if rest is None:
        return ()
    family = "pip" if command.program in {"pip", "uv"} else "conda"
    if command.has("--no-index", "-h", "--help") or any(_names_file(each, family) for each in rest):
        return ()
    exact = _is_exact if family == "pip" else _is_exact_for_conda
    return tuple(dict.fromkeys(each for each in _packages(rest, family) if not exact(each)))


def named(command: Command) -> tuple[str, ...]:
    """The packages that a command installs, with or without a version, as PyPI normalises their names."""
    rest = _behind_verb(command) if command.program in tables()["verbs"] else None
    if rest is None:
        return ()
    words = _packages(rest, "pip" if command.program in {"pip", "uv"} else "conda")
    return tuple(
        normalised(found[1]) for word in words if (found := _NAME.match(word.rpartition("/")[2].partition(".git")[0]))
    )


def other_files(command: Command) -> tuple[str, ...]:
    """The files of requirements that a command installs from."""
    rest = _behind_verb(command) if command.program in tables()["verbs"] else None
    return tuple(word for before, word in pairwise(rest or ()) if before in _FROM_FILE)


def _behind_verb(command: Command) -> tuple[str, ...] | None:
    """What stands behind `install`, with the options before it left out; None for other subcommands."""
    given = list(command.arguments)
    while given and given[0].startswith("-"):
        given.pop(0)
    for verb in tables()["verbs"][command.program]:
        words = verb.split()
        if given[: len(words)] == words:
            return tuple(given[len(words) :])
    return None


def _names_file(word: str, family: str) -> bool:
    return word.partition("=")[0] in tables()["files"][family]


def _packages(words: tuple[str, ...], family: str) -> Iterator[str]:
    valued, skip, editable = frozenset(tables()["values"][family]), False, False
    for word in words:
        if skip:
            skip = False
        elif word in {"-e", "--editable"}:
            editable = True
        elif word.startswith("-"):
            skip = word in valued or (word[1:2] not in {"-", ""} and f"-{word[-1]}" in valued)
        elif _is_named(word) and not (editable and "://" not in word):
            yield word
        else:
            editable = False


def _is_named(word: str) -> bool:
    """True for the name or address of a package; not for local paths, unknown words and the installers themselves."""
    if "://" in word:
        return not word.startswith("file:")
    if word.startswith((".", "/", "~", "{", "$", "\\")) or word.lower().endswith(_LOCAL):
        return False
    found = _NAME.fullmatch(word)
    if found is None or (found[2][:1] in {"/", "\\", ":"}):
        return False
    return found[1].lower() not in tables()["themselves"]["names"] and not found[2].startswith("{")


def _is_exact(word: str) -> bool:
    if "://" in word:
        return bool(_COMMIT.search(word) or _ARCHIVE.search(word) or _RELEASE.search(word) or "--hash" in word)
    found = _NAME.fullmatch(word)
    rest = found[2].partition(";")[0].strip() if found else ""
    return bool(_EXACT.fullmatch(rest)) or rest.startswith("@ file:")


def _is_exact_for_conda(word: str) -> bool:
    found = _NAME.fullmatch(word)
    return bool(found and _CONDA_EXACT.fullmatch(found[2].strip())) or "://" in word
