from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from .conftest import Open

SPLIT = "from sklearn.model_selection import train_test_split\nparts = train_test_split([1, 2])"
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
    expect(notebook.card).to_contain_text("unseeded-run · reproducibility")


def test_the_whole_explanation_opens_from_the_card(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)

    notebook.fix(0, "Learn more")

    dialog = notebook.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("What to do")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_a_fix_in_a_cell_is_taken_back_by_one_undo(open_notebook: Open) -> None:
    notebook = open_notebook("")
    notebook.type(0, SPLIT)

    notebook.fix(0, "Pass random_state=42")
    expect(notebook.hints(0)).to_have_count(0)
    assert notebook.sources == [SEEDED]
    notebook.page.keyboard.press("Control+z")

    expect(notebook.hints(0).first).to_be_visible()
    assert notebook.sources == [SPLIT]


def test_what_is_typed_after_a_fix_is_an_undo_step_of_its_own(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)
    notebook.fix(0, "Pass random_state=42")
    expect(notebook.hints(0)).to_have_count(0)

    notebook.type(0, "\nprint(parts)")
    notebook.page.keyboard.press("Control+z")

    assert notebook.sources == [SEEDED]


def test_a_fix_across_cells_is_taken_back_by_the_button_of_its_notice(open_notebook: Open) -> None:
    before = ["import random", "x = random.random()"]
    notebook = open_notebook(*before)

    notebook.fix(1, "Insert a cell that sets the seed")
    expect(notebook.notice).to_contain_text("Insert a cell that sets the seed")
    assert len(notebook.sources) == 3
    assert "random.seed(" in notebook.sources[1]
    expect(notebook.page.locator(".nbcoach-HintCount")).to_have_text("No hints")
    notebook.notice.get_by_role("button", name="Undo").click()

    notebook.expect_underlined(1, "random.random()")
    assert notebook.sources == before


def test_a_fix_that_edits_and_inserts_is_one_step(open_notebook: Open) -> None:
    before = ["import pandas as pd", "df = pd.read_csv('/home/ada/data.csv')"]
    notebook = open_notebook(*before)

    notebook.fix(1, "Lift into the parameters cell", on="ada")
    expect(notebook.notice).to_be_visible()
    after = notebook.sources
    notebook.notice.get_by_role("button", name="Undo").click()
    expect(notebook.cell(2)).to_have_count(0)

    assert len(after) == 3
    assert "'/home/ada/data.csv'" not in after[2]
    assert notebook.sources == before


def test_code_that_changed_meanwhile_is_left_as_it_is(open_notebook: Open) -> None:
    notebook = open_notebook("import random", "x = random.random()")
    notebook.page.route("**/nbcoach/resolve*", lambda route: (notebook.type(0, "  # mine"), route.continue_()))

    notebook.fix(1, "Insert a cell that sets the seed")

    expect(notebook.notice).to_contain_text("The code changed meanwhile")
    assert notebook.sources == ["import random  # mine", "x = random.random()"]


def test_hints_come_back_when_the_server_does(open_notebook: Open) -> None:
    notebook = open_notebook("import random")
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_have_text("No hints")
    notebook.page.route("**/nbcoach/lint*", lambda route: route.abort())
    notebook.type(0, "\nx = random.random()")
    expect(count).to_have_text("Coach paused")

    notebook.page.unroute("**/nbcoach/lint*")
    notebook.type(0, "\n")

    notebook.expect_underlined(0, "random.random()")
    expect(count).to_have_text("1 hint")


def test_a_server_of_another_version_is_told_of(open_notebook: Open, page: Page) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "version": "0.0.1"})

    page.route("**/nbcoach/status*", older)

    notebook = open_notebook("a = 1")

    expect(notebook.notice).to_contain_text("0.0.1 on the server")


def test_hints_are_found_shown_and_fixed_by_keys_alone(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", SPLIT, "b = 2", "import random\nx = random.random()")
    expect(notebook.hints(1).first).to_be_visible()
    notebook.editor(0).click()

    notebook.page.keyboard.press("F8")
    expect(notebook.card).to_contain_text("train_test_split")
    notebook.page.keyboard.press("F8")
    expect(notebook.card).to_contain_text("random.random()")
    notebook.page.keyboard.press("Shift+F8")
    expect(notebook.card).to_contain_text("train_test_split")

    notebook.page.keyboard.press("Alt+F8")
    expect(notebook.card.get_by_role("button", name="Pass random_state=42")).to_be_focused()
    notebook.page.keyboard.press("Enter")
    expect(notebook.hints(1)).to_have_count(0)
    assert notebook.sources[1] == SEEDED


def test_a_fix_with_one_way_needs_one_key(open_notebook: Open) -> None:
    notebook = open_notebook("import random", "x = random.random()")
    expect(notebook.hints(1).first).to_be_visible()
    notebook.editor(1).click()

    notebook.page.keyboard.press("Control+.")

    expect(notebook.notice).to_contain_text("Insert a cell that sets the seed")


def test_a_hint_about_the_whole_notebook_is_shown_where_its_code_begins(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", "b = 2", settings='select = ["missing-purpose"]')
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_have_text("1 hint")

    count.click()

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


def test_the_last_hints_stay_while_a_cell_does_not_parse(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT)
    expect(notebook.hints(0).first).to_be_visible()

    notebook.type(0, "\nprint(")
    notebook.page.wait_for_timeout(1500)

    expect(notebook.hints(0).first).to_be_visible()


@pytest.mark.parametrize("windowing", ["full", "contentVisibility"])
def test_a_cell_that_comes_into_view_later_has_its_hints(open_notebook: Open, windowing: str) -> None:
    notebook = open_notebook("import random", *["a = 1\n" * 10] * 100, "x = random.random()")
    notebook.page.evaluate(WINDOWING, windowing)
    expect(notebook.page.locator(".nbcoach-HintCount")).to_have_text("1 hint")

    notebook.page.locator(".nbcoach-HintCount").click()

    notebook.expect_underlined(101, "random.random()", timeout=60_000)
    expect(notebook.card).to_contain_text("random.random()")


def test_notebook_7_shows_hints_too(open_notebook: Open) -> None:
    notebook = open_notebook(SPLIT, app="notebooks")

    notebook.fix(0, "Pass random_state=42")

    expect(notebook.hints(0)).to_have_count(0)
    expect(notebook.editor(0)).to_contain_text("random_state=42")
