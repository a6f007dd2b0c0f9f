"""Reads from the environment what a notebook holds of secrets, so that none of them lands in a pipeline.

A text counts as one by the name that it is given to, or by its look; see `secrets`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.pipeline.secret_places import edits
from nbcoach.pipeline.secrets import hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbcoach.notebook import Cell, Notebook

_TAKEN = frozenset({"PWD", "OLDPWD"})
"""Variables that a shell itself sets."""


def environment_of(notebook: Notebook) -> dict[str, str]:
    """The secrets of a notebook, by the environment variables that a pipeline of it reads them from."""
    return {variable: value for value, variable in _found(notebook).items()}


def without_secrets(notebook: Notebook, cell: Cell, source: str) -> str:
    """A source of the cell, which may have been changed, with references in place of its secrets.

    Comments and texts have asterisks there.
    """
    if cell.kind != "code" or not notebook.is_python:
        return hidden(source) if cell.kind != "code" else source
    known = _found(notebook)
    text = source.encode(errors="surrogatepass")
    for edit in reversed(edits(source)) if known else ():
        if all(value in known for _, value in edit.secrets):
            text = text[: edit.start] + edit.text(known).encode(errors="surrogatepass") + text[edit.end :]
    return hidden(text.decode(errors="surrogatepass"))


def _found(notebook: Notebook) -> Mapping[str, str]:
    """The variable of each secret."""
    return notebook.once(_search)


def _search(notebook: Notebook) -> dict[str, str]:
    taken: dict[str, str] = {}
    for cell in notebook.code if notebook.is_python else ():
        for edit in edits(cell.source):
            for name, value in edit.secrets:
                _variable(name, value, taken)
    return {value: variable for variable, value in taken.items()}


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
