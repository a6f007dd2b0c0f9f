"""A real IPython shell in this process, with what it displays kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from nbcoach.faces import widget

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDGET = "application/vnd.jupyter.widget-view+json"


DATA = """
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
X, y = load_iris(return_X_y=True)
"""


class Shell:
    """Runs cells as a notebook would, and looks at the panel as a user would."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell
        self.displays = shell.display_pub.outputs

    def run(self, *cells: str) -> None:
        """Runs each cell; one that raises fails the test."""
        for cell in cells:
            self.shell.run_cell(cell, store_history=True).raise_error()

    @property
    def view(self) -> dict[str, Any]:
        """What the panel shows."""
        return widget._sessions[self.shell]._made_panel().view

    def coached(self) -> Shell:
        """With the data of the tests, and a coach that watches."""
        self.run(DATA, "import nbcoach; panel = nbcoach.coach()")
        return self

    def click(self, event: str, **message: Any) -> None:
        """What the front end reports when a button is pressed or the insertion is done."""
        widget._sessions[self.shell]._panel._handle_custom_msg({"event": event, **message}, [])

    @property
    def title(self) -> str:
        return self.view["title"]

    @property
    def hooks(self) -> int:
        return sum(
            hook.__module__.startswith("nbcoach")
            for event in ("pre_run_cell", "post_run_cell")
            for hook in self.shell.events.callbacks[event]
        )

    def panels(self) -> int:
        """How often a panel was put into a cell's output."""
        return sum(WIDGET in output["data"] for output in self.displays)


@pytest.fixture
def shell() -> Iterator[Shell]:
    InteractiveShell.clear_instance()
    config = Config(HistoryManager={"hist_file": ":memory:"})
    real = InteractiveShell.instance(config=config, display_pub_class=CapturingDisplayPublisher)
    real.display_pub.outputs.clear()
    yield Shell(real)
    widget.unload_ipython_extension(real)
    real.history_manager.end_session()
    InteractiveShell.clear_instance()
