"""What the coach says about each habit: a table, `habits.toml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from nbcoach.notebook.tables import read_table

StageName = Literal["repeatable", "tracked", "handed-on"]
How = Literal["fix", "export", "command", "show"]


class StepWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The step that makes a habit: its title, why it is worth it, and the way there.

    `how` says what its button does where no fix of a finding does it: export the notebook, hand over a `command` for
    a terminal, or lead to the place. `label` is what the button says then.
    """

    title: str
    why: str
    how: How
    label: str
    command: str = ""


class HabitWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A habit. `against` are the checks whose findings speak against it; `well` is the praise where it is kept.

    The order of `rank` is that in which a mentor would take the habits up.
    """

    name: str
    stage: StageName
    title: str
    rank: int
    well: str
    step: StepWords
    against: tuple[str, ...] = ()


@cache
def all_words() -> tuple[HabitWords, ...]:
    """Every habit, in the order in which they are shown."""
    return msgspec.convert(read_table(__file__, "habits.toml")["habit"], tuple[HabitWords, ...])


def words_of(name: str) -> HabitWords:
    """What is said about one habit.

    Raises:
        KeyError: There is no such habit.
    """
    for words in all_words():
        if words.name == name:
            return words
    raise KeyError(name)
