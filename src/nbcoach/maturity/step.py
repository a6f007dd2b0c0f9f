"""The one next step: out of what the model itself advises, the easiest thing that really moves the level."""

from __future__ import annotations

import os
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from nbcoach.maturity.judge import Judgement, Outcome

if TYPE_CHECKING:
    from nbcoach.maturity.evidence import Reading
    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.schema import Level, Model

FILE = Path(__file__).parent / "advice.yaml"
HARD = 10_000
"""The effort of what has no advice yet: after everything else."""


class Advice(Struct, frozen=True, forbid_unknown_fields=True):
    """What to do about a signal; `effort` in minutes, for putting the easy things first."""

    do: str
    effort: int


class Step(Struct, frozen=True):
    """What to do next. `kind` is `action`, or `question` where only an answer helps.

    `goal` is the model's own words for the way up, `do` what to do now, `why` what is lacking, `closes` the
    criterion that it turns.
    """

    kind: str
    goal: str
    do: str
    why: str
    closes: str


@cache
def advice() -> dict[str, Advice]:
    """What to do about a signal, by its name."""
    import yaml  # noqa: PLC0415 - the faces import this room for its types

    content = yaml.load(FILE.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return msgspec.convert(content, dict[str, Advice])


def next_step(model: Model, proven: Level, judgements: tuple[Judgement, ...], scene: Scene) -> Step | None:
    """The step towards the level above the proven one; None at the top.

    What is surely lacking comes before what is in conflict, and that before what nobody knows.
    """
    above = next((level for level in model.levels if level.number > proven.number), None)
    if above is None:
        return None
    open_ones = [each for each in judgements if each.level == above.number and each.counts]
    for outcome in (Outcome.NOT_MET, Outcome.CONFLICTING, Outcome.UNKNOWN):
        candidates = [each for each in open_ones if each.outcome is outcome]
        if candidates:
            return _step(model, proven.number, candidates, scene)
    return None


def _step(model: Model, level: int, candidates: list[Judgement], scene: Scene) -> Step:
    modes = {criterion.id: criterion.evidence_mode for criterion in model.criteria}
    chosen = min(candidates, key=lambda each: (not _goal(model, level, each), _effort(each, modes[each.id])))
    goal = _goal(model, level, chosen) or chosen.statement
    if chosen.outcome is Outcome.UNKNOWN:
        ask = chosen.question or _cure(chosen) or f"Find out whether this holds: {chosen.statement}"
        return Step("question", goal, ask, chosen.reason, chosen.id)
    reading = _easiest(chosen)
    plain = f"See to this: {chosen.statement}"
    if reading is None:
        return Step("action", goal, plain, chosen.reason, chosen.id)
    do = _filled(advice()[reading.signal].do, reading, scene)
    return Step("action", goal, do, reading.reason, chosen.id)


def _goal(model: Model, level: int, judgement: Judgement) -> str:
    """The action of the model that would turn a criterion on the way up from a level; empty for none."""
    ways = [way for way in model.transitions if way.start == level]
    return next((action.do for way in ways for action in way.actions if judgement.id in action.closes), "")


def _effort(judgement: Judgement, mode: str) -> int:
    """The minutes it takes to turn a criterion: all that it lacks, or the easiest where any will do."""
    lacking = [each for each in (*judgement.evidence, *judgement.against) if each.signal in advice()]
    efforts = [advice()[each.signal].effort for each in lacking]
    return (sum(efforts) if mode == "all" else min(efforts)) if efforts else HARD


def _easiest(judgement: Judgement) -> Reading | None:
    """The reading that is easiest to turn, among those that something can be done about."""
    readings = [each for each in (*judgement.evidence, *judgement.against) if each.signal in advice()]
    return min(readings, key=lambda each: advice()[each.signal].effort, default=None)


def _cure(judgement: Judgement) -> str:
    return next((each.cure for each in judgement.evidence if each.cure), "")


def _filled(text: str, reading: Reading, scene: Scene) -> str:
    """The advice with paths as they can be typed in a terminal, seen from where the assessed path was given."""
    notebooks = [source.path for source in scene.training if not source.is_script]
    first = notebooks[0] if notebooks else "NOTEBOOK"
    place = next((each.path for each in reading.places if each.path), first)
    stem = first.rpartition("/")[2].removesuffix(".ipynb")
    return text.format(notebook=_typed(scene, first), stem=shlex.quote(stem), place=_typed(scene, place))


def _typed(scene: Scene, path: str) -> str:
    return shlex.quote(os.path.normpath(scene.top / path).replace(os.sep, "/"))
