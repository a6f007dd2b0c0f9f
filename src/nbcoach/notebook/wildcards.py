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

_SPECIAL = "*?["
_REMEMBERED = 20_000
"""Names whose answer is kept; more than one notebook has, and few enough for memory to stay flat."""


class Wildcards:
    """Patterns with `*`, `?` and `[...]` as in `fnmatch`, upper and lower case told apart."""

    def __init__(self, patterns: Iterable[str]) -> None:
        given = list(patterns)
        self._whole = frozenset(each for each in given if _is_plain(each))
        self._heads = tuple(each[:-1] for each in given if each[-1:] == "*" and _is_plain(each[:-1]))
        self._tails = tuple(each[1:] for each in given if each[:1] == "*" and _is_plain(each[1:]))
        easy = {*self._whole, *(f"{head}*" for head in self._heads), *(f"*{tail}" for tail in self._tails)}
        self._by_root: dict[str, list[_Other]] = {}
        self._by_last: dict[str, list[_Other]] = {}
        self._others: list[_Other] = []
        for each in given:
            if each not in easy:
                self._sort_in(each)
        self._known: dict[str, bool] = {}

    def _sort_in(self, pattern: str) -> None:
        """Puts a pattern where only names are held against it that begin, or end, with the same part."""
        head, tail = _ends(pattern)
        root, first_dot, _ = head.partition(".")
        _, last_dot, last = tail.rpartition(".")
        if first_dot:
            self._by_root.setdefault(root, []).append((head, tail, pattern))
        elif last_dot:
            self._by_last.setdefault(last, []).append((head, tail, pattern))
        else:
            self._others.append((head, tail, pattern))

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
        for others in (
            self._by_root.get(name.partition(".")[0], ()),
            self._by_last.get(name.rpartition(".")[2], ()),
            self._others,
        ):
            for head, tail, pattern in others:
                if name.startswith(head) and name.endswith(tail) and _compiled(pattern).match(name) is not None:
                    return True
        return False


_Other = tuple[str, str, str]
"""The plain text at the beginning and at the end of a pattern, and the pattern."""


def _is_plain(text: str) -> bool:
    return not any(each in text for each in _SPECIAL)


def _ends(pattern: str) -> tuple[str, str]:
    """The plain text before the first and behind the last special character; of a class in brackets none is."""
    first = min(at for at in map(pattern.find, _SPECIAL) if at >= 0)
    last = max(pattern.rfind(each) for each in "*?]")
    return pattern[:first], "" if "[" in pattern else pattern[last + 1 :]


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    from fnmatch import translate  # noqa: PLC0415 - many notebooks hold no name that comes this far

    return re.compile(translate(pattern))
