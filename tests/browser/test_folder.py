"""A folder in one report: from the file browser's menu to the place of a finding."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import document

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

    from .lab import Lab

UNSEEDED = "import numpy as np\nx = np.random.rand(3)"
READ = "import pandas as pd\ndf = pd.read_csv('/home/ada/d.csv')"
SETTINGS = 'select = ["unseeded-run", "untracked-data", "hard-coded-path"]'


@pytest.fixture
def folder(running_lab: Lab, request: pytest.FixtureRequest) -> Path:
    """A folder of this test's own with three notebooks, one of them in a folder below, and a file that is none."""
    folder = running_lab.root / re.sub(r"\W+", "-", request.node.name)[:40]
    made = {"calm.ipynb": ("a = 1",), "deep/wild.ipynb": ("a = 1", UNSEEDED, READ), "seedless.ipynb": (UNSEEDED,)}
    for name, sources in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(document(sources)))
    (folder / "broken.ipynb").write_text("<html>")
    (folder / ".nbcoach.toml").write_text(SETTINGS)
    return folder


@pytest.fixture
def listing(running_lab: Lab, page: Page, folder: Path) -> Locator:
    """The file browser, at the root of the server's files."""
    page.goto(f"{running_lab.address}lab?reset")
    item = page.locator(".jp-DirListing-item", has_text=folder.name)
    expect(item).to_be_visible(timeout=60_000)
    return item


def coach(page: Page, item: Locator) -> Locator:
    item.click(button="right")
    page.get_by_role("menuitem", name="Coach This Folder").click()
    report = page.locator(".nbcoach-Report")
    expect(report).to_be_visible()
    return report


def test_a_folder_becomes_a_report_that_leads_to_each_finding(page: Page, listing: Locator, folder: Path) -> None:
    report = coach(page, listing)
    expect(report.get_by_role("status")).to_have_text("4 notebooks looked at")
    expect(report).to_contain_text("broken.ipynb")

    rows = report.locator(".nbcoach-Heat tbody tr")
    expect(rows.locator("th")).to_contain_text(["deep/wild.ipynb", "seedless.ipynb", "calm.ipynb"])
    report.get_by_role("button", name="Notebook", exact=True).click()
    expect(rows.locator("th")).to_contain_text(["calm.ipynb", "deep/wild.ipynb", "seedless.ipynb"])
    expect(report.get_by_role("columnheader", name="Notebook")).to_have_attribute("aria-sort", "ascending")

    found = report.locator(".nbcoach-Found tbody tr")
    expect(found).to_have_count(4)
    report.get_by_role("button", name=f"2 in {folder.name}/deep/wild.ipynb, Reproducibility").click()
    expect(found).to_have_count(2)
    found.filter(has_text="hard-coded-path").get_by_role("button").click()

    expect(page.get_by_role("tab", name="wild.ipynb")).to_be_visible()
    page.wait_for_function("() => jupyterapp.shell.currentWidget.content.activeCellIndex === 2", timeout=60_000)
    line = "jupyterapp.shell.currentWidget.content.activeCell.editor?.getCursorPosition().line"
    page.wait_for_function(f"() => {line} === 1")

    page.get_by_role("tab", name=f"Coach: {folder.name}").click()
    (folder / "calm.ipynb").write_text(json.dumps(document((UNSEEDED,))))
    report.get_by_role("button", name="Look again").click()
    report.get_by_role("button", name="Show all").click()
    expect(found).to_have_count(5)


def test_a_run_shows_how_far_it_is_and_can_be_stopped(page: Page, listing: Locator, folder: Path) -> None:
    for number in range(8):
        (folder / f"more{number}.ipynb").write_text(json.dumps(document((UNSEEDED,))))
    held: list[Route] = []
    asked: list[int] = []

    def hold_the_second(route: Route) -> None:
        asked.append(len(json.loads(route.request.post_data or "{}")["paths"]))
        if len(asked) == 2:
            held.append(route)
        else:
            route.continue_()

    page.route("**/nbcoach/files*", hold_the_second)
    report = coach(page, listing)
    expect(report.get_by_role("status")).to_have_text(f"{4} of 12 notebooks")
    expect(report.get_by_role("progressbar", name="Progress")).to_be_visible()

    report.get_by_role("button", name="Cancel").click()

    expect(report.get_by_role("status")).to_have_text("Stopped after 4 of 12 notebooks")
    expect(report.locator(".nbcoach-Heat tbody tr")).not_to_have_count(0)
    assert len(asked) == 2
    report.get_by_role("button", name="Look again").click()
    expect(report.get_by_role("status")).to_have_text("12 notebooks looked at")


def test_a_notebook_is_exported_from_the_file_browser(page: Page, listing: Locator, folder: Path) -> None:
    (folder / "train.ipynb").write_text(json.dumps(document(("trees = 100", "print(trees)"))))
    listing.dblclick()
    page.locator(".jp-DirListing-item", has_text="train.ipynb").click(button="right")
    page.get_by_role("menuitem", name="Export to Pipeline").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("trees", timeout=60_000)
    dialog.get_by_label("Without running it").check()
    dialog.get_by_role("button", name="Export", exact=True).click()

    expect(dialog).to_contain_text("One step in", timeout=180_000)
    assert (folder / "train-pipeline" / "pipeline.yaml").is_file()


def test_notebook_7_leads_to_the_report_in_jupyterlab(running_lab: Lab, page: Page, folder: Path) -> None:
    page.goto(running_lab.page(f"{folder.name}/seedless.ipynb", app="notebooks"))
    expect(page.locator(".nbcoach-Hint").first).to_be_visible(timeout=60_000)
    page.locator(".jp-Cell .jp-InputPrompt").first.click()
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible(timeout=60_000)
    page.keyboard.press("Control+Shift+C")
    expect(page.locator(".jp-ModalCommandPalette")).to_be_visible()
    page.keyboard.type("Coach the Current Folder")  # the list is drawn anew meanwhile, so that no item can be clicked
    expect(page.locator(".jp-ModalCommandPalette .lm-mod-active")).to_contain_text("Coach the Current Folder")
    page.keyboard.press("Enter")

    with page.expect_popup() as opened:
        page.locator(".Toastify__toast").get_by_role("button", name="Open JupyterLab").click()

    assert f"/lab/tree/{folder.name}" in opened.value.url
