"""Measures how long a hint takes to stand under the code after the last keystroke, in a real JupyterLab.

python benchmarks/keystroke.py                     20 times in a notebook of 60 cells
python benchmarks/keystroke.py --cells 300         in a longer one
python benchmarks/keystroke.py --limit 500         exit code 1 when the median is slower, in milliseconds
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.lab import CHROMIUM_FLAGS, chromium, lab

CELL = """\
columns = ["tenure", "charges", "calls", "contract{n}"]
table{n} = frame[columns].copy()
table{n}["ratio"] = table{n}["charges"] / table{n}["tenure"].clip(lower=1)
summary{n} = table{n}.groupby("contract{n}").agg({{"ratio": ["mean", "std"], "calls": "sum"}})
summary{n}.head()
"""
TYPED = "noise = np.random.rand(3)"
WATCH = """() => {
    const line = document.querySelector('.jp-Notebook .jp-Cell.jp-mod-active .cm-content');
    let key = 0;
    window.waits = [];
    line.addEventListener('keydown', event => {
        if (event.key.length === 1 && !event.ctrlKey) key = performance.now();
    }, true);
    new MutationObserver(() => {
        if (key && line.querySelector('.nbcoach-Hint')) { window.waits.push(performance.now() - key); key = 0; }
    }).observe(line, {subtree: true, childList: true});
}"""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        waits = measured(Path(folder), options.cells, options.times)
    median = statistics.median(waits)
    slowest = max(waits)
    print(f"{len(waits)} hints in {options.cells} cells: median {median:.0f} ms, slowest {slowest:.0f} ms")
    return int(options.limit is not None and median > options.limit)


def measured(folder: Path, cells: int, times: int) -> list[float]:
    """Milliseconds from the last keystroke to the hint, once per round."""
    files = folder / "files"
    files.mkdir()
    (files / "long.ipynb").write_text(json.dumps(notebook(cells)), "utf-8")
    with lab(folder / "jupyter", files) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(running.page("long.ipynb"))
        page.locator(".nbcoach-HintCount").get_by_text("hint").wait_for(timeout=60_000)
        page.locator(".jp-CodeCell .cm-content").nth(1).click()
        page.evaluate(WATCH)
        for _ in range(times):
            _type(page)
        found: list[float] = page.evaluate("window.waits")
        browser.close()
    return found


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
    parser.add_argument("--cells", type=int, default=60)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--limit", type=float)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
