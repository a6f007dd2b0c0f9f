from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from .conftest import Notebook, Open


def press_export(notebook: Notebook) -> Locator:
    notebook.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()
    return notebook.page.locator(".jp-Dialog")


def test_the_button_makes_a_pipeline_of_what_is_on_the_screen(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100", "print(trees)", name="train.ipynb")
    notebook.type(0, "\ndepth = 8")
    notebook.type(1, "\nprint(depth)")

    dialog = press_export(notebook)
    expect(dialog).to_contain_text("depth")
    expect(dialog.locator("input")).to_have_value("train-pipeline")
    expect(dialog).to_contain_text("saved first")
    dialog.get_by_role("button", name="Export").click()

    expect(notebook.notice.first).to_contain_text("train-pipeline")
    folder = notebook.path.parent / "train-pipeline"
    assert (folder / "pipeline.yaml").is_file()
    assert "depth: 8" in (folder / "params.yaml").read_text()
    assert "depth = 8" in json.dumps(json.loads(notebook.path.read_text()))
    expect(notebook.page.get_by_role("tab", name="pipeline.yaml")).to_be_visible()
    expect(notebook.page.locator(".jp-FileBrowser .jp-DirListing-item", has_text="pipeline.yaml")).to_be_visible()


def test_a_pipeline_that_stands_there_is_replaced_only_when_agreed(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)", name="train.ipynb")
    press_export(notebook).get_by_role("button", name="Export").click()
    expect(notebook.page.get_by_role("tab", name="pipeline.yaml", selected=True)).to_be_visible()
    expect(notebook.page.locator(".jp-FileEditor .cm-content")).to_contain_text("train")  # it takes the focus again
    parameters = notebook.path.parent / "train-pipeline" / "params.yaml"
    notebook.page.get_by_role("tab", name="train.ipynb").click()
    notebook.page.keyboard.press("Escape")
    notebook.type(0, "\ntrees_more = 7\nprint(trees_more)")

    press_export(notebook).get_by_role("button", name="Export").click()
    expect(notebook.page.locator(".jp-Dialog")).to_contain_text("stands in")
    assert "trees_more" not in parameters.read_text()
    with notebook.page.expect_response("**/nbcoach/export*"):
        notebook.page.locator(".jp-Dialog").get_by_role("button", name="Replace").click()

    assert "trees_more: 7" in parameters.read_text()


def test_a_folder_out_of_reach_is_refused_in_words(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)")

    dialog = press_export(notebook)
    dialog.locator("input").fill("../../../outside")
    dialog.get_by_role("button", name="Export").click()

    expect(notebook.notice.first).to_contain_text("leads out of the folder")


def test_a_notebook_without_code_is_refused_in_words(open_notebook: Open) -> None:
    notebook = open_notebook("")

    notebook.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()

    expect(notebook.notice.first).to_contain_text("holds no code")
