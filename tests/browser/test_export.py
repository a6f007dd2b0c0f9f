"""An export from the toolbar: plan, consent, progress, verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from playwright.sync_api import Locator, expect

from .conftest import Markdown

if TYPE_CHECKING:
    from .conftest import Notebook, Open

RUN = 180_000
"""Milliseconds in which a small notebook has run three times on a busy machine."""
HEADED = (Markdown("# Load"), "trees = 100\ntall = [trees] * 3", Markdown("# Show"), "print(sum(tall))")


def press_export(notebook: Notebook) -> Locator:
    notebook.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()
    dialog = notebook.page.locator(".jp-Dialog")
    expect(dialog.get_by_label("Folder, next to the notebook")).to_be_focused()
    return dialog


def export_unrun(notebook: Notebook) -> Locator:
    """Exports without running the notebook, up to the verdict."""
    dialog = press_export(notebook)
    dialog.get_by_label("Without running it").check()
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("unverified (static)", timeout=RUN)
    return dialog


@pytest.fixture
def headed(open_notebook: Open) -> Notebook:
    """An open notebook of two sections under headings, as somebody else wrote it."""
    return open_notebook(*HEADED, name="train.ipynb")


def defaults(notebook: Notebook, folder: str = "train-pipeline") -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((notebook.path.parent / folder / "params.yaml").read_text())
    return found


def test_a_notebook_is_run_with_consent_and_proven(headed: Notebook) -> None:
    dialog = press_export(headed)
    expect(dialog).to_contain_text("This notebook is not trusted")
    start = dialog.get_by_role("button", name="Export")
    expect(start).to_be_disabled()

    dialog.get_by_label("Cut", exact=True).select_option("headings")
    steps = dialog.get_by_role("list", name="Steps").get_by_role("listitem")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("Load")
    expect(steps.first).to_contain_text("hands on tall")
    expect(dialog).to_contain_text("2 code cells are executed three times")
    dialog.get_by_label("Run it, and prove").check()
    dialog.get_by_role("button", name="Run and export").click()

    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("✓ verified", timeout=RUN)
    expect(dialog).to_contain_text("2 steps in")
    expect(dialog).to_contain_text("Compared: 1 outputs, 2 variables")
    assert (headed.path.parent / "train-pipeline" / "steps" / "20_show.ipynb").is_file()
    assert headed.sources == list(HEADED)

    dialog.get_by_role("button", name="Show the folder").click()
    expect(headed.page.locator(".jp-FileBrowser .jp-DirListing-item", has_text="pipeline.yaml")).to_be_visible()
    expect(dialog).to_have_count(0)


def test_a_notebook_is_run_once_and_nothing_is_proven(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 2", "print(trees)", name="train.ipynb")
    dialog = press_export(notebook)
    once = dialog.get_by_label("Run it once")
    expect(dialog.get_by_text("2 code cells are executed once.")).to_be_visible()
    expect(dialog.get_by_text("Nothing is executed.")).to_be_visible()
    expect(dialog).to_contain_text("Choose whether the notebook may be run.")
    once.check()
    dialog.get_by_role("button", name="Run and export").click()

    expect(dialog.get_by_role("status")).to_have_text("○ unverified (observed, not proven)", timeout=RUN)
    expect(dialog).to_contain_text("Nobody has proven")
    assert (notebook.path.parent / "train-pipeline" / "pipeline.yaml").is_file()


def test_a_run_goes_on_unseen_and_is_stopped(open_notebook: Open) -> None:
    notebook = open_notebook("import time\ntime.sleep(300)", name="slow.ipynb")
    dialog = press_export(notebook)
    dialog.get_by_label("Run it, and prove").check()
    dialog.get_by_role("button", name="Run and export").click()
    expect(dialog).to_contain_text("cell 1 of 1", timeout=RUN)
    expect(dialog.get_by_role("status")).to_have_text("Watching the notebook run")

    dialog.get_by_role("button", name="Go on in the background").click()
    expect(dialog).to_have_count(0)
    expect(notebook.notice).to_contain_text("slow.ipynb: Watching the notebook run")
    notebook.notice.get_by_role("button", name="Show").click()
    dialog.get_by_role("button", name="Stop").click()

    expect(dialog.get_by_role("status")).to_have_text("Stopped", timeout=RUN)
    assert not (notebook.path.parent / "slow-pipeline").exists()


def test_a_run_is_found_again_after_a_reload_and_stopped(open_notebook: Open) -> None:
    notebook = open_notebook("import time\ntime.sleep(300)", name="slow.ipynb")
    page = notebook.page
    dialog = press_export(notebook)
    dialog.get_by_label("Folder, next to the notebook").fill("mine")
    dialog.get_by_label("Run it once").check()
    dialog.get_by_role("button", name="Run and export").click()
    expect(dialog).to_contain_text("cell 1 of 1", timeout=RUN)

    page.reload()
    expect(notebook.notice).to_contain_text("slow.ipynb: Watching the notebook run", timeout=60_000)
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()
    expect(dialog.get_by_role("status")).to_have_text("Watching the notebook run")
    expect(dialog).to_contain_text("cell 1 of 1")
    expect(notebook.notice).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(notebook.notice).to_have_count(1)
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()
    dialog.get_by_role("button", name="Stop").click()
    expect(dialog.get_by_role("status")).to_have_text("Stopped", timeout=60_000)
    assert not (notebook.path.parent / "mine").exists()

    dialog.get_by_role("button", name="Back").click()
    expect(dialog.get_by_label("Folder, next to the notebook")).to_have_value("mine")
    expect(dialog.get_by_label("Run it once")).to_be_checked()
    expect(dialog).to_contain_text("code cell is executed once")
    expect(dialog.get_by_role("button", name="Run and export")).to_be_enabled()
    dialog.get_by_text("Cancel", exact=True).click()


def test_what_differs_stands_side_by_side(open_notebook: Open) -> None:
    notebook = open_notebook(
        "import os", "print('pipeline' if os.environ.get('PIPELINE_DIR') else 'notebook')", name="train.ipynb"
    )
    dialog = press_export(notebook)
    dialog.get_by_label("Run it, and prove").check()
    dialog.get_by_role("button", name="Run and export").click()

    expect(dialog.get_by_role("status")).to_have_text("≠ differs", timeout=RUN)
    expect(dialog.locator("figure").first).to_contain_text("notebook")
    expect(dialog.locator("figure").last).to_contain_text("pipeline")
    expect(dialog).to_contain_text("train-pipeline.differs")
    dialog.get_by_role("button", name="Show cell 2").click()
    notebook.page.wait_for_function("() => jupyterapp.shell.currentWidget.content.activeCellIndex === 1")


def test_what_is_on_the_screen_is_exported_as_it_was_wished(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nname = 'oak'", "print(trees, name)", name="train.ipynb")
    notebook.type(0, "\ndepth = 8")
    notebook.type(1, "\nprint(depth)")

    dialog = press_export(notebook)
    expect(dialog).to_contain_text("saved first")
    dialog.get_by_label("Default of trees").fill("0.5")
    expect(dialog.get_by_label("Default of trees")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Type of trees").select_option("number")
    expect(dialog.get_by_label("Default of trees")).to_have_attribute("aria-invalid", "false")
    dialog.get_by_label("Default of name").fill("elm tree")
    dialog.get_by_label("depth", exact=True).uncheck()
    expect(dialog.get_by_label("Default of depth")).to_have_count(0)
    dialog.get_by_label("Folder, next to the notebook").fill("mine")
    dialog.get_by_label("Without running it").check()
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("unverified (static)", timeout=RUN)

    assert defaults(notebook, "mine") == {"trees": 0.5, "name": "elm tree"}
    assert "depth = 8" in json.dumps(json.loads(notebook.path.read_text()))
    dialog.get_by_role("button", name="Open pipeline.yaml").click()
    expect(notebook.page.get_by_role("tab", name="pipeline.yaml")).to_be_visible()


def test_a_pipeline_that_stands_there_is_updated_or_replaced(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)", name="train.ipynb")
    export_unrun(notebook).get_by_role("button", name="Close", exact=True).click()
    (notebook.path.parent / "train-pipeline" / "params.yaml").write_text("trees: 7\n")

    dialog = export_unrun(notebook)
    expect(dialog).to_contain_text("Your edits were kept in params.yaml")
    dialog.get_by_role("button", name="Close", exact=True).click()
    assert defaults(notebook) == {"trees": 7}

    dialog = press_export(notebook)
    dialog.get_by_label("Replace it, edits and all").check()
    dialog.get_by_label("Without running it").check()
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("unverified", timeout=RUN)
    assert defaults(notebook) == {"trees": 100}


def test_a_folder_that_cannot_be_is_refused_in_words(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)")
    (notebook.path.parent / "mine").mkdir()
    (notebook.path.parent / "mine" / "thesis.txt").write_text("mine")

    dialog = press_export(notebook)
    dialog.get_by_label("Without running it").check()
    folder, start = (
        dialog.get_by_label("Folder, next to the notebook"),
        dialog.get_by_role("button", name="Export", exact=True),
    )
    expect(start).to_be_enabled()
    folder.fill("../../../outside")
    expect(dialog.get_by_role("alert")).to_contain_text("leads out of the folder")
    expect(start).to_be_disabled()
    folder.fill("mine")
    expect(dialog.get_by_role("alert")).to_contain_text("Something else stands there")
    expect(start).to_be_disabled()
    folder.fill("yours")
    expect(start).to_be_enabled()
    notebook.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_value_that_does_not_fit_leads_back_to_the_form(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)")
    dialog = press_export(notebook)
    dialog.get_by_label("Default of trees").fill("many")
    dialog.get_by_label("Without running it").check()
    dialog.get_by_role("button", name="Export", exact=True).press("Enter")
    expect(dialog).to_contain_text("has to be a whole number", timeout=RUN)

    dialog.get_by_role("button", name="Back").click()

    expect(dialog.get_by_label("Default of trees")).to_have_value("many")


def test_in_notebook_7_the_result_opens_in_tabs_of_the_browser(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nprint(trees)", name="train.ipynb", app="notebooks")
    dialog = export_unrun(notebook)

    with notebook.page.expect_popup() as opened:
        dialog.get_by_role("button", name="Show the folder").click()

    assert opened.value.url.endswith(f"/tree/{notebook.path.parent.name}/train-pipeline")
    expect(opened.value.get_by_text("pipeline.yaml")).to_be_visible(timeout=60_000)


def test_a_notebook_without_code_is_refused_in_words(open_notebook: Open) -> None:
    notebook = open_notebook("")

    notebook.page.locator(".jp-NotebookPanel-toolbar").get_by_text("Export to pipeline").click()

    expect(notebook.notice.first).to_contain_text("holds no code")


def test_a_parameter_gets_another_name_type_and_default(open_notebook: Open) -> None:
    notebook = open_notebook("trees = 100\nrows = []\ndepth = 8", "print(trees, rows, depth)", name="train.ipynb")
    dialog = press_export(notebook)
    dialog.get_by_label("Without running it").check()
    name, start = dialog.get_by_label("Name of trees"), dialog.get_by_role("button", name="Export", exact=True)
    for wrong, said in (
        ("rows", "something else of that name, in cell 1"),
        ("2x", "letters, digits and _ only"),
        ("class", "word of Python's own"),
        ("depth", "name of another parameter"),
    ):
        name.fill(wrong)
        expect(dialog.get_by_role("alert").filter(has_text=said)).to_be_visible()
        expect(name).to_have_attribute("aria-invalid", "true")
        expect(start).to_be_disabled()
    name.fill("n_trees")
    expect(name).to_have_attribute("aria-invalid", "false")
    expect(dialog.get_by_role("list", name="Steps")).to_contain_text("takes n_trees, depth")
    expect(dialog).to_contain_text("trees in the notebook")
    dialog.get_by_label("Type of trees").select_option("number")
    dialog.get_by_label("Default of trees").fill("0.5")
    dialog.get_by_label("depth", exact=True).uncheck()
    expect(dialog.get_by_role("list", name="Steps")).to_contain_text("takes n_trees")
    start.click()
    expect(dialog.get_by_role("status")).to_contain_text("unverified (static)", timeout=RUN)

    folder = notebook.path.parent / "train-pipeline"
    assert defaults(notebook) == {"n_trees": 0.5}
    assert yaml.safe_load((folder / "pipeline.yaml").read_text())["parameters"]["n_trees"]["type"] == "number"
    cells = json.loads((folder / "steps" / "10_train.ipynb").read_text())["cells"]
    assert ["".join(each["source"]) for each in cells[:2]] == ["n_trees: float = 100", "trees = n_trees"]
