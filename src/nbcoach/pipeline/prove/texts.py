"""Compares texts line by line: words exactly, numbers with a tolerance."""

from __future__ import annotations

import difflib
import math
import re
from itertools import islice
from typing import TYPE_CHECKING

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.masks import sorted_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOLERANCE = 1e-6
"""Relative; printed numbers seldom have more digits."""
SHOWN = 300
"""Characters of a text that a difference repeats."""
MOST = 20
"""Differences that are told of one text."""
_ALIGNED = 2000
"""Lines up to which missing ones are looked for."""

_TIME = r"\d{1,2}:\d\d:\d\d(?:\.\d+)?"
NUMBER = re.compile(rf"(?<![\w.])({_TIME}|[-+\u2212]?(?:\d+(?:,\d{{3}})*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?![\w]*\d)")
"""A number, or a time of day, which is one: its hours stay alike between two runs, and then they do not."""
_UNIT = re.compile(r"\s*(?:[mµunµ]?s|sec(?:ond)?s?|min(?:ute)?s?|hours?|h|milliseconds?)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t]+")


def same_number(left: float, right: float, tolerance: float = TOLERANCE) -> bool:
    """True for numbers that are equal but for a rounding; NaN equals NaN."""
    return left == right or (left != left and right != right) or math.isclose(left, right, rel_tol=tolerance)  # noqa: PLR0124 - NaN


def compare_texts(left: str, right: str, where: str = "") -> tuple[Difference, ...]:
    """Where two masked texts differ. Spaces do not count where they only pad, nor the order in a printed set.

    A text of as many lines as the other is compared line by line; else missing and added lines are told.
    """
    if left == right:
        return ()
    ours, theirs = left.rstrip().split("\n"), right.rstrip().split("\n")
    if len(ours) == len(theirs):
        found = (each for at, pair in enumerate(zip(ours, theirs, strict=True)) for each in _line(*pair, at, where))
        return tuple(islice(found, MOST))
    return tuple(islice(_unaligned(ours, theirs, where), MOST))


def short(text: str) -> str:
    """The text, cut where it is long."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def place(*parts: str) -> str:
    """A place, from the whole to the part: `stdout, line 3`."""
    return ", ".join(part for part in parts if part)


def _line(left: str, right: str, at: int, where: str) -> Iterator[Difference]:
    if left == right:
        return
    here = place(where, f"line {at + 1}")
    words, others = NUMBER.split(sorted_sets(left)), NUMBER.split(sorted_sets(right))
    if [_words(text) for text in words[::2]] != [_words(text) for text in others[::2]]:
        kind = "order" if _is_permutation(left, right) else "text"
        yield Difference(kind, short(left), short(right), here)
        return
    for number, (one, other) in enumerate(zip(words[1::2], others[1::2], strict=True)):
        if not _same(one, other):
            kind = "duration" if _UNIT.match(words[2 * number + 2]) else "number"
            yield Difference(kind, one, other, f"{here}, number {number + 1}")


def _words(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _same(left: str, right: str) -> bool:
    one, other = (text.replace(",", "").replace("\u2212", "-") for text in (left, right))
    if one == other or ":" in one or ":" in other:
        return one == other
    if one.lstrip("+-").isdigit() and other.lstrip("+-").isdigit():
        return int(one) == int(other)
    return same_number(float(one), float(other))


def _is_permutation(left: str, right: str) -> bool:
    return sorted(re.findall(r"[\w.]+", left)) == sorted(re.findall(r"[\w.]+", right))


def _unaligned(ours: Sequence[str], theirs: Sequence[str], where: str) -> Iterator[Difference]:
    counts = f"{len(ours)} lines", f"{len(theirs)} lines"
    if max(len(ours), len(theirs)) > _ALIGNED:
        yield Difference("lines", *counts, where)
        return
    keys, others = ([NUMBER.sub("0", _words(line)) for line in lines] for lines in (ours, theirs))
    for what, i, i_end, j, j_end in difflib.SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if what == "equal":
            for at, other in zip(range(i, i_end), range(j, j_end), strict=True):
                yield from _line(ours[at], theirs[other], at, where)
        else:
            kind = {"delete": "missing", "insert": "added"}.get(what, "text")
            yield Difference(
                kind, short("\n".join(ours[i:i_end])), short("\n".join(theirs[j:j_end])), _lines(where, i, i_end)
            )


def _lines(where: str, first: int, end: int) -> str:
    return place(where, f"line {first + 1}" if end - first <= 1 else f"lines {first + 1} to {end}")
