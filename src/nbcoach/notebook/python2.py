"""Rewrites the syntax that only Python 2 reads, so that Python's own parser reads an old notebook.

Names, calls and literals keep their lines, and their columns too but behind an inserted character of the same line.
It is tried only on cells that do not parse as they are.
"""

from __future__ import annotations

import re

from nbcoach.notebook.regex import regex

_STRING = r"""'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\""""
_TOKEN = regex(
    rf"(?P<prefix>\b[uU][rR](?=['\"]))|(?P<string>{_STRING})|(?P<comment>\#[^\n]*)"
    r"|(?P<ticks>`[^`\n]*`)|(?P<unequal><>)|(?P<long>\b\d+[lL]\b)|(?P<octal>\b0(?=[0-7]+\b)(?<![.\w]0)(?!\.))"
    r"|(?P<keyword>^[ \t]*(?:print|exec)\b(?![ \t]*[=.,)\]])|(?<=[:;])[ \t]*(?:print|exec)\b(?![ \t]*[=.,)\]]))"
    r"|(?P<caught>\bexcept[ \t]+[\w.]+[ \t]*,[ \t]*\w+|\bexcept[ \t]*\([\w., \t]+\)[ \t]*,[ \t]*\w+)"
    r"|(?P<raised>\braise[ \t]+[\w.]+[ \t]*,)"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<end>;|\\\n|\n)",
    re.MULTILINE,
)
_CAUGHT = regex(r"(.*?)[ \t]*,[ \t]*(\w+)$", re.DOTALL)


def modernised(code: str) -> str:
    """The cell with its Python 2 statements written as Python 3 reads them."""
    return _Rewriter(code).rewritten()


class _Rewriter:
    def __init__(self, code: str) -> None:
        self.code = code
        self.out: list[str] = []
        self.depth = 0
        self.closing: int | None = None
        """The bracket depth at which an opened `print(` closes; None where none is open."""

    def rewritten(self) -> str:
        position = 0
        for token in _TOKEN.finditer(self.code):
            self.out.append(self.code[position : token.start()])
            position = token.end()
            self.out.append(self._token(str(token.lastgroup), token[0]))
        self.out.append(self.code[position:])
        self._close()
        return "".join(self.out)

    def _token(self, kind: str, text: str) -> str:
        if kind == "open":
            self.depth += 1
        elif kind == "close":
            self.depth -= 1
        elif kind in {"end", "comment"} and not text.startswith("\\") and self.depth <= (self.closing or 0):
            self._close()
        elif kind == "keyword" and self.depth == 0:
            return self._statement(text)
        elif kind == "raised" and self.depth == 0:
            self.closing = 0
            return text[:-1] + "("
        return _SIMPLE[kind](text) if kind in _SIMPLE else text

    def _statement(self, text: str) -> str:
        """Opens a bracket in place of the blank behind `print`; `print >>f, x` keeps what it prints."""
        self.closing = 0
        return text + "\0"

    def _close(self) -> None:
        """Ends an opened bracket before trailing blanks, and lets a trailing comma stand."""
        if self.closing is None:
            return
        self.closing = None
        start = max((i for i, piece in enumerate(self.out) if piece.endswith("\0")), default=None)
        if start is None:
            self.out.append(")")
            return
        inside = "".join(self.out[start + 1 :])
        bare = inside.rstrip()
        opened = "(" + bare[1:] if bare[:1] in {" ", "\t"} else "(" + bare
        if opened.lstrip("( \t").startswith(">>"):
            opened = opened.replace(">>", "  ", 1)
        self.out[start:] = [self.out[start][:-1] + opened + ")" + inside[len(bare) :]]


def _caught(text: str) -> str:
    matched = _CAUGHT.match(text)
    return f"{matched[1]} as {matched[2]}" if matched else text


_SIMPLE = {
    "prefix": lambda _: " r",
    "ticks": lambda text: f"({text[1:-1]})",
    "unequal": lambda _: "!=",
    "long": lambda text: text[:-1] + " ",
    "octal": lambda _: " ",
    "caught": _caught,
}
