"""The coach in the side bar: habits, the next step, what changed, and the hints by cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from .conftest import Notebook, Open

UNSEEDED = "import numpy as np\nx = np.random.rand(3)"
FOREST = (
    "from sklearn.ensemble import RandomForestClassifier\nmodel = RandomForestClassifier().fit([[0.0], [1.0]], [0, 1])"
)
READ = "import pandas as pd\ndf = pd.read_csv('/home/ada/d.csv')"
SETTINGS = (
    'select = ["unseeded-run", "untracked-data", "hard-coded-path", "untracked-experiment", "undefined-on-restart"]'
)


def open_panel(page: Page) -> Locator:
    """As a user does it: by the count in the status bar."""
    page.locator(".nbcoach-HintCount").click()
    panel = page.get_by_role("region", name="Coach", exact=True)
    expect(panel.locator(".nbcoach-Step h3")).to_be_visible()
    return panel


def save(notebook: Notebook) -> None:
    notebook.editor(0).click()
    notebook.page.keyboard.press("Control+S")
    expect(notebook.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)


def active_cell(notebook: Notebook) -> int:
    found: int = notebook.page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    return found


def test_the_panel_says_how_the_notebook_stands_and_makes_the_next_step(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", UNSEEDED, FOREST, settings=SETTINGS)
    panel = open_panel(notebook.page)

    stages = panel.locator(".nbcoach-Stage")
    expect(stages).to_have_count(3)
    expect(stages.last).to_contain_text("Repeatable")
    before = stages.last.locator(".nbcoach-Stage-count").inner_text()
    stages.last.focus()
    notebook.page.keyboard.press("Enter")
    seeded = panel.locator(".nbcoach-Habit", has_text="Draws from a seed")
    expect(seeded).to_have_attribute("data-standing", "open")
    seeded.get_by_role("button", name="Cell 3").click()
    assert active_cell(notebook) == 2

    expect(panel.locator(".nbcoach-Step h3")).to_have_text("Let two runs give one result")
    panel.get_by_role("button", name="Insert a cell that sets the seed", exact=True).click()
    notebook.page.locator(".jp-Dialog").get_by_role("button", name="Apply").click()

    expect(seeded).to_have_attribute("data-standing", "kept")
    assert any("seed(" in source for source in notebook.sources)
    assert stages.last.locator(".nbcoach-Stage-count").inner_text() != before
    expect(panel.locator(".nbcoach-Step h3")).to_have_text("Keep what this run found")
    news = panel.get_by_role("status")
    expect(news).to_contain_text("Since the last save")
    expect(news).to_contain_text("random numbers come from a seed")
    save(notebook)
    expect(news).to_contain_text("With the last save")


def test_later_is_remembered_until_it_is_taken_up_again(open_notebook: Open) -> None:
    notebook = open_notebook(UNSEEDED, FOREST, settings=SETTINGS)
    panel = open_panel(notebook.page)
    title = panel.locator(".nbcoach-Step h3")
    expect(title).to_have_text("Let two runs give one result")
    panel.get_by_role("button", name="Later", exact=True).click()
    expect(title).to_have_text("Keep what this run found")

    notebook.page.reload()
    expect(notebook.editor(0)).to_be_visible(timeout=60_000)
    panel = open_panel(notebook.page)
    title = panel.locator(".nbcoach-Step h3")
    expect(title).to_have_text("Keep what this run found")
    panel.get_by_text("1 step put off").click()
    panel.get_by_role("button", name="Take up again").click()
    expect(title).to_have_text("Let two runs give one result")


def test_hints_stand_by_cell_lead_to_their_place_and_can_be_filtered(open_notebook: Open) -> None:
    notebook = open_notebook("print(total)", UNSEEDED, READ, settings=SETTINGS)
    panel = open_panel(notebook.page)
    hints = panel.get_by_role("region", name="Hints")

    expect(hints.locator("h3")).to_have_text(["Cell 1", "Cell 2", "Cell 3"])
    hints.locator(".nbcoach-Finding-main").nth(1).click()
    notebook.page.wait_for_function("() => jupyterapp.shell.currentWidget.content.activeCellIndex === 1")
    line = "() => jupyterapp.shell.currentWidget.content.activeCell.editor?.getCursorPosition().line"
    notebook.page.wait_for_function(f"() => ({line})() === 1")

    panel.get_by_role("button", name="Data, 1").click()
    expect(hints.locator(".nbcoach-Finding")).to_have_count(1)
    expect(hints).to_contain_text("untracked-data")
    panel.get_by_role("button", name="All, 4").click()
    expect(hints.locator(".nbcoach-Finding")).to_have_count(4)
    panel.get_by_role("button", name="Warning, 3").click()
    expect(hints.locator(".nbcoach-Finding")).to_have_count(1)
    expect(hints).to_contain_text("undefined-on-restart")
    panel.get_by_role("button", name="Warning, 3").click()

    hints.locator(".nbcoach-Finding-main").first.focus()
    notebook.page.keyboard.press("ArrowDown")
    notebook.page.keyboard.press("Enter")
    notebook.page.wait_for_function("() => jupyterapp.shell.currentWidget.content.activeCellIndex === 1")

    notebook.type(0, "\nprint(another)")
    expect(panel.get_by_role("button", name="All, 5")).to_be_visible()
    expect(panel.get_by_role("status")).to_contain_text("1 new hint")


def test_a_notebook_in_another_language_is_told_so(open_notebook: Open, page: Page) -> None:
    notebook = open_notebook("x <- runif(3)", name="r.ipynb")
    saved = json.loads(notebook.path.read_text())
    saved["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    other = notebook.path.with_name("r2.ipynb")
    other.write_text(json.dumps(saved))
    page.goto(page.url.replace("r.ipynb", "r2.ipynb"))
    expect(notebook.editor(0)).to_be_visible(timeout=60_000)
    page.evaluate("() => jupyterapp.commands.execute('nbcoach:open-coach')")

    expect(page.get_by_role("region", name="Coach", exact=True)).to_contain_text("The coach knows Python")
