"""Looks at a notebook habit by habit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.checking import Outcome, lint_notebook
from nbcoach.checking.contract import Finding
from nbcoach.maturity.ladder.habit import Habit, Standing
from nbcoach.maturity.ladder.sights import SIGHTS
from nbcoach.maturity.ladder.view import View, open_by, unknown, view_of
from nbcoach.maturity.ladder.words import HabitWords, all_words

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class Ladder(Struct, frozen=True):
    """The habits of a notebook in the order of the table, and what the checks found; both empty without Python."""

    habits: tuple[Habit, ...]
    findings: tuple[Finding, ...]


def climb(
    notebook: Notebook,
    project: Project,
    settings: Settings,
    *,
    file: Path | None = None,
    held: tuple[Finding, ...] = (),
) -> Ladder:
    """How a notebook stands to each habit.

    Args:
        notebook: Read from a file, or from live JSON.
        project: What surrounds it.
        settings: Those of its folder.
        file: Where it lies; None where it is no file.
        held: What was found before in outputs that this notebook comes without.

    Raises:
        BadCallError: The settings name a check that is not installed.
    """
    if not notebook.is_python:
        return Ladder((), ())
    found = lint_notebook(notebook, project=project, settings=settings)
    outcome = Outcome((*found.findings, *held), found.errors)
    checks = {check for words in all_words() for check in words.against}
    view = view_of(notebook, outcome, project, settings, file, checks)
    return Ladder(tuple(_habit(words, view) for words in all_words()), view.findings)


def _habit(words: HabitWords, view: View) -> Habit:
    """What was found speaks first; then what is seen; and nothing is kept of which a check would have had to tell."""
    findings = view.against(words.against)
    if findings:
        return open_by(words.name, findings)
    seen = SIGHTS[words.name](view)
    silent = sorted(view.silent.intersection(words.against))
    if silent and seen.standing is Standing.KEPT:
        return unknown(words.name, f"Nobody can tell: the check {silent[0]} did not run.")
    return seen
