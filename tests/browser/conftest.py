"""One JupyterLab and one browser for all tests of this folder; each test has a notebook of its own."""

from __future__ import annotations

import itertools
import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.sync_api import expect, sync_playwright

from .lab import CHROMIUM_FLAGS, Lab, chromium, lab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

SIZE = {"width": 1280, "height": 800}
expect.set_options(timeout=20_000)

SETTINGS = 'select = ["unseeded-run", "untracked-data", "hard-coded-path"]'
"""The checks that these tests speak of, so that a new check changes none of them."""
SOURCES = "() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map(cell => cell.getSource())"
SAVE = "([id, raw]) => jupyterapp.serviceManager.settings.save(id, raw)"
METADATA = "() => jupyterapp.shell.currentWidget.content.model.sharedModel.getMetadata()"
KERNEL_READY = """async () => {
    const {sessionContext} = jupyterapp.shell.currentWidget;
    await sessionContext.ready;
    await sessionContext.session.kernel.info;
}"""
UNDERLINED = """([index, text]) => [...document.querySelectorAll(
    `.jp-Notebook .jp-Cell[data-windowed-list-index='${index}'] .nbcoach-Hint`
)].map(piece => piece.textContent).join('') === text"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("files")
    with lab(tmp_path_factory.mktemp("jupyter"), root) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed; scripts/chromium.sh installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Notebook:
    """An open notebook, as its user sees it. Cells count from 0."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.path = path

    def cell(self, index: int) -> Locator:
        return self.page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}']")

    def editor(self, index: int) -> Locator:
        return self.cell(index).locator(".cm-content")

    def hints(self, index: int) -> Locator:
        """What is underlined in a cell."""
        return self.cell(index).locator(".nbcoach-Hint")

    def expect_underlined(self, index: int, text: str, timeout: int = 20_000) -> None:
        """Waits until the hints of a cell underline just this; the editor may cut an underline into pieces."""
        self.page.wait_for_function(UNDERLINED, arg=[index, text], timeout=timeout)

    @property
    def card(self) -> Locator:
        return self.page.locator(".nbcoach-Card")

    @property
    def dialog(self) -> Locator:
        return self.page.locator(".jp-Dialog")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".Toastify__toast")

    @property
    def sources(self) -> list[str]:
        found: list[str] = self.page.evaluate(SOURCES)
        return found

    def run(self, index: int) -> None:
        """Runs a cell, once there is a kernel to run it."""
        self.page.evaluate(KERNEL_READY)
        self.editor(index).click()
        self.page.keyboard.press("Control+Enter")

    def type(self, index: int, text: str) -> None:
        self.editor(index).click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def press(self, index: int, title: str, on: str = "") -> None:
        """Hovers over the first hint of a cell that holds a text, and clicks a button of its card."""
        self.hints(index).filter(has_text=on).first.hover()
        self.card.get_by_role("button", name=title).first.click()

    def fix(self, index: int, title: str, on: str = "") -> None:
        """The same, and agrees to what the preview shows."""
        self.press(index, title, on)
        self.dialog.get_by_role("button", name="Apply").click()
        expect(self.dialog).to_have_count(0)

    @property
    def metadata(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(METADATA)
        return found


@contextmanager
def settings(page: Page, plugin: str, **wishes: Any) -> Iterator[None]:
    """Gives a plugin settings, as their editor saves them; they count from the next load on, until the block ends."""
    page.evaluate(SAVE, [f"nbcoach:{plugin}", json.dumps(wishes)])
    try:
        yield
    finally:
        page.evaluate(SAVE, [f"nbcoach:{plugin}", "{}"])


class Open(Protocol):
    def __call__(self, *sources: str, name: str = "", app: str = "lab/tree", settings: str = SETTINGS) -> Notebook: ...


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=SIZE)
    yield page
    page.close()


@pytest.fixture
def open_notebook(running_lab: Lab, page: Page, request: pytest.FixtureRequest) -> Open:
    """Writes a notebook of code cells into a folder of this test's own, and opens it."""
    folder = running_lab.root / re.sub(r"\W+", "-", request.node.name)[:60]
    names = (f"notebook{number}.ipynb" for number in itertools.count())

    def open_it(*sources: str, name: str = "", app: str = "lab/tree", settings: str = SETTINGS) -> Notebook:
        path = folder / (name or next(names))
        path.parent.mkdir(exist_ok=True)
        (folder / ".nbcoach.toml").write_text(settings)
        path.write_text(json.dumps(document(sources)), "utf-8")
        page.goto(running_lab.page(path.relative_to(running_lab.root), app=app))
        notebook = Notebook(page, path)
        first = notebook.cell(0) if isinstance(sources[0], Markdown) else notebook.editor(0)
        expect(first).to_be_visible(timeout=60_000)
        return notebook

    return open_it


class Markdown(str):
    """The source of a markdown cell."""

    __slots__ = ()


def document(sources: tuple[str, ...]) -> dict[str, Any]:
    cells = [_cell(f"c{index}", source) for index, source in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(name: str, source: str) -> dict[str, Any]:
    if isinstance(source, Markdown):
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": source,
    }
