"""Splits shell text into simple commands: words, redirections and pipes, as a POSIX shell does.

It reads what stands in notebooks: lines behind `!`, bodies of `%%bash`, strings given to `os.system`. Comments, line
continuations, quotes, here-documents and keywords are understood; nothing is expanded but what the caller knows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nbcoach.notebook.regex import regex

_SPACE = " \t\r"
_OPERATOR = regex(r"&&|\|\||;;|\|&|[;|()\n]|&(?!>)")
_REDIRECT = regex(r"(?:\d?>>|\d?>\||\d?>&|&>>|&>|\d?>|<<<|<<-?|\d?<&|\d?<)")
_HEREDOC = regex(r"\s*(['\"]?)([\w.-]+)\1")
_STOP = frozenset(" \t\r\n;|&()<>")


class Word(NamedTuple):
    """A word without its quotes; `start` and `end` are offsets in the text, the end exclusive."""

    text: str
    start: int
    end: int
    is_quoted: bool = False


class Redirect(NamedTuple):
    """A redirection: the operator without its file number (`>`, `>>`, `<`, `>&`), and where it leads."""

    operator: str
    target: str


class Piece(NamedTuple):
    """A simple command: its words, its redirections, and whether it reads from and feeds a pipe."""

    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    reads_pipe: bool
    feeds_pipe: bool


def pieces(text: str) -> list[Piece]:
    """The simple commands of a shell text, in order."""
    return _Splitter(text).split()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Piece] = []
        self.words: list[Word] = []
        self.redirects: list[Redirect] = []
        self.documents: list[str] = []
        self.piped = False

    def split(self) -> list[Piece]:
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if char in _SPACE:
                self.at += 1
            elif text.startswith("\\\n", self.at):
                self.at += 2
            elif char == "#":
                end = text.find("\n", self.at)
                self.at = end if end >= 0 else size
            elif redirected := _REDIRECT.match(text, self.at):
                self._redirect(redirected)
            elif operator := _OPERATOR.match(text, self.at):
                self.at = operator.end()
                self._close(operator[0])
            else:
                self.words.append(self._word())
        self._close("\n")
        return self.found

    def _redirect(self, redirected: re.Match[str]) -> None:
        self.at = redirected.end()
        operator = redirected[0].lstrip("0123456789")
        if operator.startswith("<<") and operator != "<<<":
            if end := _HEREDOC.match(self.text, self.at):
                self.documents.append(end[2])
                self.at = end.end()
            return
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] not in _STOP:
            number = "2" if redirected[0].startswith("2") else ""
            self.redirects.append(Redirect(number + operator, self._word().text))

    def _close(self, operator: str) -> None:
        if self.words or self.redirects:
            feeds = operator in {"|", "|&"}
            self.found.append(Piece(tuple(self.words), tuple(self.redirects), self.piped, feeds))
            self.words, self.redirects, self.piped = [], [], feeds
        elif operator != "\n":
            self.piped = False
        if operator == "\n":
            self._skip_documents()

    def _skip_documents(self) -> None:
        """Steps over the bodies of here-documents that began on the line that ends here."""
        for end in self.documents:
            closing = re.compile(rf"^[ \t]*{re.escape(end)}[ \t]*$", re.MULTILINE).search(self.text, self.at)
            self.at = closing.end() if closing else len(self.text)
        self.documents = []

    def _word(self) -> Word:
        text, start, out, quoted = self.text, self.at, [], False
        while self.at < len(text):
            char = text[self.at]
            if char in _STOP:
                break
            if char == "\\":
                out.append(text[self.at + 1 : self.at + 2].strip("\n"))
                self.at += 2
            elif char in "'\"":
                out.append(self._quoted(char))
                quoted = True
            elif char == "`" or text.startswith("$(", self.at):
                out.append(self._substituted())
            elif char == "{" and text[self.at + 1 : self.at + 2].strip():
                out.append(self._braced())
            else:
                out.append(char)
                self.at += 1
        return Word("".join(out), start, self.at, quoted)

    def _quoted(self, quote: str) -> str:
        self.at += 1
        start = self.at
        while self.at < len(self.text) and self.text[self.at] != quote:
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        inside = self.text[start : self.at]
        self.at += 1
        return inside if quote == "'" else inside.replace('\\"', '"').replace("\\\n", "")

    def _substituted(self) -> str:
        """The output of another command, which nobody knows."""
        if self.text[self.at] == "`":
            end = self.text.find("`", self.at + 1)
            self.at = end + 1 if end >= 0 else len(self.text)
            return "{}"
        depth = 0
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            depth += (char == "(") - (char == ")")
            if char == ")" and depth == 0:
                break
        return "{}"

    def _braced(self) -> str:
        """`{…}` up to its end on the same line, spaces and quotes included, as IPython fills it in."""
        start, depth = self.at, 0
        while self.at < len(self.text) and self.text[self.at] != "\n":
            char = self.text[self.at]
            self.at += 1
            depth += (char == "{") - (char == "}")
            if char == "}" and depth == 0:
                break
        return self.text[start : self.at]
