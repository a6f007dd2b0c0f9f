"""Masks IPython's magics, shell lines and questions, so that Python's own parser reads the rest.

Every masked character is replaced by one character, so lines and columns stay those of the cell. A masked line
becomes the expression `0`, by whose position the reader finds the magic again, in its place of the run order.
Code in `%time x = 5`, and under `%%time`, `%%capture` and their like, stays.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import msgspec

from nbcoach.notebook.regex import regex

_TABLES = msgspec.json.decode(Path(__file__).with_suffix(".json").read_bytes(), type=dict[str, frozenset[str]])

PYTHON_BODIES = _TABLES["python_bodies"]
"""Cell magics that run their body as Python in the notebook's own namespace."""

FOREIGN_BODIES = _TABLES["foreign_bodies"]
"""Cell magics whose body is text or another language, or runs in another process."""

_PYTHON_LINES = regex(r"%(?:time|timeit|prun|memit|mprun|lprun|snakeviz)\b((?:[ \t]+-\w+(?:[ \t]+\d+)?)*)[ \t]+(?=\S)")
_CANDIDATE = regex(r"^[ \t]*(?:%|!|\?)|\?[ \t;]*$|=[ \t]*[!%]", re.MULTILINE)
_ASSIGNED = regex(
    r"[ \t]*[A-Za-z_][\w.]*(?:\[[^\]\n]*\])?(?:[ \t]*,[ \t]*[A-Za-z_][\w.]*)*[ \t]*=[ \t]*(?=![^=]|%[A-Za-z])"
)
_QUESTION = regex(r"[ \t]*(?:\?{1,2}[ \t]*[%\w.*]+[ \t;]*|%{0,2}[A-Za-z_][\w.*]*(?:\[[^\]\n]*\])*\?{1,2}[ \t;]*)$")
_TOKEN = regex(r"""\"\"\"|'''|#.*|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[\[\](){}]|\\$""")
_NAME = regex(r"%{1,2}[ \t]*([A-Za-z_!][\w.]*)?[ \t]*")
_AUTOMAGIC = regex(
    r"[ \t]*(pip3?|conda|mamba|cd|ls|ll|mkdir|rmdir|rm|cp|mv|cat|pwd|run|matplotlib|time|env|(?:re)?load_ext)"
    r"(?:[ \t]+(?![=.,)\]:+*/%&|^<>]|-=|is\b|in\b|not\b|and\b|or\b|if\b)(.*))?$"
)


class Masked(NamedTuple):
    """A cell's text with its magics masked; each magic with its position, in document order."""

    code: str
    magics: tuple[Found, ...]


class Found(NamedTuple):
    """A magic in the text: line from 1, column from 0 in code points, the end exclusive."""

    name: str
    text: str
    body: str
    line: int
    column: int
    end_line: int
    end_column: int


def mask(text: str, *, automagic: bool = False, keep_code: bool = True) -> Masked:
    """Masks what Python's parser does not read.

    Args:
        text: The cell's source.
        automagic: Also reads lines like `pip install x` and `cd data` as magics; for cells that do not parse.
        keep_code: Keeps the statement behind `%time`; False for statements that cannot follow a semicolon.
    """
    if not automagic and not (("%" in text or "!" in text or "?" in text) and _CANDIDATE.search(text)):
        return Masked(text, ())
    lines = text.split("\n")
    masker = _Masker(lines, automagic=automagic, keep_code=keep_code)
    start = masker.cell_magic()
    if start < len(lines):
        masker.lines_from(start)
    return Masked("\n".join(lines), tuple(masker.found))


