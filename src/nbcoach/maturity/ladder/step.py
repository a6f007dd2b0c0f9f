"""The one next step for a notebook: the first open habit in the mentor's order, and the way to make it."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.checking.contract import Finding
from nbcoach.maturity.ladder.habit import Standing
from nbcoach.maturity.ladder.words import How, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbcoach.maturity.ladder.climb import Ladder
    from nbcoach.maturity.ladder.habit import Habit


class NextStep(Struct, frozen=True):
    """What to do next. `reason` says what was seen, `why` what it is worth, `label` what the button says.

    `how` tells what the button does: `fix` makes the fix number `fix` of `finding`, `show` leads to `finding`, `export`
    exports the notebook, `command` hands over a line for a terminal.
    """

    habit: str
    title: str
    reason: str
    why: str
    how: How
    label: str
    command: str = ""
    finding: Finding | None = None
    fix: int = 0


def next_step(ladder: Ladder, path: str | None = None, later: Collection[str] = ()) -> NextStep | None:
    """The step to take; None where nothing is open, or all of it was put off.

    Args:
        ladder: The habits of the notebook.
        path: Its path as it can be typed in a terminal; None where it is no file.
        later: The habits that were put off.
    """
    waiting = [each for each in ladder.habits if each.standing is Standing.OPEN and each.name not in later]
    chosen = min(waiting, key=lambda each: words_of(each.name).rank, default=None)
    return _step(chosen, ladder, path) if chosen else None


def _step(habit: Habit, ladder: Ladder, path: str | None) -> NextStep:
    words = words_of(habit.name)
    findings = [finding for finding in ladder.findings if finding.check in words.against]
    by_fix = next((finding for finding in findings if finding.fixes), None)
    if by_fix:
        number = _widest(by_fix, len(findings))
        label = by_fix.fixes[number].title
        return NextStep(
            habit.name, words.step.title, habit.reason, words.step.why, "fix", label, finding=by_fix, fix=number
        )
    return NextStep(
        habit=habit.name,
        title=words.step.title,
        reason=habit.reason,
        why=words.step.why,
        how="show" if findings else words.step.how,
        label="Show me where" if findings else words.step.label,
        command=_typed(words.step.command, path),
        finding=findings[0] if findings else None,
    )


def _widest(finding: Finding, places: int) -> int:
    """The fix to propose: where there are several places, one that settles them all if there is one."""
    offers = [number for number, fix in enumerate(finding.fixes) if fix.offer]
    return offers[0] if offers and places > 1 else 0


def _typed(command: str, path: str | None) -> str:
    name = PurePosixPath(path or "notebook.ipynb").name
    return command.format(path=shlex.quote(path or name), name=name.replace('"', "")) if command else ""
