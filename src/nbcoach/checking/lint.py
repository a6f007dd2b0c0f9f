"""Runs checks over one notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nbcoach.checking.contract import Check, Finding, Results, Severity
from nbcoach.checking.failure import described
from nbcoach.checking.outcome import Outcome, Problem
from nbcoach.checking.redact import said
from nbcoach.checking.select import Selection, choose, nearest_word
from nbcoach.checking.suppress import unsuppressed
from nbcoach.config import Settings
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nbcoach.notebook import Notebook


def lint_notebook(
    notebook: Notebook,
    *,
    checks: Sequence[type[Check]] | None = None,
    project: Project | None = None,
    settings: Settings | None = None,
) -> Outcome:
    """What the checks say about a notebook; nothing about one in another language than Python.

    Args:
        notebook: Read from a file or from live JSON.
        checks: Instead of those that the settings select.
        project: What surrounds it; by default looked for at its path, or in the working directory.
        settings: By default those of a folder that has none.

    Raises:
        BadCallError: The settings name a check that is not installed.
    """
    settings = settings or Settings()
    selection = choose(settings) if checks is None else Selection(tuple(checks))
    project = project or Project.find(Path(notebook.path or "."))
    outcome = run_checks(notebook, selection, project, settings)
    return Outcome(outcome.findings, selection.problems + outcome.errors) if selection.problems else outcome


def run_checks(notebook: Notebook, selection: Selection, project: Project, settings: Settings) -> Outcome:
    """What selected checks say about a notebook; one that crashes is an error, and the others go on."""
    if not notebook.is_python:
        return Outcome()
    checks = selection.at(notebook.path)
    findings, errors = _gathered(notebook, checks, lambda check: check().find(notebook, project))
    failed = {error.check for error in errors}
    results = Results(tuple(findings), frozenset(check.name for check in checks) - failed)
    reviewers = [check for check in checks if check.review is not Check.review and check.name not in failed]
    more, wrong = _gathered(notebook, reviewers, lambda check: check().review(notebook, results))
    errors += wrong
    kept = unsuppressed(notebook, tuple(sorted([*findings, *more], key=_order)))
    if not kept and not errors:
        return Outcome()
    from nbcoach.notebook.redact import redaction  # noqa: PLC0415 - a run that knows all its files needs none

    hide = notebook.once(redaction)
    told = tuple(msgspec.structs.replace(error, message=hide(error.message)) for error in errors)
    return Outcome(tuple(said(finding, hide) for finding in _with_severity(kept, settings)), told)


def _gathered(
    notebook: Notebook, checks: Iterable[type[Check]], ask: Callable[[type[Check]], Iterable[Finding]]
) -> tuple[list[Finding], list[Problem]]:
    """What checks answer, and which of them crashed."""
    findings: list[Finding] = []
    errors: list[Problem] = []
    for check in checks:
        try:
            findings += _all(ask(check))
        except Exception as error:  # noqa: BLE001 - a stranger's code may raise anything
            message = f"the check {check.name} failed: {described(error)}"
            errors.append(Problem("failed-to-run", message, notebook.path, check.name))
    return findings, errors


def _all(given: Iterable[Finding]) -> tuple[Finding, ...]:
    found = tuple(given)
    for each in found:
        if not isinstance(each, Finding):
            raise TypeError(f"find() must yield findings, and yields {type(each).__name__}")
    return found


def _order(finding: Finding) -> tuple[int, tuple[int, ...]]:
    """Document order; findings about the notebook, and about a whole cell, go before their parts."""
    return (-1 if finding.cell is None else finding.cell, finding.span or ())


def _with_severity(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    if not settings.severity:
        return tuple(findings)
    return tuple(_settled(finding, settings) for finding in findings)


def _settled(finding: Finding, settings: Settings) -> Finding:
    word = nearest_word(finding.check, finding.area, settings.severity)
    return msgspec.structs.replace(finding, severity=Severity(settings.severity[word])) if word else finding
