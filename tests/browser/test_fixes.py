"""Fixes: looked at before they are made, and taken back in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Open

SPLIT = "from sklearn.model_selection import train_test_split\nparts = train_test_split([1, 2])"
SEEDED = SPLIT.replace("[1, 2]", "[1, 2], random_state=42")
UNSORTED = "import os\nfor name in os.listdir('a'):\n    frames.append(read(name))"


def test_a_fix_that_is_not_safe_is_shown_first_and_made_only_by_agreement(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", SPLIT)

    notebook.press(1, "Pass random_state=42")
    expect(notebook.dialog).to_contain_text("Cell 2")
    expect(notebook.dialog.locator(".nbcoach-mod-out")).to_contain_text("train_test_split([1, 2])")
    expect(notebook.dialog.locator(".nbcoach-mod-in")).to_contain_text("train_test_split([1, 2], random_state=42)")
    expect(notebook.dialog.get_by_label("added")).to_have_count(1)
    notebook.dialog.get_by_role("button", name="Cancel").click()

    expect(notebook.dialog).to_have_count(0)
    assert notebook.sources == ["a = 1", SPLIT]


def test_a_new_cell_is_shown_whole_before_it_comes(open_notebook: Open) -> None:
    notebook = open_notebook("import random", "x = random.random()")

    notebook.press(1, "Insert a cell that sets the seed")

    expect(notebook.dialog).to_contain_text("New cell")
    expect(notebook.dialog.locator(".nbcoach-mod-in").filter(has_text="random.seed(")).not_to_have_count(0)
    notebook.page.keyboard.press("Escape")
    expect(notebook.dialog).to_have_count(0)


def test_all_that_is_safe_is_fixed_in_one_step(open_notebook: Open) -> None:
    before = [UNSORTED, "x = 1  # nbcoach: ignore[unseeded-run] -- no more"]
    notebook = open_notebook(*before, settings='select = ["nondeterministic-order", "unused-ignore", "unseeded-run"]')
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_contain_text("2 hints")

    notebook.page.evaluate("() => jupyterapp.commands.execute('nbcoach:fix-all-safe')")
    expect(notebook.notice).to_contain_text("2 hints fixed (nondeterministic-order, unused-ignore)")
    expect(count).to_contain_text("No hints")
    assert notebook.sources == [UNSORTED.replace("os.listdir('a')", "sorted(os.listdir('a'))"), "x = 1"]
    notebook.notice.get_by_role("button", name="Undo").click()

    expect(count).to_contain_text("2 hints")
    assert notebook.sources == before


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

    notebook.press(1, "Insert a cell that sets the seed")

    expect(notebook.notice).to_contain_text("The code changed meanwhile")
    assert notebook.sources == ["import random  # mine", "x = random.random()"]
