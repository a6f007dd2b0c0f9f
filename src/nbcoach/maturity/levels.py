"""From verdicts to levels: what is proven, and what is possible if every unknown turned out well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.judge import Judgement, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.maturity.schema import Level, Model

SHARE = 0.8
"""The share of a level's practices that must be met. Silence never proves: an unknown is not met here."""


def proven_level(model: Model, judgements: Iterable[Judgement]) -> Level:
    """The highest level at which it and every one below is met, and nothing is contradicted."""
    return _highest(model, tuple(judgements), frozenset({Outcome.MET}))


def possible_level(model: Model, judgements: Iterable[Judgement]) -> Level:
    """The same with every unknown taken as met."""
    return _highest(model, tuple(judgements), frozenset({Outcome.MET, Outcome.UNKNOWN}))


def _highest(model: Model, judgements: tuple[Judgement, ...], good: frozenset[Outcome]) -> Level:
    reached = model.levels[0]
    for level in model.levels[1:]:
        if not _holds([each for each in judgements if each.level == level.number and each.counts], good):
            break
        reached = level
    return reached


def _holds(practices: list[Judgement], good: frozenset[Outcome]) -> bool:
    """Whether a level holds; one without any applicable practice cannot be proven."""
    met = sum(each.outcome in good for each in practices)
    is_contradicted = any(each.outcome is Outcome.CONFLICTING for each in practices)
    return bool(practices) and not is_contradicted and met >= SHARE * len(practices)
