"""Folders to assess, made of a few files, and a look at them that is the same on every day."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from nbcoach.config import Settings
from nbcoach.maturity import assess
from nbcoach.maturity.probes import read_signal
from nbcoach.maturity.scene import Scene
from nbcoach.project.recorded import Recorded

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_780_000_000_000
"""Late May 2026, in milliseconds since 1970."""

TRAINING = """
import pandas as pd
from sklearn.linear_model import LinearRegression

# %%
frame = pd.read_csv("data.csv")
LinearRegression().fit(frame[["a"]], frame["b"])
"""
TRACKED = TRAINING.replace("import pandas as pd", "import mlflow\nimport pandas as pd\nmlflow.autolog()")
MODULE = """
from sklearn.linear_model import LinearRegression

def train(frame):
    return LinearRegression().fit(frame[["a"]], frame["b"])
"""


class Folder:
    """A folder to assess; `write` takes percent text for notebooks and plain text for everything else."""

    TRAINING = TRAINING
    TRACKED = TRACKED
    MODULE = MODULE
    NOW = NOW

    def __init__(self, top: Path, percent_file) -> None:
        self.top = top
        self._percent_file = percent_file

    def write(self, name: str, text: str = "") -> Folder:
        if name.endswith(".ipynb"):
            self._percent_file(f"{self.top.name}/{name}", text)
        else:
            file = self.top / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), encoding="utf-8")
        return self

    def scene(self, recorded: Recorded | None = None, within: str = "") -> Scene:
        scene = Scene(self.top / within, {}, Settings(), NOW)
        scene.recorded = recorded or Recorded("sqlite:///mlflow.db", "there is no store", is_missing=True)
        return scene

    def read(self, signal: str, recorded: Recorded | None = None, within: str = ""):
        return read_signal(self.scene(recorded, within), signal)

    def assess(self, within: str = "", environ=None, model: str = "tpwits-2025"):
        return assess(self.top / within, model, environ=environ or {}, settings=Settings(), now=NOW)

    def outcomes(self, within: str = "", environ=None) -> dict[str, str]:
        return {each.id: each.outcome.value for each in self.assess(within, environ).judgements}


@pytest.fixture
def folder(tmp_path, percent_file) -> Folder:
    top = tmp_path.resolve() / "project"
    top.mkdir()
    return Folder(top, percent_file)
