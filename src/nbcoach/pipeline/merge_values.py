"""Merges two revisions of nested mappings over the one that both were made from, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ABSENT: Any = object()


class ConflictError(Exception):
    """Both revisions changed a value; `place` are the keys that lead to it, joined with dots."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def merge_values(base: Any, ours: Any, theirs: Any, place: str = "") -> Any:
    """The value with the changes of both revisions; lists and scalars count as a whole.

    Raises:
        ConflictError: Both changed the same value in different ways.
    """
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return dict(_items(base if isinstance(base, dict) else {}, ours, theirs, place))
    raise ConflictError(place or "the whole")


def _items(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], place: str
) -> Iterator[tuple[str, Any]]:
    """The merged pairs in the order of the second revision, and what only the first one has behind them."""
    for key in [*theirs, *(key for key in ours if key not in theirs)]:
        old, one, other = (each.get(key, _ABSENT) for each in (base, ours, theirs))
        value = merge_values(old, one, other, f"{place}.{key}".strip("."))
        if value is not _ABSENT:
            yield key, value
