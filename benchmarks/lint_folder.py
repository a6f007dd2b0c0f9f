"""Measures `nbcoach lint` on a folder of notebooks, beside `ruff check` on the same folder in the same run.

    python benchmarks/lint_folder.py                     3,000 made notebooks: cold, warm, and one alone
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
import shutil
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
    """Seconds of all processors and on the clock, and the megabytes of the largest process."""

    processor: float
    wall: float
    memory: float


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
    parser.add_argument("-n", "--count", type=int, default=3000, help="how many notebooks are made")
    parser.add_argument("--folder", type=Path, help="measure on this folder instead")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is run")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--start", action="store_true")
    return parser.parse_args()


def _compare(folder: Path, repeat: int) -> None:
    files = sorted(folder.rglob("*.ipynb"))
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files):,} notebooks, {size / 1e6:,.0f} MB; best of {repeat}, in turn with ruff")
    with tempfile.TemporaryDirectory() as place:
        _wait_until_settled(files)
        report = Path(place) / "report.json"
        calls = _calls(folder, _middle(files), report, Path(place) / "cache")
        spent = _in_turn(calls, repeat, Path(place) / "cache")
        found = json.loads(report.read_text(encoding="utf-8"))
    print(f"{len(found['findings']):,} findings, {len(found['errors']):,} errors, {len(found['skipped']):,} skipped\n")
    ruff, ruff_of_one = spent["ruff check"], spent["ruff check, one notebook"]
    for name, each in spent.items():
        beside = ruff_of_one if "one notebook" in name else ruff
        ratios = f"{each.processor / beside.processor:6.2f} x {each.wall / beside.wall:6.2f} x"
        print(f"{name:<34} {each.processor:7.3f} CPU s {each.wall:7.3f} s wall {ratios} ruff {each.memory:5.0f} MB")


class Call(NamedTuple):
    """A command, and whether nbcoach may remember anything when it begins."""

    words: list[str]
    is_cold: bool = False


def _calls(folder: Path, one: Path, report: Path, cache: Path) -> dict[str, Call]:
    os.environ["NBCOACH_CACHE_DIR"] = str(cache)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    ruff = [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "--isolated", "--exit-zero"]
    ruff += ["--select", RUFF_RULES, "--output-format", "json"]
    lint = _nbcoach("lint", "--fail-on", "never", str(folder))
    lint_one = _nbcoach("lint", "--fail-on", "never", str(one))
    return {
        "ruff check": Call([*ruff, str(folder)]),
        "nbcoach lint, cold": Call([*lint, "--format", "json", "--output", str(report)], is_cold=True),
        "nbcoach lint, without cache": Call([*lint, "--no-cache", "--format", "json"]),
        "nbcoach lint, one process": Call([*lint, "--no-cache", "--format", "json", "--jobs", "1"]),
        "nbcoach lint, first warm run": Call([*lint, "--format", "json"]),
        "nbcoach lint, warm, json": Call([*lint, "--format", "json"]),
        "nbcoach lint, warm, text": Call(lint),
        "nbcoach lint, warm, statistics": Call([*lint, "--statistics"]),
        "ruff check, one notebook": Call([*ruff, str(one)]),
        "nbcoach, one notebook, cold": Call(lint_one, is_cold=True),
        "nbcoach, one notebook, warm": Call(lint_one),
    }


def _in_turn(calls: dict[str, Call], repeat: int, cache: Path) -> dict[str, Spent]:
    """The best of several rounds of all calls, so that a busy machine slows each of them."""
    rounds: list[dict[str, Spent]] = []
    for _ in range(repeat):
        rounds.append({})
        for name, call in calls.items():
            if call.is_cold:
                shutil.rmtree(cache, ignore_errors=True)
            rounds[-1][name] = _spent(call.words)
    return {name: min(each[name] for each in rounds) for name in calls}


def _wait_until_settled(files: list[Path]) -> None:
    """Waits until no file is so new that a run would read it again instead of trusting its time."""
    youngest = max(file.stat().st_ctime for file in files)
    time.sleep(max(0.0, youngest + 2.5 - time.time()))


def _middle(files: list[Path]) -> Path:
    """The notebook of median size."""
    return sorted(files, key=lambda file: file.stat().st_size)[len(files) // 2]


def _nbcoach(*words: str) -> list[str]:
    return [sys.executable, "-m", "nbcoach", *words]


def _spent(call: list[str]) -> Spent:
    begun = time.perf_counter()
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call)
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000)


def _start(notebook: Path) -> None:
    calls = {
        "python": [sys.executable, "-c", "pass"],
        "import click, msgspec": [sys.executable, "-c", "import click, msgspec"],
        "nbcoach --version": _nbcoach("--version"),
        "nbcoach --help": _nbcoach("--help"),
        "nbcoach checks": _nbcoach("checks"),
        "nbcoach explain unseeded-run": _nbcoach("explain", "unseeded-run"),
        "nbcoach lint (one notebook)": _nbcoach("lint", str(notebook), "--no-cache", "--fail-on", "never"),
        "nbcoach lint (the same again)": _nbcoach("lint", str(notebook), "--fail-on", "never"),
    }
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["NBCOACH_CACHE_DIR"] = cache
        for name, call in calls.items():
            best = min(_spent(call) for _ in range(10))
            print(f"{name:<30} {best.processor * 1000:5.0f} ms CPU  {best.wall * 1000:5.0f} ms wall")


def _profile(folder: Path) -> None:
    profile = cProfile.Profile()
    profile.runcall(lint_paths, [folder], Settings())
    pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
