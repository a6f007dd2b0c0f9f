"""Spreads work over processes: results come in the order of the work, and a process that dies takes one item along."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNKS_PER_PROCESS = 12
"""Enough that the last chunks end together, few enough that handing them out costs nothing."""


def processors() -> int:
    """How many processors this process may use."""
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own else os.cpu_count() or 1


def chunks(items: Sequence[Item], costs: Sequence[float], count: int) -> list[Sequence[Item]]:
    """Cuts items, in order, into at most `count` runs of nearly equal cost."""
    share = sum(costs) / max(count, 1)
    cut: list[Sequence[Item]] = []
    start, spent = 0, 0.0
    for position, cost in enumerate(costs, start=1):
        spent += cost
        if spent >= share * (len(cut) + 1) and position > start:
            cut.append(items[start:position])
            start = position
    return [*cut, items[start:]] if start < len(items) else cut


def spread(
    work: Callable[[Sequence[Item]], list[Result]],
    parts: Sequence[Sequence[Item]],
    jobs: int,
    lost: Callable[[Item], Result],
) -> Iterator[list[Result]]:
    """The results of `work` on each part, in order, made in `jobs` processes.

    Args:
        work: Gives a result for each item; must be picklable.
        parts: What one call of `work` gets.
        jobs: How many processes.
        lost: The result for an item that killed its process.
    """
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - costly, and only many files need it

    pool = _pool(jobs)
    try:
        futures = [pool.submit(work, part) for part in parts]
        for part, future in zip(parts, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield _one_by_one(work, part, lost)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(
    work: Callable[[Sequence[Item]], list[Result]], part: Sequence[Item], lost: Callable[[Item], Result]
) -> list[Result]:
    """Each item in a process of its own, so that the one that kills it is found."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - see above

    results: list[Result] = []
    for item in part:
        with _pool(1) as pool:
            future: Future[list[Result]] = pool.submit(work, [item])
            try:
                results += future.result()
            except BrokenProcessPool:
                results.append(lost(item))
    return results


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Forked where that is safe, as it is fast and keeps what is imported; else started anew."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - see above
    from multiprocessing import get_context  # noqa: PLC0415

    is_safe = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if is_safe else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leaves Ctrl-C to the parent, and never collects garbage: syntax trees hold no cycles."""
    import gc  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()
