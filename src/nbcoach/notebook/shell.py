"""What a notebook gives to a shell: the commands of `!` lines, `%%bash` bodies, `%pip`, `os.system` and `subprocess`.

Each simple command stands for itself, with its program under its usual name: `sudo /opt/bin/pip3.9 install x` and
`python -m pip install x` are both `pip`. Words that Python fills in are followed to their literals; what is not
known is `{}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.model import Magic, Span
from nbcoach.notebook.regex import regex
from nbcoach.notebook.shell_calls import CALLS, given, texts_bound
from nbcoach.notebook.shell_words import Piece, Redirect, Word, pieces
from nbcoach.notebook.text import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.notebook.link import CallSite, Cell, Notebook

_ALIASES = frozenset(
    {"%pip", "%pip3", "%conda", "%mamba", "%micromamba", "%uv", "%mkdir", "%rm", "%rmdir", "%cp", "%mv", "%ls", "%ll"}
    | {"%cat"}
)
_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh"})
_KEYWORDS = frozenset({"if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"})
_NO_COMMANDS = frozenset({"for", "case", "select", "function", "done", "fi", "esac", "}", "in", "[", "[[", ":"})
_DECLARING = frozenset({"export", "declare", "local", "readonly"})
_RUNNERS = {
    "sudo": "uUgCp", "nohup": "", "env": "uC", "exec": "a", "command": "", "builtin": "", "nice": "n", "ionice": "cn",
    "stdbuf": "ioe", "xvfb-run": "ns", "xargs": "nIPLdsaE", "unbuffer": "",
}  # fmt: skip
"""Programs that run another one, each with the letters of its options that take a value of their own."""
_ASSIGNED = regex(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)
_VERSIONED = regex(r"(pip|python)w?\d*(?:\.\d+)*(?:\.exe)?")
_VARIABLE = regex(r"\$\{?([A-Za-z_][\w.]*)\}?")
_BRACES = regex(r"(?<![{$])\{\s*([A-Za-z_\"'][^{}]*?)\s*\}(?!\})")
_JOINED = regex(r"""(["']) \1\.join\((\w+)\)""")
_MARKS = regex(r"[!%]*[ \t]*(?:(?:sx|system)\b[ \t]*)?")


class Command(NamedTuple):
    """A simple command.

    `program` is its usual name, `written` the word that stands there; `arguments` what follows. `way` is how it is
    given: `!`, `%` (a magic such as `%pip`), `%%` (a shell cell) or `call`. `feeds` is the program that reads its
    output through a pipe, `reads_pipe` is true for that one. `at` and `block` tell its moment, as for calls.
    """

    program: str
    arguments: tuple[str, ...]
    written: str
    cell: Cell
    span: Span
    way: str
    at: int
    block: int
    redirects: tuple[Redirect, ...] = ()
    reads_pipe: bool = False
    feeds: str = ""

    @property
    def plain(self) -> tuple[str, ...]:
        """The arguments that are no options."""
        return tuple(each for each in self.arguments if not each.startswith("-"))

    def has(self, *options: str) -> bool:
        """True where one of the options is given: alone, with `=value`, or as a letter among others (`-qO`)."""
        letters = {each[1] for each in options if len(each) == 2}
        return any(
            each.partition("=")[0] in options or (each[:1] == "-" and each[1:2] != "-" and letters & set(each[1:]))
            for each in self.arguments
        )


class _Frame(NamedTuple):
    """Where commands stand, and how their variables are filled in."""

    notebook: Notebook
    cell: Cell
    way: str
    at: int
    block: int
    span: Span
    text: str
    shell: dict[str, str]

    def place(self, start: int, end: int) -> Span:
        """The range of two offsets of the text; the whole call for the words of a call."""
        if not self.text:
            return self.span
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        above = self.text.count("\n", 0, offset)
        column = offset - (self.text.rfind("\n", 0, offset) + 1)
        return self.span.line + above, column + (0 if above else self.span.column)

    def filled(self, word: Word) -> list[str]:
        """A word with its variables filled in; several where an unquoted one holds several."""
        text = word.text
        if "$" not in text and "{" not in text:
            return [text]
        if self.way == "call":
            return [text if "$" not in text else _VARIABLE.sub(HOLE, text)]
        if self.way == "%%":
            return [_VARIABLE.sub(lambda found: self.shell.get(found[1], HOLE), text)]
        whole = _BRACES.fullmatch(text) or _VARIABLE.fullmatch(text)
        if whole:
            values = self._values(whole[1])
            return [piece for each in values for piece in (each.split() or [each])]
        text = _BRACES.sub(lambda found: self._values(found[1])[0], text)
        return [_VARIABLE.sub(lambda found: self._values(found[1])[0], text)]

    def _values(self, name: str) -> tuple[str, ...]:
        """The texts of an expression of Python in a shell line."""
        if name == "sys.executable":
            return ("python",)
        if joined := _JOINED.fullmatch(name):
            name = joined[2]
        if not name.isidentifier():
            return (HOLE,)
        site = self.notebook.flow.definition(self.cell, name, self.at, self.block)
        return (texts_bound(self.notebook, site) or (HOLE,)) if site else (HOLE,)


def read_commands(notebook: Notebook) -> Iterator[Command]:
    """Every command; those of shell lines and magics come before those of calls."""
    for cell, magic in notebook.magics():
        if magic.is_shell or magic.name in _ALIASES:
            yield from _of_magic(notebook, cell, magic)
    for site in notebook.calls_to(*CALLS):
        yield from _of_call(notebook, site)


def _of_magic(notebook: Notebook, cell: Cell, magic: Magic) -> Iterator[Command]:
    if magic.name.startswith("%%"):
        if magic.name == "%%script" and magic.text.partition(" ")[0].rpartition("/")[2] not in _SHELLS:
            return
        span = Span(magic.line + 1, 0, magic.end_line, magic.end_column)
        frame = _Frame(notebook, cell, "%%", magic.at, magic.block, span, magic.body, {})
    else:
        raw = _source(cell, magic)
        skipped = _MARKS.match(raw)
        start = skipped.end() if skipped else 0
        way = "!" if magic.is_shell else "%"
        span = Span(magic.line, magic.column + start, magic.end_line, magic.end_column)
        frame = _Frame(notebook, cell, way, magic.at, magic.block, span, raw[start:], {})
    yield from _commands(pieces(frame.text), frame)


def _source(cell: Cell, magic: Magic) -> str:
    """A magic as it stands in the cell."""
    lines = cell.source.split("\n")[magic.line - 1 : magic.end_line]
    return "\n".join([lines[0][magic.column :], *lines[1:]]) if lines else ""


def _of_call(notebook: Notebook, site: CallSite) -> Iterator[Command]:
    frame = _Frame(notebook, site.cell, "call", site.call.at, site.block, site.span, "", {})
    for text in given(notebook, site):
        if isinstance(text, str):
            found = pieces(text)
        else:
            found = [Piece(tuple(Word(each, 0, 0) for each in text), (), reads_pipe=False, feeds_pipe=False)]
        yield from _commands(found, frame)


def _commands(found: Sequence[Piece], frame: _Frame) -> Iterator[Command]:
    made = [_command(piece, frame) for piece in found]
    for index, command in enumerate(made):
        if command is None:
            continue
        after = made[index + 1] if found[index].feeds_pipe and index + 1 < len(made) else None
        yield command._replace(feeds=after.program) if after else command


def _command(piece: Piece, frame: _Frame) -> Command | None:
    words = _without_prefixes(piece.words, frame)
    if not words or words[0].text in _NO_COMMANDS:
        return None
    texts = [text for word in words for text in frame.filled(word)]
    if not texts:
        return None
    program, arguments = _program(texts)
    span = frame.place(words[0].start, words[-1].end)
    return Command(
        program, arguments, texts[0], frame.cell, span, frame.way, frame.at, frame.block, piece.redirects,
        piece.reads_pipe,
    )  # fmt: skip


def _without_prefixes(words: tuple[Word, ...], frame: _Frame) -> tuple[Word, ...]:
    """The words from the program on: no keywords, no variables set, no program that only runs another."""
    while words:
        text = words[0].text
        if text in _KEYWORDS or (text in _DECLARING and len(words) > 1):
            words = words[1:]
        elif (assigned := _ASSIGNED.fullmatch(text)) and not text.startswith("="):
            frame.shell.update({assigned["name"]: assigned["value"]} if frame.way == "%%" else {})
            words = words[1:]
        elif text in _RUNNERS and len(words) > 1:
            words = _after_options(words[1:], _RUNNERS[text])
        elif text == "timeout" and len(words) > 2:
            words = _after_options(words[1:], "ks")[1:]
        else:
            return words
    return words


def _after_options(words: tuple[Word, ...], valued: str) -> tuple[Word, ...]:
    while words and words[0].text.startswith("-"):
        takes_value = len(words[0].text) == 2 and words[0].text[1] in valued
        words = words[2:] if takes_value else words[1:]
    return words


def _program(texts: list[str]) -> tuple[str, tuple[str, ...]]:
    """The usual name of a program, and what it is given."""
    name, arguments = texts[0].replace("\\", "/").rpartition("/")[2], tuple(texts[1:])
    versioned = _VERSIONED.fullmatch(name)
    name = versioned[1] if versioned else name
    if name == "python":
        rest = arguments
        while rest and rest[0].startswith("-") and rest[0] not in {"-m", "-c"}:
            rest = rest[2:] if rest[0] in {"-W", "-X"} else rest[1:]
        if len(rest) > 1 and rest[0] == "-m" and rest[1] in {"pip", "conda", "uv"}:
            return rest[1], rest[2:]
    if name in {"conda", "mamba", "micromamba"} and arguments[:1] == ("run",):
        rest = arguments[1:]
        while rest and rest[0].startswith("-"):
            rest = rest[2:] if rest[0] in {"-n", "-p", "--name", "--prefix"} else rest[1:]
        return _program(list(rest)) if rest else (name, arguments)
    return name, arguments
