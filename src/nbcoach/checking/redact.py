"""Findings without the credentials that they may quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from nbcoach.checking.contract import Fix, Offer
from nbcoach.notebook.edit import CellRemoval, OutputClearing, TextEdit

if TYPE_CHECKING:
    from nbcoach.checking.contract import Finding
    from nbcoach.notebook.edit import Edit
    from nbcoach.notebook.redact import Redaction

Value = TypeVar("Value", bound=msgspec.Struct)


def said(finding: Finding, hide: Redaction) -> Finding:
    """A finding as it may be shown; its edits still fit the notebook."""
    return _with(finding, message=hide(finding.message), fixes=tuple(_titled(fix, hide) for fix in finding.fixes))


def recorded(finding: Finding, hide: Redaction) -> Finding:
    """A finding as it may be stored or sent; an edit that carried a credential does not fit the notebook any more."""
    return _with(finding, fixes=tuple(_recorded_fix(fix, hide) for fix in finding.fixes))


def _with(value: Value, **changes: Any) -> Value:
    """The value with some fields replaced; the same object where that changes nothing."""
    if all(getattr(value, name) == change for name, change in changes.items()):
        return value
    return msgspec.structs.replace(value, **changes)


def _titled(fix: Fix, hide: Redaction) -> Fix:
    return _with(fix, title=hide(fix.title))


def _recorded_fix(fix: Fix, hide: Redaction) -> Fix:
    edits = None if fix.edits is None else tuple(_recorded_edit(edit, hide) for edit in fix.edits)
    offer = None if fix.offer is None else Offer(fix.offer.name, _recorded_argument(fix.offer.arguments, hide))
    return _with(fix, edits=edits, offer=offer)


def _recorded_edit(edit: Edit, hide: Redaction) -> Edit:
    if isinstance(edit, TextEdit):
        return _with(edit, old=hide(edit.old), new=hide(edit.new))
    if isinstance(edit, CellRemoval):
        return _with(edit, old=hide(edit.old))
    return edit if isinstance(edit, OutputClearing) else _with(edit, source=hide(edit.source))


def _recorded_argument(value: Any, hide: Redaction) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {key: _recorded_argument(each, hide) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_recorded_argument(each, hide) for each in value]
    return value
