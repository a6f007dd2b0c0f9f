"""Takes the pictures of the README from a real JupyterLab: python -m tests.browser.picture [--dark] [FOLDER]."""

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
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
NOTEBOOK = "customer_churn.ipynb"
SIZE = {"width": 940, "height": 720}
WIDE = {"width": 1240, "height": 900}
SHOWN = 560
"""Height of the picture of a hint, in pixels of the page."""
IN_FRONT = "() => jupyterapp.commands.execute('nbcoach:open-coach')"


def take(folder_of_pictures: Path, theme: str) -> Iterator[Path]:
    """Opens an example, and saves what is to be seen of a hint with its card, and of the panel beside the notebook."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        shutil.copytree(ROOT / "notebooks" / "examples", files)
        with lab(Path(folder) / "jupyter", files, theme=theme) as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
            page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
            page.goto(running.page(NOTEBOOK, app="doc/tree"))
            _show_card(page)
            yield _saved(page, folder_of_pictures / "hint.png", SHOWN)
            page.set_viewport_size(WIDE)
            page.goto(running.page(NOTEBOOK))
            _show_panel(page)
            yield _saved(page, folder_of_pictures / "panel.png")
            browser.close()


def _saved(page: Page, file: Path, height: float | None = None) -> Path:
    """Saves a picture from the notebook's left edge to the right edge of the page."""
    notebook = page.locator(".jp-NotebookPanel").bounding_box()
    panel = page.locator(".nbcoach-Panel").bounding_box()
    assert notebook
    assert page.viewport_size
    top, left = min(notebook["y"], panel["y"] if panel else notebook["y"]), notebook["x"]
    width, bottom = page.viewport_size["width"] - left, notebook["y"] + (height or notebook["height"])
    page.screenshot(path=file, clip={"x": left, "y": top, "width": width, "height": bottom - top})
    return file


def _show_card(page: Page) -> None:
    hint = page.locator(".nbcoach-Hint", has_text="sample").first
    hint.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    hint.evaluate("hint => hint.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(1000)
    hint.hover()
    page.locator(".nbcoach-Card").wait_for()
    page.wait_for_timeout(500)


def _show_panel(page: Page) -> None:
    """The panel with one stage open, and the notebook at the cell that the next step is about."""
    page.locator(".nbcoach-Hint").first.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
    page.evaluate(IN_FRONT)
    panel = page.locator(".nbcoach-Panel")
    panel.get_by_role("button", name="Later").click()
    panel.get_by_role("button", name="Insert MLflow tracking", exact=True).wait_for()
    panel.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    for picture in take(options.folder, "JupyterLab Dark" if options.dark else "JupyterLab Light"):
        sys.stdout.write(f"{picture}: {picture.stat().st_size // 1000} kB\n")
