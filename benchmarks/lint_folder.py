"""Measures `nbcoach lint` on a folder of notebooks, beside `ruff check` on the same folder in the same run.

    python benchmarks/lint_folder.py                     1,000 made notebooks
    python benchmarks/lint_folder.py --folder DIR        a folder that is there
    python benchmarks/lint_folder.py --profile           where the time goes, in one process
    python benchmarks/lint_folder.py --start             start-up times of the command line

CPU seconds are of the process and all its children, user and system; the best of several runs counts.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from made_notebooks import make_notebooks

from nbcoach.checking import lint_paths
from nbcoach.config import Settings

RUFF_RULES = "F,E9,NPY,PD,S,PTH,B,PL"


class Spent(NamedTuple):
    """Seconds: of all processors, and on the clock."""

    processor: float
    wall: float


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as empty:
        folder = options.folder or Path(empty)
        if not options.folder:
            make_notebooks(folder, options.count)
        if options.profile:
            _profile(folder)
        elif options.start:
            _start(next(folder.rglob("*.ipynb")))
        else:
            _compare(folder, options.repeat)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--count", type=int, default=1000, help="how many notebooks are made")
    parser.add_argument("--folder", type=Path, help="measure on this folder instead")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is run")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--start", action="store_true")
    return parser.parse_args()


def _compare(folder: Path, repeat: int) -> None:
    notebooks = sum(1 for _ in folder.rglob("*.ipynb"))
    size = sum(file.stat().st_size for file in folder.rglob("*.ipynb"))
    report = Path(tempfile.gettempdir()) / f"nbcoach-benchmark-{os.getpid()}.json"
    ours = _nbcoach("lint", str(folder), "--format", "json", "--output", str(report), "--fail-on", "never")
    theirs = [
        str(Path(sys.executable).with_name("ruff")),
        "check",
        "--no-cache",
        "--isolated",
        "--exit-zero",
        "--select",
        RUFF_RULES,
    ]
    theirs += ["--output-format", "json", str(folder)]
    # In turn, so that a busy machine slows both.
    runs = [(_spent(ours), _spent(theirs)) for _ in range(repeat)]
    nbcoach = min(run[0] for run in runs)
    ruff = min(run[1] for run in runs)
    found = json.loads(report.read_text(encoding="utf-8"))
    report.unlink()
    print(f"{notebooks:,} notebooks, {size / 1e6:,.0f} MB")
    print(f"{len(found['findings']):,} findings, {len(found['errors']):,} errors, {len(found['skipped']):,} skipped")
    for name, spent in (("nbcoach", nbcoach), ("ruff", ruff)):
        rate = notebooks / spent.processor
        print(
            f"{name:<8} {spent.processor:6.2f} CPU s  {spent.wall:6.2f} s wall  {rate:7,.0f} notebooks per CPU second"
        )
    print(f"nbcoach takes {nbcoach.processor / ruff.processor:.1f} times the CPU time of ruff")


def _nbcoach(*words: str) -> list[str]:
    return [sys.executable, "-m", "nbcoach", *words]


def _spent(call: list[str]) -> Spent:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def _start(notebook: Path) -> None:
    calls = {
        "python": [sys.executable, "-c", "pass"],
        "import click": [sys.executable, "-c", "import click"],
        "nbcoach --version": _nbcoach("--version"),
        "nbcoach --help": _nbcoach("--help"),
        "nbcoach lint (one notebook)": _nbcoach("lint", str(notebook), "--fail-on", "never"),
    }
    for name, call in calls.items():
        best = min(_spent(call) for _ in range(10))
        print(f"{name:<28} {best.processor * 1000:5.0f} ms CPU  {best.wall * 1000:5.0f} ms wall")


def _profile(folder: Path) -> None:
    profile = cProfile.Profile()
    profile.runcall(lint_paths, [folder], Settings())
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
