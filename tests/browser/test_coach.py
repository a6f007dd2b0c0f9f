"""The coach's panel in a notebook: it offers tracking after a fit, and the button leads to a recorded run."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from .conftest import Notebook, Open

COACH = "import nbcoach\nnbcoach.coach()"
FIT = (
    "from sklearn.linear_model import LogisticRegression\n"
    "model = LogisticRegression(C=0.25).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])"
)
SLOW = 180_000  # milliseconds; MLflow makes its store and looks into the environment on the first run
READY = "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"


def run(notebook: Notebook, index: int) -> None:
    """Runs a cell; before its kernel answers, JupyterLab would ask which one to take."""
    notebook.page.wait_for_function(READY, timeout=60_000)
    notebook.editor(index).click()
    notebook.page.keyboard.press("Control+Enter")


def panel(notebook: Notebook, index: int) -> Locator:
    return notebook.cell(index).locator(".nbcoach-panel")


def test_the_button_inserts_tracking_and_the_next_fit_is_a_run(open_notebook: Open) -> None:
    notebook = open_notebook(COACH, FIT)
    (notebook.path.parent / ".git").mkdir()
    run(notebook, 0)
    expect(panel(notebook, 0)).to_contain_text("Watching this kernel", timeout=60_000)
    run(notebook, 1)
    expect(panel(notebook, 1)).to_contain_text("model (LogisticRegression) was fitted", timeout=60_000)

    panel(notebook, 1).get_by_role("button", name="Insert MLflow tracking").click()

    expect(notebook.cell(2)).to_be_visible()
    assert [("mlflow.autolog" in source) for source in notebook.sources] == [False, True, False]
    expect(panel(notebook, 2)).to_contain_text("One more run")

    run(notebook, 1)
    expect(panel(notebook, 0)).to_contain_text("Tracking is on", timeout=SLOW)
    run(notebook, 2)
    expect(panel(notebook, 2)).to_contain_text("Recorded", timeout=SLOW)

    store = notebook.path.parent / "mlflow.db"
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        runs = [
            found for (found,) in connection.execute("select run_uuid from params where key = 'C' and value = '0.25'")
        ]
    assert len(runs) == 1
    expect(panel(notebook, 2)).to_contain_text(runs[0])
    expect(panel(notebook, 2)).to_contain_text(f"mlflow ui --backend-store-uri sqlite:///{store}")


def test_later_folds_the_offer_away_and_the_next_fit_does_not_bring_it_back(open_notebook: Open) -> None:
    notebook = open_notebook(COACH, FIT)
    run(notebook, 0)
    run(notebook, 1)
    panel(notebook, 1).get_by_role("button", name="Later").click(timeout=60_000)
    expect(panel(notebook, 0)).to_contain_text("Later, then")
    run(notebook, 1)
    expect(panel(notebook, 1)).to_have_count(0)
    expect(panel(notebook, 0)).to_contain_text("Later, then")
