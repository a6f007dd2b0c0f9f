"""Whether a state of the Mersenne Twister follows from another one by drawing, or was set.

Python's `random` and NumPy's legacy functions share the generator MT19937 (Matsumoto and Nishimura,
https://doi.org/10.1145/272991.272995): 624 words of state, made anew whenever all were given out.
"""

from __future__ import annotations

import random
import time
from typing import NamedTuple

WORDS = 624
_BYTES = 4
_MARK = 16
"""Words that tell one block of the sequence from all others."""
_CHUNK = 20 * WORDS
_FRESH = WORDS
"""The position of a state that was set and not drawn from."""


class State(NamedTuple):
    """`key` are the 624 words of the block, `position` how many of them were given out, `rest` what else was kept."""

    key: tuple[int, ...]
    position: int
    rest: object = None


def follows(before: State, after: State, seconds: float) -> bool | None:
    """True where drawing leads from one state to the other, False where it was set: by a seed, or from a copy.

    None where it could not be followed to the end in that time (seconds of this thread's own work).
    """
    if before.key == after.key:
        return after.position >= before.position
    mark = _outputs(_generator(after.key, 0), _MARK)
    generator = _generator(before.key, WORDS)  # with the blocks that follow
    until = time.thread_time() + seconds
    while True:
        if _is_found(mark, _outputs(generator, _CHUNK)):
            return True
        if time.thread_time() > until:
            return False if after.position == _FRESH else None


def _is_found(mark: bytes, outputs: bytes) -> bool:
    """The mark stands where a block begins."""
    return any(outputs.startswith(mark, start) for start in range(0, len(outputs), WORDS * _BYTES))


def _generator(key: tuple[int, ...], position: int) -> random.Random:
    generator = random.Random()  # noqa: S311 - only to walk along its sequence
    generator.setstate((3, (*key, position), None))
    return generator


def _outputs(generator: random.Random, words: int) -> bytes:
    return generator.getrandbits(words * _BYTES * 8).to_bytes(words * _BYTES, "little")
