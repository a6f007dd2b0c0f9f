"""Takes the picture of the README from a real JupyterLab: python -m tests.browser.picture [--dark] [FILE]."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from .lab import CHROMIUM_FLAGS, chromium, lab

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
NOTEBOOK = "customer_churn.ipynb"
SIZE = {"width": 940, "height": 720}
SHOWN = 560
"""Height of the picture, in pixels of the page."""


def take(file: Path, theme: str) -> None:
    """Opens an example with one card open, and saves what is to be seen of the notebook."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        shutil.copytree(ROOT / "notebooks" / "examples", files)
        with lab(Path(folder) / "jupyter", files, theme=theme) as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
            page.goto(running.page(NOTEBOOK, app="doc/tree"))
            _show_card(page)
            box = page.locator(".jp-NotebookPanel").bounding_box()
            assert box
            page.screenshot(path=file, clip={**box, "height": SHOWN})
            browser.close()


def _show_card(page: Page) -> None:
    hint = page.locator(".nbcoach-Hint", has_text="sample").first
    hint.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    hint.evaluate("hint => hint.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(1000)
    hint.hover()
    page.locator(".nbcoach-Card").wait_for()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "docs" / "hint.png")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    options.file.parent.mkdir(exist_ok=True)
    take(options.file, "JupyterLab Dark" if options.dark else "JupyterLab Light")
    sys.stdout.write(f"{options.file}: {options.file.stat().st_size // 1000} kB\n")
