"""No way to print, store or send findings shows a credential."""

import pytest
from click.testing import CliRunner

from nbcoach.faces.cli import command
from nbcoach.reports import formats

TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" * 2
KEY = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"
PASSWORD = "Xk7horse9staple"
SECRETS = (TOKEN, KEY, PASSWORD)
TEXT = f"""
# %%
import os, numpy as np, pandas as pd
db = connect("db.internal", user="etl", password="{PASSWORD}")
frame = pd.read_csv("https://me:{PASSWORD}@example.org/data.csv")
noise = np.random.rand(3)  # weather_api_key = "{KEY}"
!pip install git+https://{TOKEN}@github.com/acme/private
paths = [os.path.join("{KEY}", name) for name in os.listdir("/home/me/data")]
frames = [pd.read_csv(path) for path in paths]
os.environ["WEATHER_API_KEY"] = "{KEY}"
"""


@pytest.fixture
def folder(percent_file, tmp_path, monkeypatch):
    percent_file("work/a.ipynb", TEXT)
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def call(*arguments):
    return CliRunner().invoke(command, ["lint", ".", *arguments])


@pytest.mark.parametrize("form", formats())
@pytest.mark.parametrize("more", [(), ("--ignore", "inline-secret")], ids=["all", "without-inline-secret"])
def test_a_report_shows_no_credential(folder, form, more):
    result = call("--format", form, *more)

    assert "unseeded-run" in result.output
    assert [secret for secret in SECRETS if secret in result.output] == []


@pytest.mark.parametrize("options", [("--diff",), ("--diff", "--unsafe-fixes"), ("--statistics",)])
def test_what_is_shown_of_fixes_shows_no_credential(folder, options):
    result = call(*options)

    assert result.output
    assert [secret for secret in SECRETS if secret in result.output] == []


def test_what_is_stored_holds_no_credential(folder):
    call()
    call("--write-baseline", "accepted.json")

    stored = [path for path in folder.rglob("*") if path.is_file() and path.name != "a.ipynb"]
    assert any(path.name == "accepted.json" for path in stored)
    assert [path.name for path in stored for secret in SECRETS if secret.encode() in path.read_bytes()] == []


def test_a_fix_leaves_credentials_in_the_notebook_as_they_are(folder):
    before = (folder / "work" / "a.ipynb").read_text(encoding="utf-8")

    result = call("--fix")

    after = (folder / "work" / "a.ipynb").read_text(encoding="utf-8")
    assert "Fixed 1 finding" in result.output
    assert after == before.replace("os.listdir(", "sorted(os.listdir(").replace('me/data\\")]', 'me/data\\"))]')
