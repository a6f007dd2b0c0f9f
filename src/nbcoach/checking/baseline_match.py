"""Finds accepted findings again in a notebook that was edited, and a notebook that has another name now."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from nbcoach.checking.fingerprint import CellKey


class Key(NamedTuple):
    """What a finding is known by. The key of a finding about the notebook has no `own` digest."""

    check: str
    cell: CellKey


class Matched(NamedTuple):
    """Which findings are known, in their order, and how many of the accepted ones were not found again."""

    known: tuple[bool, ...]
    left: Counter[Key]


_LIKENESSES: tuple[Callable[[Key], Hashable], ...] = (
    lambda key: key,
    # The cell has moved, or its neighbours were edited.
    lambda key: (key.check, key.cell.own),
    # The cell was edited, in its place; then together with one of its neighbours.
    lambda key: (key.check, key.cell.before, key.cell.after),
    lambda key: (key.check, key.cell.before) if key.cell.before else None,
    lambda key: (key.check, key.cell.after) if key.cell.after else None,
)
"""In which ways a finding may be an accepted one, the surest first; None is like nothing."""


def match(accepted: Mapping[Key, int], found: Sequence[Key]) -> Matched:
    """Pairs findings with accepted ones, each of which stands for one finding."""
    left = Counter(accepted)
    known = [False] * len(found)
    for likeness in _LIKENESSES:
        open_keys = defaultdict(list)
        for key in sorted(left):
            open_keys[likeness(key)].append(key)
        for place, key in enumerate(found):
            like = likeness(key)
            if known[place] or like is None or not open_keys.get(like):
                continue
            known[place] = True
            first = open_keys[like][0]
            left[first] -= 1
            if not left[first]:
                del left[first]
                open_keys[like].pop(0)
    return Matched(tuple(known), left)


def renamed(lost: Mapping[str, Counter[Key]], fresh: Mapping[str, Sequence[Key]]) -> dict[str, str]:
    """The old names of notebooks that have a new one: at least half of what was accepted stands there now.

    Args:
        lost: What was accepted in notebooks that are gone.
        fresh: The findings of notebooks that no baseline knows.
    """
    places: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, keys in fresh.items():
        for key in keys:
            places[_content(key)][name] += 1
    origins: dict[str, str] = {}
    for old in sorted(lost):
        shared: Counter[str] = Counter()
        for content, count in _contents(lost[old]).items():
            for name, there in places.get(content, {}).items():
                if name not in origins:
                    shared[name] += min(count, there)
        best = min(shared, key=lambda name: (-shared[name], name), default=None)
        if best is not None and 2 * shared[best] >= lost[old].total():
            origins[best] = old
    return origins


def _contents(keys: Counter[Key]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for key, count in keys.items():
        found[_content(key)] += count
    return found


def _content(key: Key) -> tuple[str, str]:
    """A check and the cell, for a finding about the notebook the first cell below."""
    return key.check, key.cell.own or key.cell.after
