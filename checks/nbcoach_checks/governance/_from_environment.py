"""A credential that is read from the environment instead of from the notebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.environment_edit import importing, name_of, replaced, variable_name
from nbcoach.notebook.text_edits import text_at

if TYPE_CHECKING:
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.notebook.secrets import Secret

_PLAIN = re.compile(r"[rRuU]?([\"'])[^\"'\n]*\1")
_ADDRESS = re.compile(r"[\w+]+://")


def environment_fix(notebook: Notebook, cell: Cell, secret: Secret) -> tuple[Fix, ...]:
    """The fix for a literal that is a credential and has a name; none for others.

    What is only a part of its text, or stands in a magic or a remark, wants a person.
    """
    value = next((each for each in cell.facts.strings if each.span == secret.span), None)
    is_whole = value is not None and len(secret.credentials) == 1 and secret.credentials[0].text == value.text
    if (
        value is None
        or not (is_whole or _ADDRESS.match(value.text))
        or not _PLAIN.fullmatch(text_at(cell.source, value.span))
    ):
        return ()
    name = variable_name(name_of(notebook.context(cell).holder(value))) or _of_address(value)
    imports = importing(notebook, cell, "os", value) if name else None
    if imports is None:
        return ()
    edit = replaced(cell, value.span, f'os.environ["{name}"]')
    return (Fix(f"Read it from the environment variable {name}", edits=(*imports, edit)),)


def _of_address(value: Value) -> str:
    """The usual name for the address of a database with its password in it."""
    return "DATABASE_URL" if _ADDRESS.match(value.text) and not value.text.startswith("http") else ""
