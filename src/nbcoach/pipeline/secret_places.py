"""Where secrets stand in the source of a cell, and what can be written there in their place.

A text that is a secret as a whole becomes a reference. One that holds a secret is taken apart around it; so is a magic
or a shell line, in the form that IPython itself gives it: `!a b` is `get_ipython().system("a b")`.
"""

from __future__ import annotations

import ast
import contextlib
import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.magics import mask
from nbcoach.pipeline.secrets import is_secret, secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbcoach.notebook.magics import Found

_LITERAL = re.compile(
    r"""(?P<open>[A-Za-z]{0,2}(?P<quote>\"\"\"|\'\'\'|"|'))(?P<body>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""", re.DOTALL
)
_SET = re.compile(r"(?P<name>\w+)(?:[ \t]*=[ \t]*|[ \t]+)(?P<value>\S.*)", re.DOTALL)
"""What `%env` is given."""


Piece = tuple[str, bool]


class Edit(NamedTuple):
    """A place in a source, in bytes, the secrets in it with their names, and the pieces to write there.

    A piece is a text, and whether it is a secret.
    """

    start: int
    end: int
    secrets: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]

    def text(self, variables: Mapping[str, str]) -> str:
        """What to write, with the variable of each secret."""
        return "".join(
            f'__import__("os").environ["{variables[text]}"]' if is_value else text for text, is_value in self.pieces
        )


def edits(source: str) -> list[Edit]:
    """The places of a source in Python that hold secrets, in order; they do not overlap."""
    masked = mask(source)
    try:
        tree = ast.parse(masked.code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return []
    places = _Places(source)
    found = [*_whole(tree, places), *_within(tree, places)]
    found += [edit for each in masked.magics for edit in _magic(each, places)]
    return sorted(_apart(found))


def _apart(found: Iterable[Edit]) -> Iterator[Edit]:
    """Those that do not overlap an earlier one; the first to be found counts."""
    kept: list[Edit] = []
    for each in found:
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
            yield each


class _Places:
    """The bytes of a source by line and column."""

    def __init__(self, source: str) -> None:
        self.lines = source.split("\n")
        self.bytes = source.encode(errors="surrogatepass")
        self._starts = [0]
        for line in self.bytes.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def of(self, node: ast.expr) -> tuple[int, int]:
        end = self._starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
        return self._starts[node.lineno - 1] + node.col_offset, end

    def at(self, line: int, column: int) -> int:
        """The byte of a line from 1 and a column in code points."""
        return self._starts[line - 1] + len(self.lines[line - 1][:column].encode(errors="surrogatepass"))

    def written(self, start: int, end: int) -> str:
        return self.bytes[start:end].decode(errors="surrogatepass")


def _whole(tree: ast.Module, places: _Places) -> Iterator[Edit]:
    """Texts that are secrets as a whole, by their look or by the name that they are given to."""
    named = [pair for each in ast.walk(tree) for pair in _named(each)]
    shown = _statements(tree)
    plain = [("", each) for each in ast.walk(tree) if isinstance(each, ast.Constant) and each not in shown]
    for name, node in [*named, *plain]:
        value = node.value
        if not isinstance(value, str) or not value or not _is_text(places.written(*places.of(node)), value):
            continue
        found = secrets_in(value)
        if name and is_secret(name, value) and (is_secret(name, "x") or not re.search(r"\s", value)):
            yield Edit(*places.of(node), ((name, value),), ((value, True),))
        elif len(found) == 1 and found[0][1] == value:
            yield Edit(*places.of(node), tuple(found), ((value, True),))


def _statements(tree: ast.Module) -> set[ast.expr]:
    """Texts that stand alone, as docstrings do, or in patterns; the last one of a cell is shown."""
    alone = {each.value for each in ast.walk(tree) if isinstance(each, ast.Expr | ast.MatchValue)}
    return alone - {each.value for each in tree.body[-1:] if isinstance(each, ast.Expr)}


def _within(tree: ast.Module, places: _Places) -> Iterator[Edit]:
    """Texts that hold secrets among other things."""
    alone = _statements(tree)
    formatted = [each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr)]
    inner = {part for each in formatted for part in ast.walk(each) if part is not each}
    for node in ast.walk(tree):
        if node in inner or node in alone or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        secrets = tuple(dict.fromkeys(each for text in texts for each in secrets_in(text)))
        if secrets:
            start, end = places.of(node)
            yield from _edit(start, end, secrets, _taken_apart(places.written(start, end), secrets))


