from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import KERNEL_READY, SETTINGS, settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Open

SPLIT = "from sklearn.model_selection import train_test_split\nparts = train_test_split([1, 2])"
COMMANDS = """() => Object.fromEntries(jupyterapp.commands.listCommands()
    .filter(id => id.startsWith('nbcoach:') && jupyterapp.commands.isVisible(id))
    .map(id => [id, jupyterapp.commands.label(id)]))"""
WINDOWING = """windowingMode => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.notebookConfig = {...notebook.notebookConfig, windowingMode};
}"""
"""How JupyterLab keeps cells out of the page that nobody sees; its versions differ in the default."""
SEEDED = SPLIT.replace("[1, 2]", "[1, 2], random_state=42")


def test_a_hint_appears_while_one_types_and_goes_when_it_is_met(open_notebook: Open) -> None:
    notebook = open_notebook("")

    notebook.type(0, "import random\nx = random.random()")
    notebook.expect_underlined(0, "random.random()")
    expect(notebook.page.locator(".nbcoach-HintCount")).to_have_text("1 hint")

    notebook.type(0, "\n" + "x = 1")
    notebook.page.keyboard.press("Control+Home")
    notebook.page.keyboard.press("End")
    notebook.page.keyboard.type("; random.seed(1)")
    expect(notebook.hints(0)).to_have_count(0)
    expect(notebook.page.locator(".nbcoach-HintCount")).to_have_text("No hints")


def test_the_card_says_what_why_and_which_check(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)

    notebook.hints(0).first.hover()

    expect(notebook.card).to_contain_text("train_test_split")
    expect(notebook.card).to_contain_text("Run the notebook again")
    expect(notebook.card).to_contain_text("warning · unseeded-run · reproducibility")


