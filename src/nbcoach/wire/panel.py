"""What crosses for the coach's panel: the habits of a notebook, and one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from nbcoach.checking import Finding, Severity
from nbcoach.maturity.ladder import STAGES, StageName
from nbcoach.maturity.ladder.words import How, words_of
from nbcoach.wire.answers import Hint
from nbcoach.wire.hints import hint
from nbcoach.wire.requests import LiveNotebook, Path

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbcoach.maturity.evidence import Place
    from nbcoach.maturity.ladder import Habit, Ladder, NextStep


class HabitsRequest(Struct, frozen=True):
    """`POST nbcoach/habits`: which habits does this notebook have? `path` is null where there is no file.

    `anew` asks for a new look at what surrounds the notebook, as after a save. Outputs do not travel here; `held` are
    the hints about them from the last save.
    """

    notebook: LiveNotebook
    path: Path | None = None
    anew: bool = False
    held: tuple[Hint, ...] = ()


class LaterRequest(Struct, frozen=True):
    """`POST nbcoach/later`: puts the step of a habit off, or takes it up again; answered like `habits`."""

    notebook: LiveNotebook
    habit: str
    later: bool
    path: Path | None = None
    held: tuple[Hint, ...] = ()


class Evidence(Struct, frozen=True):
    """A place that shows a habit; `cell_id` is null for what stands beside the cells. `line` counts from 1."""

    text: str
    cell_id: str | None
    line: int | None


class PanelHabit(Struct, frozen=True):
    """A habit of the notebook. `idle` ones do not concern it, and neither they nor `unknown` ones are counted.

    `well` is the praise for it; `later` whether its step was put off.
    """

    name: str
    title: str
    standing: Literal["kept", "open", "idle", "unknown"]
    reason: str
    well: str
    later: bool
    evidence: tuple[Evidence, ...]


class Stage(Struct, frozen=True):
    """Habits that belong together: `kept` of `counted` ones hold."""

    name: StageName
    kept: int
    counted: int
    habits: tuple[PanelHabit, ...]


class PanelStep(Struct, frozen=True):
    """The next step. `how` says what its button does: make the fix number `fix` of `hint`, lead to `hint`, export the
    notebook, or hand over `command` for a terminal.
    """

    habit: str
    title: str
    reason: str
    why: str
    how: How
    label: str
    command: str
    hint: Hint | None
    fix: int


class HabitsAnswer(Struct, frozen=True):
    """The habits on three stages, none for a notebook in another language than Python; `step` is null at the top."""

    stages: tuple[Stage, ...]
    step: PanelStep | None


MESSAGES = (HabitsRequest, LaterRequest, HabitsAnswer)


def held_findings(request: HabitsRequest | LaterRequest) -> tuple[Finding, ...]:
    """The hints about outputs as findings again; those of cells that are gone are gone."""
    places = {cell.id: index for index, cell in enumerate(request.notebook.cells)}
    return tuple(
        Finding(
            check=each.check,
            area=each.area,
            severity=Severity(each.severity),
            message=each.message,
            cell=None if each.cell_id is None else places[each.cell_id],
            cell_id=each.cell_id,
        )
        for each in request.held
        if each.cell_id is None or each.cell_id in places
    )


def habits_answer(
    ladder: Ladder, step: NextStep | None, later: Collection[str], notebook: LiveNotebook
) -> HabitsAnswer:
    """How a notebook stands; `notebook` is what the browser sent, so its ids are the browser's."""
    stages = tuple(_stage(name, ladder, later, notebook) for name in STAGES) if ladder.habits else ()
    return HabitsAnswer(stages, _step(step, notebook) if step else None)


def _stage(name: StageName, ladder: Ladder, later: Collection[str], notebook: LiveNotebook) -> Stage:
    habits = [each for each in ladder.habits if words_of(each.name).stage == name]
    return Stage(
        name=name,
        kept=sum(each.standing.value == "kept" for each in habits),
        counted=sum(each.counts for each in habits),
        habits=tuple(_habit(each, later, notebook) for each in habits),
    )


def _habit(habit: Habit, later: Collection[str], notebook: LiveNotebook) -> PanelHabit:
    words = words_of(habit.name)
    return PanelHabit(
        name=habit.name,
        title=words.title,
        standing=habit.standing.value,
        reason=habit.reason,
        well=words.well,
        later=habit.name in later,
        evidence=tuple(_evidence(place, notebook) for place in habit.places),
    )


def _evidence(place: Place, notebook: LiveNotebook) -> Evidence:
    cell = None if place.cell is None else notebook.cells[place.cell].id
    return Evidence(place.text, cell, place.cell_line)


def _step(step: NextStep, notebook: LiveNotebook) -> PanelStep:
    return PanelStep(
        habit=step.habit,
        title=step.title,
        reason=step.reason,
        why=step.why,
        how=step.how,
        label=step.label,
        command=step.command,
        hint=hint(step.finding, notebook) if step.finding else None,
        fix=step.fix,
    )
