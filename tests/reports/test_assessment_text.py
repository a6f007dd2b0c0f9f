"""The text of an assessment, for people."""

import io
import re

import pytest
from repositories import commit_all, repository
from rich.console import Console

from nbcoach.config import Settings
from nbcoach.maturity import assess
from nbcoach.reports.assessment_json import assessment_json
from nbcoach.reports.assessment_text import level_line, write_text

NOW = 1_780_000_000_000
TRAINING = """
# %% [markdown]
# # Churn

# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

# %%
frame = pd.read_csv("/home/ada/churn.csv")
model = RandomForestClassifier().fit(frame[["age"]], frame["left"])
"""
TRACKED = """
# %%
import mlflow
import pandas as pd
import xgboost as xgb

mlflow.autolog()
frame = pd.read_csv("data/sales.csv")
xgb.XGBRegressor(random_state=1).fit(frame[["week"]], frame["sold"])
"""


@pytest.fixture
def sample(tmp_path, percent_file, monkeypatch):
    """A small project with a commit, looked at from the folder that holds it."""
    top = repository(tmp_path.resolve() / "sample")
    percent_file("sample/churn.ipynb", TRAINING)
    percent_file("sample/sales.ipynb", TRACKED)
    (top / "data").mkdir()
    (top / "data" / "sales.csv").write_text("week,sold\n1,2\n")
    (top / "requirements.txt").write_text("pandas\nscikit-learn==1.5.0\n")
    commit_all(top)
    monkeypatch.chdir(tmp_path)
    return top


def look(path):
    return assess(path, environ={}, settings=Settings(), now=NOW)


def text(assessment, encoding="utf-8", **options):
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    write_text(assessment, Console(file=file, width=100, **options))
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def steady(told):
    """The text without what differs from one repository to the next."""
    return re.sub(r"\b[0-9a-f]{10}\b", "0123456789", told)


def test_a_small_project_is_told_as_agreed(sample, golden):
    golden("assessment.txt", steady(text(look("sample"))))


def test_every_place_can_be_followed_to_its_line(sample):
    told = text(look("sample"))

    [line] = set(
        re.findall(r"sample/churn\.ipynb:(\d+) \(cell 3\)", told.partition("code names paths")[2].splitlines()[0])
    )
    assert "/home/ada/churn.csv" in (sample / "churn.ipynb").read_text("utf-8").splitlines()[int(line) - 1]


def test_links_are_set_where_the_terminal_shows_them(sample):
    told = text(look("sample"), force_terminal=True)

    assert f"file://{sample.as_posix()}/churn.ipynb" in told


def test_a_terminal_without_unicode_gets_plain_signs(sample):
    told = text(look("sample"), encoding="ascii")

    assert "  + met, seen     Code is under version control." in told
    assert "  - not met       The pipeline is automated in a basic way." in told


def test_a_level_is_shown_with_its_models_name(sample):
    told = text(look("sample")).splitlines()

    assert told[0] == "MLOps Maturity Model: From Notebooks to Production AI (tpwits-2025)"
    assert told[1].startswith("level 0 Ad hoc proven, ")
    assert "scale of 0 to 4" in told[1]


def test_a_notebook_and_a_folder_without_training_have_no_level(sample, tmp_path):
    (tmp_path / "empty").mkdir()

    assert level_line(look("sample/churn.ipynb")) == (
        "One notebook has habits and no level. Assess its folder for a level."
    )
    assert level_line(look("empty")) == "No level: nothing here trains a model."
    assert "level 0" not in text(look("empty"))


def test_names_of_files_do_not_steer_the_terminal(sample, percent_file):
    percent_file("sample/\x1b[31mred\u202e.ipynb", TRAINING)

    told = text(look("sample"))

    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "␛[31mred" in told


def test_the_address_of_a_store_is_not_told_for_it_may_hold_a_password(sample):
    found = assess(
        sample, environ={"MLFLOW_TRACKING_URI": "postgresql://ada:hunter2@host/db"}, settings=Settings(), now=NOW
    )

    assert "hunter2" not in text(found)
    assert "hunter2" not in assessment_json(found)
    assert "on a server" in text(found)
