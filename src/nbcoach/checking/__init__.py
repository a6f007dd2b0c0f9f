"""Runs checks over notebooks: the contract of a check, discovery, selection, suppression."""

from nbcoach.checking.contract import Check, Example, Finding, Fix, Offer, Severity
from nbcoach.checking.discover import Catalogue, Listed, Loaded, catalogue, discover, load
from nbcoach.checking.files import common_folder, lint, lint_paths, lint_read, lint_text
from nbcoach.checking.lint import lint_notebook
from nbcoach.checking.outcome import FileReport, Outcome, Problem, Report
from nbcoach.checking.select import Selection, choose, verify_names

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
