"""What the labextension does when an element in an output asks for tracking, or for another repair."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from .conftest import Notebook, Open

TRAINING = (
    "from sklearn.dummy import DummyClassifier",
    "model = DummyClassifier().fit([[0], [1]], [0, 1])",
)
OUTPUT = "from IPython.display import HTML\nHTML('<div id=asks></div>')"
ASK = """detail => new Promise(resolve => {
  const element = document.querySelector('#asks') ?? document.body;
  element.addEventListener('nbcoach:done', event => resolve(event.detail));
  const options = {bubbles: true, cancelable: true, composed: true, detail};
  const heard = !element.dispatchEvent(new CustomEvent('nbcoach:intent', options));
  if (!heard) resolve(null);
})"""


def ask(notebook: Notebook, **detail: Any) -> dict[str, Any] | None:
    """Dispatches the event from the output; None when nobody acknowledges it."""
    intent = {"version": 1, "intent": "insert-tracking", "style": "autolog", **detail}
    done: dict[str, Any] | None = notebook.page.evaluate(ASK, intent)
    return done


def with_output(open_notebook: Open, *sources: str) -> Notebook:
    notebook = open_notebook(*sources, OUTPUT)
    notebook.run(len(sources))
    notebook.page.wait_for_selector("#asks", state="attached", timeout=60_000)
    return notebook


def test_tracking_is_inserted_where_the_output_stands_and_undone_in_one_step(open_notebook: Open) -> None:
    notebook = with_output(open_notebook, *TRAINING)

    done = ask(notebook)

    assert done
    assert done["ok"] is True
    assert done["cell_id"]
    assert [("mlflow" in source) for source in notebook.sources].count(True) == 1
    notebook.notice.get_by_role("button", name="Undo").click()
    expect(notebook.cell(3)).to_have_count(0)
    assert notebook.sources == [*TRAINING, OUTPUT]


def test_where_nothing_is_to_be_tracked_the_widget_hears_why(open_notebook: Open) -> None:
    notebook = with_output(open_notebook, "a = 1")

    done = ask(notebook)

    assert done
    assert done["cell_id"] is None
    assert "trains no model" in done["message"]
    assert notebook.sources == ["a = 1", OUTPUT]


def test_what_cannot_be_done_is_told_to_the_widget(open_notebook: Open) -> None:
    notebook = with_output(open_notebook, *TRAINING)

    done = ask(notebook, style="interpretive-dance")

    assert done
    assert done["ok"] is False
    assert "interpretive-dance" in done["message"]


def test_other_versions_other_intents_and_other_places_are_not_acknowledged(open_notebook: Open) -> None:
    notebook = with_output(open_notebook, *TRAINING)

    assert ask(notebook, version=2) is None
    assert ask(notebook, intent="delete-everything") is None
    notebook.page.evaluate("document.querySelector('#asks').remove()")
    assert ask(notebook) is None


def test_a_change_is_made_in_the_cell_that_ran_and_in_no_other(open_notebook: Open) -> None:
    notebook = with_output(open_notebook, "rng = default_rng()", "other = 1")
    change = {"line": 1, "column": 18, "end_line": 1, "end_column": 18, "old": "", "new": "42"}
    wish = {"intent": "change-cell", "title": "Seed it", "change": change, "key": "draw"}

    done = ask(notebook, **wish, cell={"id": None, "source": "rng = default_rng()"})

    assert done
    assert (done["ok"], done["key"]) == (True, "draw")
    assert notebook.sources[:2] == ["rng = default_rng(42)", "other = 1"]
    stale = ask(notebook, **wish, cell={"id": "c0", "source": "rng = default_rng()"})
    assert stale
    assert stale["ok"] is False
    assert "changed since it ran" in stale["message"]
    assert notebook.sources[0] == "rng = default_rng(42)"
    told = ask(notebook, intent="tell-cells")
    assert told
    assert [each["source"] for each in told["cells"]] == notebook.sources
    assert ask(notebook, **wish, cell="c0") is None


READS = (
    "import nbcoach, pathlib\npanel = nbcoach.coach()",
    "import numpy as np",
    "raw = np.random.rand(4)",
    "total = raw.sum()\ntext = pathlib.Path('visits.csv').read_text()",
)


def test_what_the_kernel_saw_is_repaired_from_the_panel(open_notebook: Open) -> None:
    notebook = open_notebook(*READS)
    data = notebook.path.parent / "visits.csv"
    data.write_text("day,visits\n1,2\n")
    os.utime(data, (1_700_000_000, 1_700_000_000))  # older than the kernel, whenever that starts
    for index in range(len(READS)):
        notebook.run(index)
    panel = notebook.cell(0).locator(".nbcoach-panel")
    expect(panel).to_contain_text("visits.csv has no recorded version", timeout=60_000)
    expect(panel).to_contain_text("numpy.random drew random numbers")
    shoot(notebook, "evidence")

    panel.get_by_role("button", name="Seed it").click()
    expect(panel).to_contain_text("Run the changed cell")
    seeded = next(index for index, source in enumerate(notebook.sources) if "np.random.seed(" in source)
    assert notebook.sources.index(READS[2]) > seeded
    notebook.notice.get_by_role("button", name="Undo").click()
    expect(notebook.cell(len(READS))).to_have_count(0)

    notebook.page.evaluate("() => jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(2)")
    notebook.run(2)
    expect(panel).to_contain_text("raw is still used", timeout=60_000)
    panel.get_by_role("button", name="Put the cell back").click()
    expect(notebook.cell(3)).to_be_visible()
    assert notebook.sources == list(READS)
    expect(panel).not_to_contain_text("raw is still used")


def test_notebook_7_repairs_from_the_panel_too(open_notebook: Open) -> None:
    notebook = open_notebook(*READS[:3], app="notebooks")
    expect(notebook.page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
        "data-status", "idle", timeout=60_000
    )
    for index in range(3):
        prompt = notebook.cell(index).locator(".jp-InputPrompt")
        for _ in range(4):  # a page that has just come up passes over keys
            notebook.editor(index).click()
            notebook.page.keyboard.press("Control+Enter")
            try:
                expect(prompt).not_to_have_text("[ ]:", timeout=15_000)
                break
            except AssertionError:
                continue
        expect(prompt).to_have_text(f"[{index + 1}]:", timeout=60_000)
    panel = notebook.cell(0).locator(".nbcoach-panel")
    expect(panel).to_contain_text("numpy.random drew random numbers", timeout=60_000)
    panel.get_by_role("button", name="Show the code").click()
    shoot(notebook, "evidence_notebook7")

    panel.get_by_role("button", name="Seed it").click()

    expect(panel).to_contain_text("Run the changed cell")
    expect(notebook.editor(2)).to_contain_text("np.random.seed(")


def shoot(notebook: Notebook, name: str) -> None:
    """A picture for whoever wants to look, where SHOTS names a folder."""
    folder = os.environ.get("SHOTS")
    if folder:
        notebook.cell(0).scroll_into_view_if_needed()
        notebook.page.screenshot(path=f"{folder}/{name}.png")
