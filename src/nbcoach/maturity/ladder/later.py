"""What a person has put off: known again by the habit and by the cells that it was about, wherever they stand now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nbcoach.checking.baseline_match import Key, match
from nbcoach.checking.fingerprint import NOTEBOOK, CellKey, cell_keys
from nbcoach.maturity.ladder.habit import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.maturity.ladder.habit import Habit
    from nbcoach.notebook import Notebook


def keys_of(notebook: Notebook, habit: Habit) -> tuple[Key, ...]:
    """What an open habit is known by: one key for each cell that it is about, or that of the notebook."""
    cells = sorted({NOTEBOOK if place.cell is None else place.cell for place in habit.places} or {NOTEBOOK})
    keys = cell_keys(notebook, cells)
    return tuple(Key(habit.name, keys.get(cell, CellKey(""))) for cell in cells)


def put_off(notebook: Notebook, habits: Iterable[Habit], remembered: Iterable[Key]) -> frozenset[str]:
    """The open habits that were put off, by name. One that shows in a cell more than then is no longer put off."""
    asleep = Counter(remembered)
    found = [each for each in habits if each.standing is Standing.OPEN]
    return frozenset(each.name for each in found if asleep and _is_known(keys_of(notebook, each), asleep))


def _is_known(keys: tuple[Key, ...], remembered: Counter[Key]) -> bool:
    return all(match(remembered, keys).known)
