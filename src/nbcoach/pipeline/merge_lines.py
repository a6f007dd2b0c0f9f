"""Merges two revisions of a text over the one that both were made from, line by line (diff3)."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Same(NamedTuple):
    """Lines that no side changed: `base[start:end]`, which begin at `ours` and at `theirs` in the revisions."""

    start: int
    end: int
    ours: int
    theirs: int


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both revisions; None where they changed the same lines in different ways."""
    if ours in {base, theirs}:
        return theirs
    if theirs == base:
        return ours
    merged = _merged(*(text.splitlines(keepends=True) for text in (base, ours, theirs)))
    return None if merged is None else "".join(merged)


def _merged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    found: list[str] = []
    at = _Same(0, 0, 0, 0)
    for same in _unchanged(base, ours, theirs):
        between = (base[at.end : same.start], ours[at.ours : same.ours], theirs[at.theirs : same.theirs])
        chunk = _chunk(*between)
        if chunk is None:
            return None
        found += [*chunk, *base[same.start : same.end]]
        length = same.end - same.start
        at = _Same(same.start, same.end, same.ours + length, same.theirs + length)
    return found


def _chunk(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    if ours in (base, theirs):
        return theirs
    return ours if theirs == base else None


def _unchanged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Same]:
    """The stretches that both revisions kept, in order, and an empty one at the end."""
    left, right = (SequenceMatcher(None, base, each, autojunk=False).get_matching_blocks() for each in (ours, theirs))
    i = j = 0
    while i < len(left) and j < len(right):
        one, other = left[i], right[j]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield _Same(start, end, one.b + start - one.a, other.b + start - other.a)
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield _Same(len(base), len(base), len(ours), len(theirs))
