"""Runs checks over notebooks: the contract of a check, discovery, selection, suppression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbcoach.checking.contract import Check, Example, Finding, Fix, Offer, Results, Severity
from nbcoach.checking.discover import Catalogue, Listed, Loaded, catalogue, discover, load
from nbcoach.checking.lint import lint_notebook
from nbcoach.checking.outcome import FileReport, Outcome, Problem, Report
from nbcoach.checking.paths import common_folder, lint, lint_paths
from nbcoach.checking.select import Selection, choose, verify_names

if TYPE_CHECKING:
    from nbcoach.checking.files import lint_read, lint_text

__all__ = [
    "Catalogue",
    "Check",
    "Example",
    "FileReport",
    "Finding",
    "Fix",
    "Listed",
    "Loaded",
    "Offer",
    "Outcome",
    "Problem",
    "Report",
    "Results",
    "Selection",
    "Severity",
    "catalogue",
    "choose",
    "common_folder",
    "discover",
    "lint",
    "lint_notebook",
    "lint_paths",
    "lint_read",
    "lint_text",
    "load",
    "verify_names",
]

_LATER = frozenset({"lint_read", "lint_text"})
"""What brings the reader of notebooks along, which a run that knows all its files does without."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from nbcoach.checking import files  # noqa: PLC0415 - see above

    return getattr(files, name)
