"""Findings of the core as the hints of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.wire.answers import FailedCheck, Hint, LintAnswer, OfferedRepair, Repair
from nbcoach.wire.edits import changes, range_in

if TYPE_CHECKING:
    from nbcoach.checking import Outcome
    from nbcoach.checking.contract import Finding, Fix
    from nbcoach.notebook import Notebook
    from nbcoach.wire.requests import LiveNotebook


def lint_answer(
    outcome: Outcome, seen: Notebook, notebook: LiveNotebook, from_outputs: frozenset[str] = frozenset()
) -> LintAnswer:
    """All that one look at an open notebook found; `notebook` is what the browser sent, `seen` how it was read.

    `from_outputs` names the checks that speak of outputs.
    """
    return LintAnswer(
        language=seen.language,
        unparsed=tuple(notebook.cells[cell.index].id for cell in seen.cells if cell.facts.fault),
        hints=tuple(
            hint(finding, notebook, from_outputs=finding.check in from_outputs) for finding in outcome.findings
        ),
        errors=tuple(FailedCheck(error.check or "", error.message) for error in outcome.errors),
    )


def hint(finding: Finding, notebook: LiveNotebook, *, from_outputs: bool = False) -> Hint:
    cell = None if finding.cell is None else notebook.cells[finding.cell]
    return Hint(
        check=finding.check,
        area=finding.area,
        severity=finding.severity.value,
        message=finding.message,
        cell_id=cell.id if cell else None,
        range=range_in(cell, finding.span) if cell and finding.span else None,
        fixes=tuple(_repair(fix, notebook) for fix in finding.fixes),
        from_outputs=from_outputs,
    )


def _repair(fix: Fix, notebook: LiveNotebook) -> Repair:
    return Repair(
        title=fix.title,
        safe=fix.safe,
        edits=None if fix.edits is None else changes(fix.edits, notebook),
        offer=None if fix.offer is None else OfferedRepair(fix.offer.name, fix.offer.arguments),
    )
