"""Fixes one notebook: round after round, each looked at again before it counts.

A round applies all text fixes that stay out of each other's way; a fix that inserts cells, or that is offered and
resolved on the whole notebook, is a round of its own. A round counts only if what it fixed is gone, no other habit came
in, and every cell parses that did before; if not, its fixes are tried one by one, and those that fail are left out. So
the loop ends, and a second call finds nothing to do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from nbcoach import offers
from nbcoach.checking import FileReport
from nbcoach.checking.fingerprint import NOTEBOOK, cell_keys
from nbcoach.checking.lint import run_checks
from nbcoach.fixing.candidates import Candidate, candidates, together
from nbcoach.fixing.sheets import composed, unchanged
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.read import load_json
from nbcoach.notebook.revision import Sheet, revised
from nbcoach.notebook.write import edited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nbcoach.checking import Finding, Outcome, Selection
    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project

TRIES_AT_MOST = 500
"""Rounds of one notebook; far more than any needs, and an end where fixes would undo each other."""


class Fixed(NamedTuple):
    """A notebook after its fixes.

    Args:
        data: The bytes; the same as before where nothing was fixed.
        sheet: What became of each cell that it had (see `revision`).
        counts: How many findings of each check are gone.
        notebook: As it is now.
        outcome: What the checks say now.
    """

    data: bytes
    sheet: Sheet
    counts: Counter[str]
    notebook: Notebook
    outcome: Outcome


class Workshop(NamedTuple):
    """What a notebook is fixed with.

    Args:
        path: What the notebook is called.
        selection: The checks.
        settings: Of the project.
        project: What surrounds the notebook.
        unsafe: Whether suggested fixes are applied too.
        narrow: Takes out of a report what is not to be fixed.
    """

    path: str
    selection: Selection
    settings: Settings
    project: Project
    unsafe: bool = False
    narrow: Callable[[FileReport, Notebook], FileReport] | None = None


class _State(NamedTuple):
    data: bytes
    notebook: Notebook
    outcome: Outcome
    sheet: Sheet

    @property
    def counts(self) -> Counter[str]:
        return Counter(finding.check for finding in self.outcome.findings)

    @property
    def faults(self) -> int:
        return sum(cell.facts.fault is not None for cell in self.notebook.cells)


def fixed(data: bytes, shop: Workshop) -> Fixed:
    """The notebook with all fixes that help.

    Raises:
        NotANotebookError: The bytes are no notebook.
    """
    notebook = parse_notebook(data, shop.path)
    state = _State(
        data, notebook, run_checks(notebook, shop.selection, shop.project, shop.settings), unchanged(notebook)
    )
    counts: Counter[str] = Counter()
    failed: set[str] = set()
    for _ in range(TRIES_AT_MOST):
        batch = _next(state, shop, failed)
        if not batch:
            break
        after = _tried(state, batch, shop)
        if after is None:
            failed.update(each.key for each in batch[:1] if len(batch) == 1)
            after = _first_that_helps(state, batch, shop, failed) if len(batch) > 1 else None
        if after is not None:
            counts += state.counts - after.counts
            state = after
    return Fixed(state.data, state.sheet, counts, state.notebook, state.outcome)


def _next(state: _State, shop: Workshop, failed: set[str]) -> list[Candidate]:
    """The fixes of the next round: all that only change text, else one other."""
    found = [
        each for each in candidates(state.notebook, _wanted(state, shop), unsafe=shop.unsafe) if each.key not in failed
    ]
    return together(found) or found[:1]


def _wanted(state: _State, shop: Workshop) -> Sequence[Finding]:
    findings = state.outcome.findings
    if shop.narrow is None or not findings:
        return findings
    wanted = {NOTEBOOK if each.cell is None else each.cell for each in findings}
    report = FileReport(shop.path, findings, keys=cell_keys(state.notebook, wanted))
    return shop.narrow(report, state.notebook).findings


def _first_that_helps(state: _State, batch: Sequence[Candidate], shop: Workshop, failed: set[str]) -> _State | None:
    for each in batch:
        after = _tried(state, [each], shop)
        if after is not None:
            return after
        failed.add(each.key)
    return None


def _tried(state: _State, batch: Sequence[Candidate], shop: Workshop) -> _State | None:
    """The notebook after a round; None where the round did no good."""
    try:
        edits = [edit for each in batch for edit in _edits(each, state.notebook, shop.project)]
        after = _after(state, edits, shop)
    except Exception:  # noqa: BLE001 - a fix of a stranger's check may be anything; one that fails is left out
        return None
    return after if after and _is_better(state, after, batch, shop) else None


def _edits(candidate: Candidate, notebook: Notebook, project: Project) -> tuple[Edit, ...]:
    if candidate.fix.offer:
        return offers.resolve(notebook, candidate.fix.offer, project)
    return candidate.fix.edits or ()


def _after(state: _State, edits: Sequence[Edit], shop: Workshop) -> _State | None:
    document = state.notebook.document
    document = document if isinstance(document, dict) else load_json(document, shop.path)
    sheets = revised(document, edits)
    data = edited(state.data, edits, shop.path)
    if data == state.data:
        return None
    notebook = parse_notebook(data, shop.path)
    outcome = run_checks(notebook, shop.selection, shop.project, shop.settings)
    return _State(data, notebook, outcome, composed(state.sheet, sheets))


def _is_better(before: _State, after: _State, batch: Sequence[Candidate], shop: Workshop) -> bool:
    """Whether each fix has taken a finding away, and nothing has become worse."""
    if after.faults > before.faults or len(after.outcome.errors) > len(before.outcome.errors):
        return False
    done = Counter(each.finding.check for each in batch)
    was, now = before.counts, after.counts
    if any(was[check] - now[check] < count for check, count in done.items()):
        return False
    follows = {check.name for check in shop.selection.checks if check.follows_repairs}
    return not [check for check in now - was if check not in follows]
