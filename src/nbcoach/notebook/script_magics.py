"""Magics and shell lines in scripts, which Jupytext comments out, so that the script is Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_MAGIC = re.compile(r"\s*(?:# ?)*%{1,3}[a-zA-Z]")
_COMMAND = re.compile(r"\s*(?:# ?)*[?!]\s*[A-Za-z.~$\\/{}]")
_PLAIN_COMMAND = re.compile(r"\s*(?:# ?)*![A-Za-z.~$\\/{]")
_ASSIGNED = re.compile(r"(?:# ?)*\s*[a-zA-Z_]\w*\s*=\s*(?:%{1,3}|!)[a-zA-Z]")
_BARE = re.compile(
    r"(?:# ?)*(?:cat|cd|cp|mv|rm|rmdir|mkdir|copy|ddir|echo|ls|ldir|ren)(?:\s*$|\s[^=,])",
)
_HELP = re.compile(r"\s*(?:# )*[^\s]*\?\s*$")
_NOT_ESCAPED = re.compile(r"\s*(?:# ?)*%{1,3}[a-zA-Z].*#\s*noescape")
_CONTINUED = re.compile(r".*\\\s*$")


def is_plain_magic(line: str) -> bool:
    """Whether a line is a magic or a shell line that is not commented out."""
    return not line.lstrip().startswith("#") and _is_magic(line, is_strict=False)


def uncommented(lines: Sequence[str], quoted: Collection[int], *, is_strict: bool) -> list[str]:
    """The lines of code with one number sign less before each magic, and before the lines that continue it.

    Args:
        lines: The lines of a cell in its script.
        quoted: Those, from 0, that begin inside of a string, and stay.
        is_strict: Whether Jupytext wrote the script. It comments out bare commands too (`ls data`), which elsewhere
            nobody can tell from a remark (`# copy the frame`).
    """
    found = []
    continues = False
    for at, line in enumerate(lines):
        if at not in quoted and (continues or _is_magic(line, is_strict=is_strict)):
            found.append(_less(line))
            continues = bool(_CONTINUED.match(line))
        else:
            found.append(line)
            continues = False
    return found


def commented(line: str, *, is_strict: bool) -> str:
    """A line of code as a script has it: a magic as a comment."""
    if not _is_magic(line, is_strict=is_strict):
        return line
    bare = line.lstrip()
    return f"{line[: len(line) - len(bare)]}# {bare}"


def _is_magic(line: str, *, is_strict: bool) -> bool:
    if not line or line.isspace() or _NOT_ESCAPED.match(line):
        return False
    if "%" in line and _MAGIC.match(line):
        return True
    if _PLAIN_COMMAND.match(line) or _ASSIGNED.match(line):
        return True
    return is_strict and bool(_COMMAND.match(line) or _HELP.match(line) or _BARE.match(line))


def _less(line: str) -> str:
    bare = line.lstrip()
    indent = line[: len(line) - len(bare)]
    if bare.startswith("# "):
        return indent + bare[2:]
    return indent + bare.removeprefix("#")