def _edit(start: int, end: int, secrets: tuple[tuple[str, str], ...], pieces: Iterable[Piece]) -> Iterator[Edit]:
    """One edit, where all secrets are in its pieces and these are an expression."""
    edit = Edit(start, end, secrets, tuple(pieces))
    if {text for text, is_value in edit.pieces if is_value} == {value for _, value in secrets}:
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError):
            ast.parse(edit.text(dict.fromkeys((value for _, value in secrets), "A")), mode="eval")
            yield edit


def _taken_apart(written: str, secrets: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    """A literal, or several in a row, as a sum of texts and secrets."""
    at, values = 0, sorted((value for _, value in secrets), key=len, reverse=True)
    wanted = re.compile("|".join(map(re.escape, values)))
    yield "(", False
    for literal in _LITERAL.finditer(written):
        for match in wanted.finditer(written, literal.start("body"), literal.end("body")):
            yield f"{written[at : match.start()]}{literal['quote']} + ", False
            yield match[0], True
            yield f" + {literal['open']}", False
            at = match.end()
    yield f"{written[at:]})", False


def _magic(found: Found, places: _Places) -> Iterator[Edit]:
    """A magic or a shell line as the call that IPython makes of it."""
    name = found.name.lstrip("%")
    start, end = places.at(found.line, found.column), places.at(found.end_line, found.end_column)
    line = _one_line(found.text)
    secrets = dict.fromkeys(secrets_in(found.text) + secrets_in(found.body))
    given = _SET.fullmatch(line) if name in {"env", "set_env"} else None
    if given and is_secret(given["name"], given["value"]):
        secrets = {(given["name"], given["value"]): None}
    if not secrets:
        return
    if found.name.startswith("!"):
        before = places.lines[found.line - 1][: found.column].rstrip()
        is_kept = found.name == "!!" or before.endswith("=")
        call, texts = "getoutput" if is_kept else "system", [line]
    elif found.name.startswith("%%"):
        call, texts = "run_cell_magic", [name, line, f"{found.body}\n"]
    else:
        call, texts = "run_line_magic", [name, line]
    yield from _edit(start, end, tuple(secrets), _called(call, texts, secrets))


def _called(call: str, texts: Iterable[str], secrets: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    values = sorted((value for _, value in secrets), key=len, reverse=True)
    wanted = re.compile("(" + "|".join(map(re.escape, values)) + ")")
    yield f"get_ipython().{call}(", False
    for number, text in enumerate(texts):
        yield ", " if number else "", False
        for at, piece in enumerate(wanted.split(text)):
            if at % 2:
                yield " + ", False
                yield piece, True
                yield " + ", False
            else:
                yield repr(piece), False
    yield ")", False


def _one_line(text: str) -> str:
    """A line that goes on behind backslashes, as IPython joins it."""
    *lines, last = text.split("\n")
    return " ".join([*(line.rstrip()[:-1] for line in lines), last.rstrip()])


def _named(node: ast.AST) -> Iterator[tuple[str, ast.Constant]]:
    pairs: list[tuple[ast.expr | str | None, ast.expr | None]] = []
    if isinstance(node, ast.Assign):
        pairs = [(node.targets[0], node.value)]
    elif isinstance(node, ast.AnnAssign):
        pairs = [(node.target, node.value)]
    elif isinstance(node, ast.keyword):
        pairs = [(node.arg, node.value)]
    elif isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
    for target, value in pairs:
        if isinstance(value, ast.Constant):
            yield _name(target), value


def _name(target: ast.expr | str | None) -> str:
    """The last name of what a value is given to: `key` of `client.key`, of `settings["key"]`."""
    match target:
        case str():
            return target
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case _:
            return ""


def _is_text(written: str, value: str) -> bool:
    """False where something else stands there, as under a magic."""
    try:
        return bool(ast.literal_eval(written) == value)
    except (SyntaxError, ValueError):
        return False
