"""What the coach in a kernel costs per cell: its hooks before and behind a cell, and the audit hook at each file.

    python benchmarks/widget.py

The hooks run in a real IPython shell with 500 names, NumPy, pandas and a history of 300 cells; what they leave for
the moment after the reply is measured on its own. Milliseconds of this thread's own work, so that a busy machine
changes nothing.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 300
LIMIT = 1.0
"""Milliseconds that the hooks may take at a cell."""
CELLS = {
    "a plain cell": "x = 1",
    "draws": "noise = np.random.rand(1000)",
    "draws a million": "noise = np.random.randn(1_000_000)",
    "seeds and draws": "np.random.seed(0); noise = np.random.rand(10)",
    "reads a file": "text = Path('rows.csv').read_text()",
    "reads 200 files": "texts = [each.read_text() for each in sorted(Path('many').iterdir())]",
}


def prepared() -> InteractiveShell:
    """A shell in the middle of a long session, watched."""
    config = Config(HistoryManager={"hist_file": ":memory:"})
    shell = InteractiveShell.instance(config=config)
    shell.run_cell("import nbcoach; from pathlib import Path; panel = nbcoach.coach();", store_history=True)
    shell.run_cell("import numpy as np, pandas as pd, random", store_history=True)
    shell.run_cell("for i in range(500): globals()[f'name_{i}'] = [i]", store_history=True)
    for number in range(300):
        shell.run_cell(f"table_{number} = {{'a': [1, 2], 'file': 'none_{number}.csv'}}", store_history=True)
    return shell


def hooks(shell: InteractiveShell, code: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds in the hooks around a cell, and in what they leave for afterwards."""
    (before,) = (each for each in shell.events.callbacks["pre_run_cell"] if each.__module__.startswith("nbcoach"))
    (behind,) = (each for each in shell.events.callbacks["post_run_cell"] if each.__module__.startswith("nbcoach"))
    result = shell.run_cell(code, store_history=True)
    inside, afterwards = [], []

    async def cell() -> None:
        begun = time.thread_time()
        before(result.info)
        ready = time.thread_time()
        exec(result.info.raw_cell, shell.user_ns)  # noqa: S102 - the cell of the table above
        done = time.thread_time()
        behind(result)
        inside.append((ready - begun + time.thread_time() - done) * 1e3)

    async def rest() -> None:
        begun = time.thread_time()
        await asyncio.sleep(0)
        afterwards.append((time.thread_time() - begun) * 1e3)

    async def both() -> None:
        for _ in range(rounds):
            await cell()
            await rest()

    asyncio.run(both())
    return inside, afterwards


def event_cost(count: int = 100_000) -> float:
    """Nanoseconds that the audit hook costs an event while nobody listens."""
    begun = time.thread_time()
    for _ in range(count):
        sys.audit("nbcoach.benchmark", 1)
    return (time.thread_time() - begun) / count * 1e9


def show(name: str, measure: Callable[[], tuple[list[float], list[float]]]) -> float:
    inside, afterwards = measure()
    middle, high = statistics.median(inside), statistics.quantiles(inside, n=20)[-1]
    print(f"{name:18} {middle:8.3f} ms  95 %: {high:7.3f} ms   afterwards: {statistics.median(afterwards):7.3f} ms")
    return middle


def main() -> int:
    bare = event_cost()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("rows.csv").write_text("a\n1\n", "utf-8")
        Path("many").mkdir()
        for number in range(200):
            Path(f"many/{number}.csv").write_text("a\n1\n", "utf-8")
        shell = prepared()
        rounds = {"draws a million": 10, "reads 200 files": 30}
        worst = max(
            show(name, lambda c=code, n=name: hooks(shell, c, rounds.get(n, ROUNDS))) for name, code in CELLS.items()
        )
        print(f"an audit event     {event_cost() - bare:8.0f} ns")
        os.chdir("/")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