def test_the_whole_explanation_opens_from_the_card(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)

    notebook.press(0, "Explain more")

    dialog = notebook.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("What to do")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_hints_are_found_shown_and_fixed_by_keys_alone(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", SPLIT, "b = 2", "import random\nx = random.random()")
    expect(notebook.hints(1).first).to_be_visible()
    notebook.editor(0).click()

    notebook.page.keyboard.press("F8")
    expect(notebook.card).to_contain_text("train_test_split")
    expect(notebook.cell(1).locator(".cm-announced")).to_contain_text("train_test_split")
    notebook.page.keyboard.press("F8")
    expect(notebook.card).to_contain_text("random.random()")
    notebook.page.keyboard.press("Shift+F8")
    expect(notebook.card).to_contain_text("train_test_split")

    notebook.page.keyboard.press("Alt+F8")
    expect(notebook.card.get_by_role("button", name="Pass random_state=42")).to_be_focused()
    notebook.page.keyboard.press("Enter")
    expect(notebook.dialog.get_by_role("button", name="Apply")).to_be_focused()
    notebook.page.keyboard.press("Enter")
    expect(notebook.hints(1)).to_have_count(0)
    assert notebook.sources[1] == SEEDED
    expect(notebook.editor(1)).to_be_focused()


def test_a_fix_with_one_way_needs_one_key(open_notebook: Open) -> None:
    notebook = open_notebook("import random", "x = random.random()")
    expect(notebook.hints(1).first).to_be_visible()
    notebook.editor(1).click()

    notebook.page.keyboard.press("Control+.")
    notebook.dialog.get_by_role("button", name="Apply").press("Enter")

    expect(notebook.notice).to_contain_text("Insert a cell that sets the seed")


def test_a_hint_about_the_whole_notebook_is_shown_where_its_code_begins(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", "b = 2", settings='select = ["missing-purpose"]')
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_have_text("1 hint")

    notebook.editor(1).click()
    notebook.page.keyboard.press("F8")

    expect(notebook.card).to_contain_text("says what this notebook does")
    expect(notebook.editor(0)).to_be_focused()


def test_escape_closes_the_card_and_leads_back_to_the_code(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)
    expect(notebook.hints(0).first).to_be_visible()
    notebook.editor(0).click()
    notebook.page.keyboard.press("F8")
    notebook.page.keyboard.press("Alt+F8")
    expect(notebook.card.get_by_role("button").first).to_be_focused()

    notebook.page.keyboard.press("Escape")

    expect(notebook.card).to_have_count(0)
    expect(notebook.editor(0)).to_be_focused()


def test_a_cell_that_does_not_parse_keeps_its_hints_where_they_stand(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT, "a = 1", settings='select = ["unseeded-run", "unparsable-cell"]')
    notebook.expect_underlined(0, "train_test_split([1, 2])")
    notebook.editor(0).click()
    notebook.page.keyboard.press("Control+Home")

    with notebook.page.expect_response("**/nbcoach/lint*"):
        notebook.page.keyboard.type("numbers = (")

    notebook.expect_underlined(0, "train_test_split([1, 2])")
    expect(notebook.hints(0).and_(notebook.page.locator(".nbcoach-mod-error"))).to_have_count(0)

    notebook.editor(1).click()
    expect(notebook.hints(0).and_(notebook.page.locator(".nbcoach-mod-error"))).not_to_have_count(0)


def test_what_stands_elsewhere_does_not_flicker_while_a_cell_does_not_parse(open_notebook: Open) -> None:
    notebook = open_notebook("import random\nrandom.seed(1)", "x = random.random()", "y = 2")
    expect(notebook.page.locator(".nbcoach-HintCount")).to_contain_text("No hints")

    with notebook.page.expect_response("**/nbcoach/lint*"):
        notebook.type(0, "\nprint(")
    notebook.page.wait_for_timeout(500)
    expect(notebook.hints(1)).to_have_count(0)


def test_a_cell_that_stays_unfinished_is_said_not_to_parse(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", settings='select = ["unparsable-cell"]')

    notebook.type(0, "\nprint(")

    expect(notebook.hints(0)).not_to_have_count(0)


def test_lines_with_hints_are_marked_and_a_click_on_the_mark_shows_the_card(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", SPLIT, settings='select = ["unseeded-run", "missing-parameters-cell"]')
    mark = notebook.cell(1).locator(".nbcoach-Line")
    expect(mark).to_have_text("parts = train_test_split([1, 2])")
    expect(mark).to_have_class(re.compile("nbcoach-mod-warning"))
    left = notebook.cell(1).locator(".cm-line").first.evaluate("line => line.getBoundingClientRect().left")

    mark.click(position={"x": 2, "y": 5})

    expect(notebook.card).to_contain_text("train_test_split")
    assert left == mark.evaluate("line => line.getBoundingClientRect().left")


def test_hints_are_in_no_cell_until_the_user_wants_them(open_notebook: Open, page: Page) -> None:
    notebook = open_notebook("a = 1", SPLIT, settings=f"{SETTINGS}\nseverity = {{ unseeded-run = 'hint' }}")
    expect(notebook.page.locator(".nbcoach-HintCount")).to_contain_text("1 hint")
    expect(notebook.hints(1)).to_have_count(0)
    expect(notebook.cell(1).locator(".nbcoach-Line")).to_have_count(0)

    with settings(page, "hints", profile="thorough"):
        page.reload()
        expect(notebook.hints(1).first).to_be_visible(timeout=60_000)
    with settings(page, "coach", severity={"unseeded-run": "error"}):
        page.reload()
        expect(notebook.hints(1).and_(page.locator(".nbcoach-mod-error")).first).to_be_visible(timeout=60_000)
    with settings(page, "coach", severity={"reproducibility": "off"}):
        page.reload()
        expect(notebook.page.locator(".nbcoach-HintCount")).to_contain_text("No hints", timeout=60_000)


def test_outputs_are_looked_at_when_the_notebook_is_saved(open_notebook: Open) -> None:
    notebook = open_notebook("1 / 0", "a = 1", settings='select = ["failed-cell"]')
    count = notebook.page.locator(".nbcoach-HintCount")
    notebook.run(0)
    expect(notebook.cell(0).locator(".jp-OutputArea-output")).to_be_visible(timeout=60_000)
    with notebook.page.expect_response("**/nbcoach/lint*"):
        notebook.type(1, "  # more")
    expect(count).to_contain_text("No hints")

    notebook.page.keyboard.press("Control+s")
    expect(count).to_contain_text("1 hint")

    with notebook.page.expect_response("**/nbcoach/lint*"):
        notebook.type(1, " to say")
    expect(count).to_contain_text("1 hint")
    with notebook.page.expect_response("**/nbcoach/lint*"):
        notebook.type(0, "\n# mended")
    expect(count).to_contain_text("No hints")


def test_all_commands_are_in_the_palette_with_words(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1")
    commands: dict[str, str] = notebook.page.evaluate(COMMANDS)
    assert {"nbcoach:next-hint", "nbcoach:fix-all-safe", "nbcoach:ignore-hint", "nbcoach:export"} <= set(commands)
    assert all(label and label[0].isupper() for label in commands.values())

    notebook.page.evaluate(KERNEL_READY)
    notebook.editor(0).click()
    notebook.page.keyboard.press("Control+Shift+c")
    expect(notebook.page.locator(".lm-CommandPalette-input")).to_be_focused()
    notebook.page.keyboard.type("coach")

    listed = notebook.page.locator(".lm-CommandPalette-content")
    for label in commands.values():
        expect(listed).to_contain_text(label, ignore_case=True)


@pytest.mark.parametrize("windowing", ["full", "contentVisibility"])
def test_a_cell_that_comes_into_view_later_has_its_hints(open_notebook: Open, windowing: str) -> None:
    notebook = open_notebook("import random", *["a = 1\n" * 10] * 100, "x = random.random()")
    notebook.page.evaluate(WINDOWING, windowing)
    expect(notebook.page.locator(".nbcoach-HintCount")).to_have_text("1 hint")

    notebook.editor(0).click()
    notebook.page.keyboard.press("F8")

    notebook.expect_underlined(101, "random.random()", timeout=60_000)
    expect(notebook.card).to_contain_text("random.random()")


def test_notebook_7_shows_hints_too(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT, app="notebooks")

    notebook.fix(0, "Pass random_state=42")

    expect(notebook.hints(0)).to_have_count(0)
    expect(notebook.editor(0)).to_contain_text("random_state=42")
