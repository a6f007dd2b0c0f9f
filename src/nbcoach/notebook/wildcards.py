"""Names against lists of patterns, without a regular expression for each list.

Compiling the lists of all tables takes longer than linting a notebook. Nearly all patterns are a name, the beginning
of one or its end, which a set and two tuples answer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMEMBERED = 20_000
"""Names whose answer is kept; more than one notebook has, and few enough for memory to stay flat."""


class Wildcards:
    """Patterns with `*`, `?` and `[...]` as in `fnmatch`, upper and lower case told apart."""

    def __init__(self, patterns: Iterable[str]) -> None:
        whole, heads, tails, others = [], [], [], []
        for pattern in patterns:
            if "*" not in pattern and not _is_special(pattern):
                whole.append(pattern)
            elif "*" in pattern[1:-1] or _is_special(pattern) or (pattern[0] == pattern[-1] == "*"):
                others.append(_parts(pattern))
            elif pattern[0] == "*":
                tails.append(pattern[1:])
            else:
                heads.append(pattern[:-1])
        self._whole, self._heads, self._tails = frozenset(whole), tuple(heads), tuple(tails)
        self._others = tuple(others)
        self._known: dict[str, bool] = {}

    def match(self, name: str) -> bool:
        """Whether a whole name fits one of the patterns."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[name] = self._fits(name)
        return known

    def _fits(self, name: str) -> bool:
        if name in self._whole or name.startswith(self._heads) or name.endswith(self._tails):
            return True
        for head, tail, middle in self._others:
            if name.startswith(head) and name.endswith(tail) and _holds(name, head, tail, middle):
                return True
        return False


_Parts = tuple[str, str, "tuple[str, ...] | str"]
"""The plain text before the first `*` and behind the last, and what stands between them: texts in their order, or the
whole pattern where it has other special characters (then the ends may be empty)."""


def _is_special(pattern: str) -> bool:
    return "?" in pattern or "[" in pattern


def _parts(pattern: str) -> _Parts:
    if _is_special(pattern):
        head = pattern.partition("*")[0].partition("?")[0].partition("[")[0]
        return head, "", pattern
    head, *middle, tail = pattern.split("*")
    return head, tail, tuple(middle)


def _holds(name: str, head: str, tail: str, middle: tuple[str, ...] | str) -> bool:
    """Whether a name with the right ends has the rest between them."""
    if isinstance(middle, str):
        return _compiled(middle).match(name) is not None
    at, end = len(head), len(name) - len(tail)
    for text in middle:
        found = name.find(text, at, end)
        if found < 0:
            return False
        at = found + len(text)
    return at <= end


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    from fnmatch import translate  # noqa: PLC0415 - hardly a pattern needs it

    return re.compile(translate(pattern))
