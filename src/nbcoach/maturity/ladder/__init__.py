"""The habits of one notebook on three stages, and the one next step.

A level belongs to a project and to a named model (see `assessment`). One notebook has habits: what makes it
repeatable, tracked, and ready to be handed on. `habits.toml` names them and says what to do; `sights` looks at each.
"""

from nbcoach.maturity.ladder.climb import Ladder, climb
from nbcoach.maturity.ladder.habit import STAGES, Habit, Standing
from nbcoach.maturity.ladder.later import keys_of, put_off
from nbcoach.maturity.ladder.step import NextStep, next_step
from nbcoach.maturity.ladder.words import StageName

__all__ = [
    "STAGES",
    "Habit",
    "Ladder",
    "NextStep",
    "StageName",
    "Standing",
    "climb",
    "keys_of",
    "next_step",
    "put_off",
]
