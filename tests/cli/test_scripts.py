"""Percent scripts in every command that reads notebooks."""

import json
from pathlib import Path

import pytest

from nbcoach.faces.cli import main

SCRIPT = """\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Churn

# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
# %matplotlib inline
# !pip install lightgbm

# %% tags=["parameters"]
depth = 3

# %%
df = pd.read_csv("/home/ana/churn.csv")  # nbcoach: ignore[untracked-data] -- a toy
model = LogisticRegression().fit(df[["a"]], df.b)
print(model.score(df[["a"]], df.b))
"""


@pytest.fixture(autouse=True)
def script(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "churn.py").write_text(SCRIPT)
    (tmp_path / "module.py").write_text("import random\nrandom.random()\n")
    return tmp_path / "churn.py"


def test_lint_finds_habits_at_the_line_of_the_script(capsys):
    main(["lint", ".", "--format", "json", "--select", "unpinned-install,hard-coded-path,untracked-data"])

    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["path"], each["check"], each["cell"], each["line"], each["file_line"]) for each in found] == [
        ("churn.py", "unpinned-install", 1, 4, 16),
        ("churn.py", "hard-coded-path", 3, 1, 22),
    ]


def test_a_script_that_is_no_notebook_is_an_error_when_it_is_named(capsys):
    assert main(["lint", "module.py"]) == 1
    assert "module.py is not a notebook" in capsys.readouterr().out


def test_tracking_is_put_into_the_script_and_taken_out_again(script, capsys):
    assert main(["track", "churn.py", "--write"]) == 0
    tracked = script.read_text()
    assert main(["track", "churn.py", "--remove", "--write"]) == 0

    assert '# %% tags=["nbcoach-tracking"] nbcoach={"kind": "tracking", "version": 1}\n' in tracked
    assert (script.read_text(), "churn.py: inserted the tracking cell" in capsys.readouterr().out) == (SCRIPT, True)


def test_a_script_is_exported_as_a_pipeline(capsys):
    assert main(["export", "churn.py", "--to", "out"]) == 0

    (step,) = Path("out/steps").glob("*.ipynb")
    sources = ["".join(cell["source"]) for cell in json.loads(step.read_text())["cells"]]
    assert any("!pip install lightgbm" in source for source in sources)
    assert "depth" in capsys.readouterr().out


def test_a_script_with_cells_is_assessed_as_a_notebook(capsys):
    assert main(["assess", "."]) == 0

    assert "1 notebook, 1 script" in capsys.readouterr().out