class _Masker:
    def __init__(self, lines: list[str], *, automagic: bool, keep_code: bool) -> None:
        self.lines = lines
        self.automagic = automagic
        self.keep_code = keep_code
        self.found: list[Found] = []

    def cell_magic(self) -> int:
        """Masks a cell magic at the head; the index of the first line that may be Python."""
        first = next((i for i, line in enumerate(self.lines) if line.strip() and not line.lstrip().startswith("#")), 0)
        line = self.lines[first]
        stripped = line.strip()
        shell_alone = stripped in {"%bash", "%sh", "%html", "%javascript", "%sql", "%R"} and first < len(self.lines) - 1
        if not (stripped.startswith("%%") or shell_alone) or stripped.startswith("%%%"):
            return 0
        name, text = _split(stripped)
        if name in PYTHON_BODIES or not self._is_foreign(name, first):
            self._mask(first, first, len(line) - len(line.lstrip()), "%%" + name, text)
            return first + 1
        body = "\n".join(self.lines[first + 1 :])
        last = len(self.lines) - 1
        column = len(line) - len(line.lstrip())
        self.found.append(Found("%%" + name, text, body, first + 1, column, last + 1, len(self.lines[last])))
        self.lines[first] = "0".rjust(column + 1).ljust(len(line))
        for index in range(first + 1, last + 1):
            self.lines[index] = ""
        return len(self.lines)

    def _is_foreign(self, name: str, first: int) -> bool:
        if name in FOREIGN_BODIES:
            return True
        try:
            compile(mask("\n".join(self.lines[first + 1 :])).code, "cell", "exec", 0x2400, dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return True
        return False

    def lines_from(self, index: int) -> None:
        """Masks line magics, shell lines and questions that stand outside strings and brackets."""
        depth, quote, continued = 0, "", False
        while index < len(self.lines):
            line = self.lines[index]
            if not quote and depth == 0 and not continued:
                taken = self._statement(index)
                if taken:
                    index += taken
                    continue
            depth, quote, continued = _scan(line, depth, quote)
            index += 1

    def _statement(self, index: int) -> int:
        """Masks the line if it is no Python; how many lines were taken."""
        line = self.lines[index]
        column = len(line) - len(line.lstrip())
        head = line[column : column + 1]
        if head and head in "%!":
            return self._magic_line(index, column)
        if "?" in line and _QUESTION.match(line):
            self._mask(index, index, column, "?", line.strip(" \t?;"))
            return 1
        if assigned := _ASSIGNED.match(line):
            return self._magic_line(index, assigned.end())
        if self.automagic and (bare := _AUTOMAGIC.match(line)):
            self._mask(index, index, column, "%" + bare[1], (bare[2] or "").strip())
            return 1
        return 0

    def _magic_line(self, index: int, column: int) -> int:
        line = self.lines[index]
        if self.keep_code and (timed := _PYTHON_LINES.match(line, column)):
            name, _ = _split(line[column : timed.end()])
            self.found.append(Found("%" + name, line[timed.end() :], "", index + 1, column, index + 1, len(line)))
            self.lines[index] = line[:column] + "0;".ljust(timed.end() - column) + line[timed.end() :]
            return 0
        last = index
        while last + 1 < len(self.lines) and self.lines[last].endswith("\\"):
            last += 1
        text = "\n".join([line[column:], *self.lines[index + 1 : last + 1]])
        if text.startswith("!"):
            name, rest = ("!!", text[2:]) if text.startswith("!!") else ("!", text[1:])
        else:
            name, rest = _split(text)
            name = "%" + name
        self._mask(index, last, column, name, rest.strip())
        return last - index + 1

    def _mask(self, first: int, last: int, column: int, name: str, text: str) -> None:
        end = len(self.lines[last].rstrip())
        self.found.append(Found(name, text, "", first + 1, column, last + 1, end))
        line = self.lines[first]
        self.lines[first] = line[:column] + "0".ljust(len(line) - column)
        for index in range(first + 1, last + 1):
            self.lines[index] = ""


def _split(text: str) -> tuple[str, str]:
    """`%%name rest` → (`name`, `rest`)."""
    matched = _NAME.match(text)
    if matched is None:
        return "", text
    return matched[1] or "", text[matched.end() :]


def _scan(line: str, depth: int, quote: str) -> tuple[int, str, bool]:
    """The bracket depth, the open triple quote and whether a backslash continues, after a line."""
    position = 0
    if quote:
        end = line.find(quote)
        if end < 0:
            return depth, quote, False
        position = end + 3
    while matched := _TOKEN.search(line, position):
        piece = matched[0]
        position = matched.end()
        if piece in {'"""', "'''"}:
            end = line.find(piece, position)
            if end < 0:
                return depth, piece, False
            position = end + 3
        elif piece in "([{":
            depth += 1
        elif piece in ")]}":
            depth = max(0, depth - 1)
        elif piece == "\\":
            return depth, "", True
    return depth, "", False
