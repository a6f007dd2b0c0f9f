"""The text of a source cell out of what an export made of it, and out of what somebody has made of that since."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from nbcoach.notebook import parse_notebook
from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.literals import MARK, Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def assignments(source: str) -> dict[str, str]:
    """The values of a parameters cell, as they are written, by name."""
    statements = Statements(source)
    found = {}
    for literal in statements.literals():
        value = getattr(statements.nodes[literal.at], "value", None)
        found[literal.name] = ast.get_source_segment(source, value) or "" if value is not None else ""
    return found


def returned(pieces: Sequence[tuple[str, Mapping[str, Any]]], values: Mapping[str, str]) -> str:
    """The text of one source cell.

    Args:
        pieces: The text of each cell that the export made of it, in order, and what it noted about it.
        values: The present values of the parameters that were moved, as they are written.
    """
    about = pieces[0][1]
    original = about.get("original")
    if original is None:
        return "\n".join(text for text, _ in pieces)
    before: Mapping[str, str] = about.get("hoisted", {})
    hoisted = {name: values[name] for name in before if name in values}
    is_as_made = len(pieces) == about.get("pieces", 1) and all(_is_as_made(*piece) for piece in pieces)
    if is_as_made and all(_is_same(text, before[name]) for name, text in hoisted.items()):
        return _revalued(str(original), values)
    renamed: Mapping[str, str] = about.get("renamed", {})
    texts = [Statements(_unmarked(text)).renamed(renamed) for text, _ in pieces]
    merged = texts[0] if len(texts) == 1 else _joined(texts)
    return _revalued(_filled(merged, hoisted), values)


def with_names(source: str, own: Mapping[str, str]) -> str:
    """A source in which the notebook's own names stand for those of parameters, but for what a cell binds itself."""
    if not any(name in source for name in own):
        return source
    whole = parse_notebook({"cells": [{"cell_type": "code", "source": source}], "metadata": {}, "nbformat": 4})
    bound = {binding.name for cell in whole.code for binding in cell.facts.bindings}
    names = [name for name in own if name in source and name not in bound]
    uses = [(use.value, name) for name in names for use in whole.uses_of(name)]
    lines = source.split("\n")
    for value, name in sorted(uses, key=lambda use: use[0].span, reverse=True):
        line = lines[value.line - 1]
        lines[value.line - 1] = line[: value.column] + own[name] + line[value.column + len(name) :]
    return "\n".join(lines)


def _is_as_made(text: str, about: Mapping[str, Any]) -> bool:
    return sha256(text.encode(errors="surrogatepass")) == about.get("made")


def _unmarked(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line.removeprefix(MARK) for line in lines)


def _joined(texts: Iterable[str]) -> str:
    """The pieces of a parameters cell: what is given, then what is computed; what is in both stands once."""
    given, *rest = texts
    below = "\n".join(rest)
    known = {literal.name for literal in Statements(below).literals()}
    statements = Statements(given)
    doubled = {literal.at for literal in statements.literals() if literal.name in known}
    lines = [line for line in statements.without(doubled).split("\n") if not line.startswith(MARK)]
    return "\n".join([*(line for line in lines if line.strip()), below])


def _is_same(left: str, right: str) -> bool:
    try:
        one, other = ast.literal_eval(left), ast.literal_eval(right)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return left == right
    return type(one) is type(other) and bool(one == other)


def _revalued(source: str, values: Mapping[str, str]) -> str:
    """A source whose literals have the present values; what did not change stays as it is written."""
    statements = Statements(source)
    for literal in reversed(statements.literals()):
        node: ast.expr = statements.nodes[literal.at].value  # type: ignore[attr-defined]
        now = ast.get_source_segment(source, node) or ""
        text = values.get(literal.name, now)
        if not _is_same(now, text):
            source = _replaced(source, node, text)
    return source


def _filled(source: str, hoisted: Mapping[str, str]) -> str:
    """A source in which values stand again where the export put names."""
    if not hoisted:
        return source
    nodes = [each for top in Statements(source).nodes for each in ast.walk(top)]
    names = [each for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)]
    for node in sorted(names, key=lambda each: (each.lineno, each.col_offset), reverse=True):
        if node.id in hoisted:
            source = _replaced(source, node, hoisted[node.id])
    return source


def _replaced(source: str, node: ast.expr, text: str) -> str:
    """A source with the text of one node replaced. Columns of nodes count bytes."""
    lines = source.split("\n")
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset or 0 :].decode()
    return "\n".join([*lines[:first], head + text + tail, *lines[last + 1 :]])
