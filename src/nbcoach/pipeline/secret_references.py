"""Reads from the environment what a notebook holds of secrets, so that none of them lands in a pipeline.

A text counts as one by the name that it is given to, or by its look; see `secrets`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.magics import mask
from nbcoach.pipeline.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook

_TAKEN = frozenset({"PWD", "OLDPWD"})
"""Variables that a shell itself sets."""


class Secret(NamedTuple):
    """A text that looks secret: the name of its variable, and where it stands in its cell's source, in bytes."""

    variable: str
    value: str
    start: int
    end: int


def environment_of(notebook: Notebook) -> dict[str, str]:
    """The secrets of a notebook, by the environment variables that a pipeline of it reads them from."""
    return {each.variable: each.value for found in _found(notebook).values() for each in found}


def without_secrets(notebook: Notebook, cell: Cell, source: str) -> str:
    """A source of the cell, which may have been changed, with references in place of its secrets."""
    known = {each.value: each.variable for each in _found(notebook).get(cell.index, ())}
    if not known:
        return source
    text = source.encode(errors="surrogatepass")
    for name, value, start, end in reversed(list(_texts(source))):
        if is_secret(name, value) and value in known:
            reference = f'__import__("os").environ["{known[value]}"]'
            text = text[:start] + reference.encode() + text[end:]
    return text.decode(errors="surrogatepass")


def _found(notebook: Notebook) -> dict[int, tuple[Secret, ...]]:
    return notebook.once(_search)


def _search(notebook: Notebook) -> dict[int, tuple[Secret, ...]]:
    if not notebook.is_python:
        return {}
    taken: dict[str, str] = {}
    found: dict[int, tuple[Secret, ...]] = {}
    for cell in notebook.code:
        here = [each for each in _texts(cell.source) if is_secret(each[0], each[1])]
        if here:
            found[cell.index] = tuple(
                Secret(_variable(name, value, taken), value, start, end) for name, value, start, end in here
            )
    return found


def _variable(name: str, value: str, taken: dict[str, str]) -> str:
    """`API_KEY`, or `API_KEY_2` for another value of the same name; one variable for each value."""
    known = next((variable for variable, other in taken.items() if other == value), "")
    if known:
        return known
    plain = re.sub(r"\W+", "_", name).strip("_").upper() or "SECRET"
    plain = f"{plain}_SECRET" if plain in _TAKEN else plain
    number = 1
    while taken.setdefault(variable := plain if number == 1 else f"{plain}_{number}", value) != value:
        number += 1
    return variable


def _texts(source: str) -> Iterator[tuple[str, str, int, int]]:
    """The texts of a source that are given to a name: name, value, and their place in bytes, in order."""
    try:
        tree = ast.parse(mask(source).code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return
    text = source.encode(errors="surrogatepass")
    starts = [0]
    for line in text.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for name, node in (pair for each in ast.walk(tree) for pair in _named(each)):
        start, end = (
            starts[node.lineno - 1] + node.col_offset,
            starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0),
        )
        if isinstance(node.value, str) and node.value and _is_text(text[start:end], node.value):
            found.append((name, node.value, start, end))
    yield from sorted(found, key=lambda each: each[2])


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


def _is_text(written: bytes, value: str) -> bool:
    """False where something else stands there, as under a magic."""
    try:
        return bool(ast.literal_eval(written.decode(errors="surrogatepass")) == value)
    except (SyntaxError, ValueError):
        return False
