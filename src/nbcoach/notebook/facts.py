"""What one cell says: one walk over its syntax tree fills every list of `Facts`."""

from __future__ import annotations

import ast
import threading
import warnings
from typing import cast

from msgspec.structs import replace

from nbcoach.notebook.magics import Found, mask
from nbcoach.notebook.model import Facts, Magic, SyntaxFault
from nbcoach.notebook.python2 import modernised
from nbcoach.notebook.statements import StatementReader

_FAULTS = (SyntaxError, ValueError, MemoryError, RecursionError)
_PARSING = threading.Lock()


def facts(text: str) -> Facts:
    """Reads one code cell; a cell that does not parse keeps its magics and says why in `fault`."""
    masked = mask(text)
    try:
        return _read(masked.code, masked.magics)
    except _FAULTS as fault:
        return _second_reading(text, fault)


def _second_reading(text: str, fault: Exception) -> Facts:
    """Tries what Python's parser needs help with: `%time for …`, automagic lines, Python 2."""
    for attempt in (mask(text, keep_code=False), mask(text, automagic=True, keep_code=False)):
        for code, is_python_2 in ((attempt.code, False), (modernised(attempt.code), True)):
            try:
                read = _read(code, attempt.magics)
            except _FAULTS:
                continue
            return replace(read, python_2=_explained(fault)) if is_python_2 else read
    return _unparsed(mask(text, automagic=True).magics, fault)


def _read(code: str, magics: tuple[Found, ...]) -> Facts:
    return StatementReader(code, magics).read(_parse(code).body)


def _unparsed(magics: tuple[Found, ...], fault: Exception) -> Facts:
    return Facts(
        magics=tuple(Magic(*found, at, 0) for at, found in enumerate(magics, 1)),
        fault=_explained(fault),
    )


def _explained(fault: Exception) -> SyntaxFault:
    line = getattr(fault, "lineno", None) or 1
    column = max(0, (getattr(fault, "offset", None) or 1) - 1)
    message = getattr(fault, "msg", None) or str(fault) or type(fault).__name__
    return SyntaxFault(str(message), line, column)


def _parse(code: str) -> ast.Module:
    tree = _tree_quietly(code) if "\\" in code else _tree(code)
    if not code.isascii():
        _use_code_points(tree, code)
    return tree


def _tree(code: str) -> ast.Module:
    """What `ast.parse` gives, without its own cost, which counts in cells of two lines."""
    return cast("ast.Module", compile(code, "<cell>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True))


def _tree_quietly(code: str) -> ast.Module:
    """The parser warns of unknown escapes; to be silent costs a lock and a tenth of the parsing."""
    with _PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _tree(code)


def _use_code_points(tree: ast.Module, code: str) -> None:
    """Turns the parser's columns, which count UTF-8 bytes, into code points."""
    wide = {number: line.encode() for number, line in enumerate(code.split("\n"), 1) if not line.isascii()}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", None)
        if line in wide:
            node.col_offset = len(wide[line][: node.col_offset].decode(errors="replace"))  # type: ignore[attr-defined]
        end = getattr(node, "end_lineno", None)
        if end in wide:
            node.end_col_offset = len(wide[end][: node.end_col_offset].decode(errors="replace"))  # type: ignore[attr-defined]
