"""The verdict on a criterion, from the readings of the signals it refers to.

Five outcomes: met; not met; conflicting (proof on both sides, never averaged); unknown; not applicable. Nothing is
met without a place that shows it, and what was only mentioned meets nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.maturity.evidence import Reading, Rung, State
from nbcoach.maturity.schema import ABSENT, Criterion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nbcoach.maturity.schema import Model

TRAINING = "ml-training-present"


class Outcome(StrEnum):
    """What can be said of a criterion."""

    MET = "met"
    NOT_MET = "not met"
    CONFLICTING = "conflicting"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


class Judgement(Struct, frozen=True):
    """A criterion with its verdict.

    `level` is the model's own number, None for a criterion that the model gives without one. `evidence` holds the
    readings that decided or would decide, `against` those that contradict. `confidence` is `seen` (it happened),
    `set up` (it is defined or called), or empty. `question` is what a person could settle.
    """

    id: str
    statement: str
    level: int | None
    axis: str
    capability: str
    polarity: str
    outcome: Outcome
    reason: str
    confidence: str = ""
    evidence: tuple[Reading, ...] = ()
    against: tuple[Reading, ...] = ()
    question: str = ""
    is_optional: bool = False

    @property
    def counts(self) -> bool:
        """Whether it moves the level: an applicable practice that the model does not call optional."""
        is_practice = self.level is not None and self.polarity == "capability" and not self.is_optional
        return is_practice and self.outcome is not Outcome.NOT_APPLICABLE


def judge_all(
    model: Model,
    read: Callable[[str], Reading],
    habits: Mapping[str, tuple[Reading, ...]],
) -> tuple[Judgement, ...]:
    """Every criterion of a model with its verdict, in the model's order.

    Args:
        model: The maturity model.
        read: Gives the reading of a signal by its name.
        habits: What checks found, as readings, by the capability that they speak against.
    """
    levels = {each.id: level.number for level in model.levels for each in level.criteria}
    judged = {
        each.id: judge(each, levels.get(each.id), read, habits.get(each.capability, ())) for each in model.criteria
    }
    by_id = {each.id: each for each in model.criteria}
    return tuple(_overtaken(judgement, by_id[name], judged) for name, judgement in judged.items())


def judge(
    criterion: Criterion, level: int | None, read: Callable[[str], Reading], habits: tuple[Reading, ...] = ()
) -> Judgement:
    """The verdict on one criterion."""
    scope = [read(signal) for signal in _scope(criterion)]
    outside = next((each for each in scope if each.holds is False), None)
    if outside is not None:
        return _judgement(criterion, level, Outcome.NOT_APPLICABLE, outside.reason, evidence=(outside,))
    evidence = tuple(read(name.removeprefix(ABSENT)) for name in criterion.evidence)
    against = tuple(each for each in map(read, criterion.contradicted_by) if each.holds)
    if criterion.polarity == "symptom":
        evidence += habits
    else:
        against += habits
    verdict = _verdict(criterion, evidence, against, len(habits))
    open_scope = next((each for each in scope if each.holds is None), None)
    if open_scope is not None and verdict is not Outcome.MET:
        question = open_scope.cure or criterion.ask
        return _judgement(
            criterion, level, Outcome.UNKNOWN, open_scope.reason, evidence=(open_scope, *evidence), question=question
        )
    deciding = _deciding(criterion, evidence, verdict)
    return _judgement(
        criterion,
        level,
        verdict,
        _reason(deciding, against, verdict),
        evidence=deciding,
        against=against,
        question=criterion.ask if verdict is Outcome.UNKNOWN else "",
    )


def _scope(criterion: Criterion) -> tuple[str, ...]:
    """The scope signals of a criterion: all that is said of models needs a model that is trained."""
    is_about_models = not criterion.scope and criterion.capability != "code-versioning" and criterion.axis != "data"
    return tuple(dict.fromkeys((*((TRAINING,) if is_about_models else ()), *criterion.applies_when)))


def _verdict(criterion: Criterion, evidence: tuple[Reading, ...], against: tuple[Reading, ...], habits: int) -> Outcome:
    shown = _shown(criterion, evidence, habits)
    if shown and against:
        return Outcome.CONFLICTING
    if shown:
        return Outcome.MET
    if against:
        return Outcome.NOT_MET
    if shown is None or criterion.observability == "ask" or not criterion.evidence:
        return Outcome.UNKNOWN
    return {"met": Outcome.MET, "not_met": Outcome.NOT_MET}.get(criterion.not_found_means, Outcome.UNKNOWN)


def _shown(criterion: Criterion, evidence: tuple[Reading, ...], habits: int) -> bool | None:
    """Whether the evidence shows the statement: True, surely False, or None where too little is known."""
    values = [_value(name, reading) for name, reading in zip(criterion.evidence, evidence, strict=False)]
    if habits and criterion.polarity == "symptom":
        return True
    if not values:
        return None
    decisive = criterion.evidence_mode == "any"
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _value(name: str, reading: Reading) -> bool | None:
    """What a reading says for a criterion; under `absent:` the other way round."""
    if not name.startswith(ABSENT) or reading.holds is None:
        return reading.holds
    return not reading.holds


def _deciding(criterion: Criterion, evidence: tuple[Reading, ...], verdict: Outcome) -> tuple[Reading, ...]:
    """The readings to show: those that carry the verdict first."""
    if verdict in {Outcome.MET, Outcome.CONFLICTING}:
        names = (*criterion.evidence, *("" for _ in evidence[len(criterion.evidence) :]))
        return tuple(each for name, each in zip(names, evidence, strict=True) if _value(name, each)) or evidence
    if verdict is Outcome.UNKNOWN:
        return tuple(each for each in evidence if each.state is State.UNKNOWN) or evidence
    lacking = tuple(each for each in evidence if not each.holds)
    return lacking or evidence


def _reason(evidence: Iterable[Reading], against: Iterable[Reading], verdict: Outcome) -> str:
    said = [each.reason for each in evidence]
    if verdict in {Outcome.CONFLICTING, Outcome.NOT_MET}:
        said += [each.reason for each in against]
    return "; ".join(dict.fromkeys(said)) or "only a person can tell"


def _judgement(
    criterion: Criterion,
    level: int | None,
    outcome: Outcome,
    reason: str,
    *,
    evidence: tuple[Reading, ...] = (),
    against: tuple[Reading, ...] = (),
    question: str = "",
) -> Judgement:
    return Judgement(
        id=criterion.id,
        statement=criterion.statement,
        level=level,
        axis=criterion.axis,
        capability=criterion.capability,
        polarity=criterion.polarity,
        outcome=outcome,
        reason=reason,
        confidence=_confidence(evidence) if outcome is Outcome.MET else "",
        evidence=evidence,
        against=against,
        question=question,
        is_optional=criterion.optional,
    )


def _confidence(evidence: Iterable[Reading]) -> str:
    rungs = [each.rung for each in evidence if each.rung is not None]
    if not rungs:
        return ""
    return "seen" if max(rungs) is Rung.EXERCISED else "set up"


def _overtaken(judgement: Judgement, criterion: Criterion, judged: Mapping[str, Judgement]) -> Judgement:
    """Who does the higher thing does the lower: a practice is met where the one that supersedes it is."""
    if judgement.outcome not in {Outcome.UNKNOWN, Outcome.NOT_MET} or judgement.against:
        return judgement
    higher = next((judged[each] for each in criterion.superseded_by if judged[each].outcome is Outcome.MET), None)
    if higher is None:
        return judgement
    return _judgement(
        criterion,
        judgement.level,
        Outcome.MET,
        f"more than that is met: {higher.statement}",
        evidence=higher.evidence,
    )
