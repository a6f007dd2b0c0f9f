"""The text that a value surely is: literals through names, concatenation, f-strings, and the ways to join a path."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Value

_DEPTH = 12
HOLE = "{}"
_DIRECTIVE = regex(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]")
_JOINS = frozenset({"os.path.join", "posixpath.join", "ntpath.join"})
_PATHS = frozenset(
    {"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath", "pathlib.WindowsPath"}
)
_SAME = frozenset({"str", "os.fspath", "os.path.abspath", "os.path.normpath", "os.path.expanduser", "os.path.realpath"})
_PATH_METHODS = ("()", ".expanduser", ".resolve", ".absolute", ".as_posix")


def constant(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> str | int | float | bool | None:
    """The literal that a value surely is, through names that one plain assignment binds."""
    if value.kind == "string":
        return value.text
    if value.kind == "number":
        return _number(value.text)
    if value.kind == "constant":
        return {"True": True, "False": False}.get(value.text)
    if value.kind == "name" and "." not in value.text and depth < _DEPTH:
        site = notebook.definition(cell, value)
        if site and site.binding.kind in {"assign", "annotate"} and site.binding.index < 0 and site.binding.value:
            return constant(notebook, site.cell, site.binding.value, depth + 1)
    return None


def text_of(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> str:
    """A text with `{}` for each piece that is not known; empty for what is no text or wholly unknown."""
    text = _text(notebook, cell, value, depth)
    return "" if text.strip("{}/\\") == "" and HOLE in text else text


def _text(notebook: Notebook, cell: Cell, value: Value, depth: int) -> str:
    if depth > _DEPTH:
        return HOLE
    kind = value.kind
    if kind == "string":
        return value.text
    if kind == "number":
        return value.text
    if kind == "fstring":
        return "".join(_text(notebook, cell, each, depth + 1) for each in value.parts)
    if kind == "name":
        return _named(notebook, cell, value, depth)
    if kind == "operation":
        return _operated(notebook, cell, value, depth)
    if kind == "call":
        return _called(notebook, cell, value, depth)
    return HOLE


def _named(notebook: Notebook, cell: Cell, value: Value, depth: int) -> str:
    site = notebook.definition(cell, value)
    if "." in value.text or site is None or site.binding.index >= 0 or site.binding.value is None:
        return HOLE
    if site.binding.kind not in {"assign", "annotate", "parameter", "walrus"}:
        return HOLE
    return _text(notebook, site.cell, site.binding.value, depth + 1)


def _operated(notebook: Notebook, cell: Cell, value: Value, depth: int) -> str:
    left = _text(notebook, cell, value.parts[0], depth + 1)
    if value.text == "%":
        return _filled(left)
    if len(value.parts) < 2:
        return HOLE
    if value.text == "+":
        return left + _text(notebook, cell, value.parts[1], depth + 1)
    if value.text == "/":
        return _joined([left, _text(notebook, cell, value.parts[1], depth + 1)])
    return HOLE


def _called(notebook: Notebook, cell: Cell, value: Value, depth: int) -> str:
    call = cell.facts.calls[value.call]
    name = notebook.resolve(cell, call.function)
    arguments = [_text(notebook, cell, each, depth + 1) for each in call.arguments]
    if name in _JOINS or name in _PATHS or name.endswith(".joinpath"):
        return _joined(arguments)
    if name in _SAME and arguments:
        return arguments[0]
    if call.function.kind == "attribute" and call.function.parts:
        base = _text(notebook, cell, call.function.parts[0], depth + 1)
        if call.function.text == "format":
            return base
        if call.function.text in {"resolve", "expanduser", "absolute", "as_posix"}:
            return base
        if call.function.text == "joinpath":
            return _joined([base, *arguments])
    return HOLE


def _joined(parts: list[str]) -> str:
    """Joins as `os.path.join` does: an absolute piece starts anew."""
    path = ""
    for part in parts:
        path = part if part.startswith("/") or not path else f"{path.rstrip('/')}/{part}"
    return path


def _filled(template: str) -> str:
    """A `%` template with its directives as holes."""
    return _DIRECTIVE.sub(HOLE, template)


def _number(text: str) -> int | float | None:
    try:
        number = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return number if isinstance(number, int | float) else None
