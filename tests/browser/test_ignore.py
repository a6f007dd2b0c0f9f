"""A hint that is right and yet not wanted is ignored: here, with a reason, or in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Open

DRAW = "import random\nx = random.random()"
IGNORED = f"{DRAW}  # nbcoach: ignore[unseeded-run] -- a demonstration"


def test_a_reason_silences_the_line_and_undo_takes_it_back(open_notebook: Open) -> None:
    notebook = open_notebook(DRAW)
    notebook.press(0, "Ignore here")
    accept = notebook.dialog.get_by_role("button", name="Ignore")
    expect(notebook.dialog).to_contain_text("Why is it right as it is?")
    notebook.dialog.locator("input").fill("a demonstration")

    accept.click()

    expect(notebook.hints(0)).to_have_count(0)
    assert notebook.sources == [IGNORED]
    notebook.editor(0).click()
    notebook.page.keyboard.press("Control+z")
    notebook.expect_underlined(0, "random.random()")
    assert notebook.sources == [DRAW]


def test_without_a_reason_nothing_is_ignored(open_notebook: Open) -> None:
    notebook = open_notebook(DRAW)
    notebook.press(0, "Ignore here")

    notebook.dialog.locator("input").fill("  ")
    notebook.dialog.get_by_role("button", name="Ignore").click()

    expect(notebook.notice).to_contain_text("Without a reason nothing is ignored")
    assert notebook.sources == [DRAW]


def test_a_hint_about_the_notebook_is_ignored_in_its_metadata(open_notebook: Open) -> None:
    notebook = open_notebook("a = 1", settings='select = ["missing-purpose"]')
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_contain_text("1 hint")
    notebook.editor(0).click()
    notebook.page.keyboard.press("F8")
    notebook.card.get_by_role("button", name="Ignore here").click()
    notebook.dialog.locator("input").fill("a scratch pad")
    notebook.dialog.get_by_role("button", name="Ignore").click()

    expect(count).to_contain_text("No hints")
    assert notebook.metadata["nbcoach"] == {"ignore": {"missing-purpose": "a scratch pad"}}
    notebook.notice.get_by_role("button", name="Undo").click()
    expect(count).to_contain_text("1 hint")
    assert "nbcoach" not in notebook.metadata


def test_a_check_is_ignored_in_the_project_after_a_look_at_its_settings(open_notebook: Open) -> None:
    notebook = open_notebook(DRAW, settings="# ours\nignore = []\n")
    file = notebook.path.parent / ".nbcoach.toml"
    notebook.press(0, "Ignore in this project")
    expect(notebook.dialog).to_contain_text(".nbcoach.toml")
    expect(notebook.dialog.locator(".nbcoach-mod-in")).to_contain_text('ignore = ["unseeded-run"]')
    assert file.read_text() == "# ours\nignore = []\n"

    notebook.dialog.get_by_role("button", name="Write").click()

    expect(notebook.notice.filter(has_text="is ignored in this project")).to_be_visible()
    expect(notebook.hints(0)).to_have_count(0)
    assert file.read_text() == '# ours\nignore = ["unseeded-run"]\n'
