"""The rules of SARIF: what each check says of itself."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from nbcoach.checking import Severity, discover
from nbcoach.reports.check_markdown import check_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.checking import Check, Finding

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}


def rules(examples: Iterable[Finding]) -> list[dict[str, Any]]:
    """A rule for each check that is installed, by name, and for each that made one of the findings."""
    known = {check.name: _rule(check) for check in discover()}
    for finding in examples:
        known.setdefault(finding.check, _unknown(finding))
    return [known[name] for name in sorted(known)]


def _rule(check: type[Check]) -> dict[str, Any]:
    document = inspect.cleandoc(check.__doc__ or "")
    address = {"helpUri": check.sources[0]} if check.sources else {}
    return {
        "id": check.name,
        "name": check.__name__,
        "shortDescription": {"text": check.summary() or check.name},
        "fullDescription": {"text": _reason(document) or check.summary() or check.name},
        "help": {"text": document or check.name, "markdown": check_markdown(check)},
        **address,
        "defaultConfiguration": {"level": LEVELS[check.severity], "enabled": check.default},
        "properties": {"tags": [check.area], "precision": "high", "problem.severity": _PROBLEMS[check.severity]},
    }


def _reason(document: str) -> str:
    """The first paragraph of the section that says why, on one line."""
    text = document.partition("## Why it matters")[2].strip()
    return " ".join(text.partition("\n\n")[0].partition("\n##")[0].split())


def _unknown(finding: Finding) -> dict[str, Any]:
    """The rule of a check that is not installed here."""
    return {"id": finding.check, "properties": {"tags": [finding.area]}}
