"""Measures how long a hint takes to stand under the code after the last keystroke, in a real JupyterLab.

python benchmarks/keystroke.py                          20 times in notebooks of 60 and of 300 cells
python benchmarks/keystroke.py --cells 60 --times 50    one size, more often
python benchmarks/keystroke.py --any                    without the limits, which are the exit code

It says too for how long the page was busy at a stretch while one typed: what is longer than 50 ms can be felt.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.lab import CHROMIUM_FLAGS, chromium, lab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CELL = """\
columns = ["tenure", "charges", "calls", "contract{n}"]
table{n} = frame[columns].copy()
table{n}["ratio"] = table{n}["charges"] / table{n}["tenure"].clip(lower=1)
summary{n} = table{n}.groupby("contract{n}").agg({{"ratio": ["mean", "std"], "calls": "sum"}})
summary{n}.head()
"""
TYPED = "noise = np.random.rand(3)"
LIMITS = {60: 300, 300: 500}
"""Cells, and the milliseconds that half of the hints may take at most."""
WATCH = """() => {
    const line = document.querySelector('.jp-Notebook .jp-Cell.jp-mod-active .cm-content');
    let key = 0;
    window.waits = [];
    window.busy = [];
    line.addEventListener('keydown', event => {
        if (event.key.length === 1 && !event.ctrlKey) key = performance.now();
    }, true);
    new MutationObserver(() => {
        if (key && line.querySelector('.nbcoach-Hint')) { window.waits.push(performance.now() - key); key = 0; }
    }).observe(line, {subtree: true, childList: true});
    new PerformanceObserver(list => {
        window.busy.push(...list.getEntries().map(entry => entry.duration));
    }).observe({type: 'longtask'});
}"""


class Measured(NamedTuple):
    """Milliseconds: from the last keystroke to the hint, and of stretches in which the page did nothing else."""

    waits: list[float]
    busy: list[float]


def main() -> int:
    options = _options()
    sizes = {cells: LIMITS.get(cells) for cells in options.cells or LIMITS}
    is_slow = False
    with tempfile.TemporaryDirectory() as folder:
        for cells, found in _measured(Path(folder), sizes, options.times):
            limit, median = sizes[cells], statistics.median(found.waits)
            print(
                f"{cells} cells: {len(found.waits)} hints, median {median:.0f} ms, slowest {max(found.waits):.0f} ms"
                f"{f', allowed {limit} ms' if limit else ''}; page busy for {max(found.busy, default=0):.0f} ms at most"
            )
            is_slow |= limit is not None and median > limit
    return int(is_slow and not options.any)


def _measured(folder: Path, sizes: Iterable[int], times: int) -> Iterator[tuple[int, Measured]]:
    files = folder / "files"
    files.mkdir()
    with lab(folder / "jupyter", files) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for cells in sizes:
            (files / f"of_{cells}.ipynb").write_text(json.dumps(notebook(cells)), "utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            with page.expect_response("**/nbcoach/lint*", timeout=90_000):
                page.goto(running.page(f"of_{cells}.ipynb"))
            yield cells, _rounds(page, times)
            page.close()
        browser.close()


def _rounds(page: Page, times: int) -> Measured:
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for(timeout=90_000)
    page.locator(".jp-CodeCell .cm-content").nth(1).click()
    page.evaluate(WATCH)
    for _ in range(times):
        _type(page)
    return Measured(*page.evaluate("[window.waits, window.busy]"))


def _type(page: Page) -> None:
    page.keyboard.type(TYPED, delay=30)
    page.locator(".jp-mod-active .nbcoach-Hint").first.wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.locator(".jp-mod-active .nbcoach-Hint").first.wait_for(state="detached")
    page.wait_for_timeout(300)


def notebook(cells: int) -> dict[str, object]:
    first = "import numpy as np\nimport pandas as pd\nframe = pd.DataFrame()"
    sources = [first, "", *(CELL.format(n=number) for number in range(cells - 2))]
    made = [
        {
            "cell_type": "code",
            "id": f"c{index}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for index, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, action="append")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--any", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
