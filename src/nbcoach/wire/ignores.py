"""Wishes to pass over a check that stand in metadata: of the notebook with a reason, of a cell as a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbcoach.wire.answers import SetMetadata

if TYPE_CHECKING:
    from nbcoach.wire.requests import LiveCell, LiveNotebook

KEY = "nbcoach"


def told_to_pass_over(notebook: LiveNotebook, check: str, reason: str) -> SetMetadata:
    """The change by which a whole notebook passes over a check; what it passes over already stays as it is written."""
    old = notebook.metadata.get(KEY)
    own = old if isinstance(old, dict) else {}
    return SetMetadata(None, KEY, old, {**own, "ignore": _with(own.get("ignore"), check, reason)})


def tagged(cell: LiveCell, tag: str) -> SetMetadata:
    """The change that gives a cell a tag more."""
    old = cell.metadata.get("tags")
    return SetMetadata(cell.id, "tags", old, [*(old if isinstance(old, list) else []), tag])


def _with(given: Any, check: str, reason: str) -> Any:
    if isinstance(given, (str, list)):
        line = f"{check} -- {reason}" if reason else check
        return [*([given] if isinstance(given, str) else given), line]
    return {**(given if isinstance(given, dict) else {}), check: reason}
