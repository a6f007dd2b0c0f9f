"""Two people in one notebook: a fix of one and the typing of the other do not disturb each other.

Collaboration changes how every notebook is opened, so it is installed into an environment of its own:
`scripts/collaboration.sh .venv/bin/python .venv-collaboration`, or any other that COLLABORATION names.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import SETTINGS, SIZE, Notebook, document
from .lab import Lab, lab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
ENVIRONMENT = Path(os.environ.get("COLLABORATION") or Path(__file__).parents[2] / ".venv-collaboration")
SPLIT = "from sklearn.model_selection import train_test_split\nparts = train_test_split([1, 2])"
SEEDED = SPLIT.replace("[1, 2]", "[1, 2], random_state=42")
BEFORE = ["import random", SPLIT, "x = random.random()"]
HOLD = "([index, text]) => jupyterapp.shell.currentWidget.content.model.sharedModel.cells[index].getSource() === text"


@pytest.fixture(scope="module")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    python = ENVIRONMENT / "bin" / "python"
    looks = [str(python), "-c", "import jupyter_collaboration, nbcoach"]
    if not python.exists() or subprocess.run(looks, check=False, capture_output=True).returncode:
        pytest.skip(f"no environment with jupyter-collaboration in {ENVIRONMENT.name}: see scripts/collaboration.sh")
    root = tmp_path_factory.mktemp("shared")
    with lab(tmp_path_factory.mktemp("jupyter"), root, python=str(python)) as running:
        yield running


@pytest.fixture
def two_tabs(shared_lab: Lab, browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Notebook, Notebook]]:
    """One notebook, open in two browsers that share nothing but the server."""
    path = shared_lab.root / f"{request.node.name[:40]}.ipynb"
    path.write_text(json.dumps(document(tuple(BEFORE))), "utf-8")
    (shared_lab.root / ".nbcoach.toml").write_text(SETTINGS)
    contexts = [browser.new_context(viewport=SIZE) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(shared_lab.page(path.name))
        expect(page.locator(".jp-Notebook .cm-content").first).to_be_visible(timeout=90_000)
    one, other = (Notebook(page, path) for page in pages)
    yield one, other
    for context in contexts:
        context.close()


def hold(notebook: Notebook, index: int, text: str) -> None:
    """Waits until a cell has a source."""
    notebook.page.wait_for_function(HOLD, arg=[index, text])


def test_a_fix_in_one_and_typing_in_the_other_do_not_disturb_each_other(two_tabs: tuple[Notebook, Notebook]) -> None:
    one, other = two_tabs
    for each in two_tabs:
        each.expect_underlined(1, "train_test_split([1, 2])", timeout=60_000)
    one.press(1, "Pass random_state=42")
    expect(one.dialog).to_be_visible()

    other.type(0, "\nrandom.seed(1)")
    hold(one, 0, "import random\nrandom.seed(1)")
    one.dialog.get_by_role("button", name="Apply").click()

    for each in two_tabs:
        hold(each, 1, SEEDED)
        expect(each.hints(1)).to_have_count(0)
        expect(each.hints(2)).to_have_count(0)
        assert each.sources == ["import random\nrandom.seed(1)", SEEDED, "x = random.random()"]
    one.editor(1).click()
    one.page.keyboard.press("Control+z")

    for each in two_tabs:
        hold(each, 1, SPLIT)
        assert each.sources == ["import random\nrandom.seed(1)", SPLIT, "x = random.random()"]
        each.expect_underlined(1, "train_test_split([1, 2])")


def test_undo_of_a_new_cell_leaves_what_the_other_typed(two_tabs: tuple[Notebook, Notebook]) -> None:
    one, other = two_tabs
    one.expect_underlined(2, "random.random()", timeout=60_000)
    one.fix(2, "Insert a cell that sets the seed")
    expect(one.notice.filter(has_text="Done")).to_be_visible()
    expect(other.cell(3)).to_be_visible()

    other.type(3, "  # mine")
    hold(one, 3, "x = random.random()  # mine")
    one.notice.filter(has_text="Done").get_by_role("button", name="Undo").click()

    for each in two_tabs:
        expect(each.cell(3)).to_have_count(0)
        assert each.sources == [BEFORE[0], SPLIT, "x = random.random()  # mine"]


def test_code_that_the_other_changes_under_a_preview_is_left_as_it_is(two_tabs: tuple[Notebook, Notebook]) -> None:
    one, other = two_tabs
    one.expect_underlined(1, "train_test_split([1, 2])", timeout=60_000)
    one.press(1, "Pass random_state=42")
    expect(one.dialog).to_be_visible()

    other.editor(1).click()
    other.page.keyboard.press("Control+Home")
    other.page.keyboard.type("# mine\n")
    hold(one, 1, f"# mine\n{SPLIT}")
    one.dialog.get_by_role("button", name="Apply").click()

    expect(one.notice.filter(has_text="The code changed meanwhile")).to_be_visible()
    assert one.sources[1] == f"# mine\n{SPLIT}"
