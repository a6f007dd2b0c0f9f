"""Secrets of a notebook do not land in its pipeline: the steps read them from the environment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from cells import notebook as made

from nbcoach.errors import BadCallError
from nbcoach.pipeline import export, plan, prepare
from nbcoach.pipeline.back import back
from nbcoach.pipeline.secret_references import environment_of, without_secrets

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-abcdefghijklmnop1234567890"


def referenced(source: str) -> str:
    notebook = made(source)
    return without_secrets(notebook, notebook.cells[0], source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('password = "hunter2"', 'password = __import__("os").environ["PASSWORD"]'),
        (
            "pässe = 'ü'; api_key: str = 'geheim'  # é",
            'pässe = \'ü\'; api_key: str = __import__("os").environ["API_KEY"]  # é',
        ),
        (f"client.key = '{KEY}'", 'client.key = __import__("os").environ["KEY"]'),
        ("connect(user='me', password='x')", 'connect(user=\'me\', password=__import__("os").environ["PASSWORD"])'),
        ("c = {'a': 1, 'api_key': 'x'}", "c = {'a': 1, 'api_key': __import__(\"os\").environ[\"API_KEY\"]}"),
        (
            f"os.environ['OPENAI_API_KEY'] = '''{KEY}'''\nx = 1",
            'os.environ[\'OPENAI_API_KEY\'] = __import__("os").environ["OPENAI_API_KEY"]\nx = 1',
        ),
        (
            "password = 'a'\npassword = 'b'\npwd = 'a'",
            """\
password = __import__("os").environ["PASSWORD"]
password = __import__("os").environ["PASSWORD_2"]
pwd = __import__("os").environ["PASSWORD"]""",
        ),
        ("pwd = 'geheim'", 'pwd = __import__("os").environ["PWD_SECRET"]'),
        ("%time password = 'x'", '%time password = __import__("os").environ["PASSWORD"]'),
    ],
)
def test_a_text_that_looks_secret_becomes_a_reference(source: str, expected: str) -> None:
    assert referenced(source) == expected


@pytest.mark.parametrize(
    "source",
    ["n = 'hunter2'", "password = ''", "password = input()", "password = 'x", "key = 'name'"],
)
def test_everything_else_stays(source: str) -> None:
    assert referenced(source) == source


def test_no_file_of_a_pipeline_holds_a_secret_and_all_say_where_it_comes_from(write_notebook, tmp_path: Path) -> None:
    source = write_notebook(
        f"api_key = '{KEY}'\nrate = 0.5",
        "# %%\nlogin(user='me', password='hunter2-geheim')\nprint(rate, api_key[:2])",
        name="work/train.ipynb",
    )
    before = source.read_bytes()

    exported = export(source, tmp_path / "pipe")

    held = {path: path.read_bytes() for path in exported.folder.rglob("*") if path.is_file()}
    assert not [path for path, content in held.items() if KEY.encode() in content or b"hunter2" in content]
    assert exported.pipeline.environment == ("API_KEY", "PASSWORD")
    assert yaml.safe_load((exported.folder / "pipeline.yaml").read_text())["environment"] == ["API_KEY", "PASSWORD"]
    assert "API_KEY, PASSWORD" in (exported.folder / "README.md").read_text()
    cells = json.loads(back(exported.folder))["cells"]
    assert "".join(cells[0]["source"]) == 'api_key = __import__("os").environ["API_KEY"]\nrate = 0.5'
    assert source.read_bytes() == before


def test_a_run_asks_for_what_is_not_set_before_anything_starts(write_notebook, tmp_path: Path, monkeypatch) -> None:
    folder = export(write_notebook("api_key = 'geheim'", "print(api_key)"), tmp_path / "pipe").folder
    monkeypatch.delenv("API_KEY", raising=False)
    with pytest.raises(BadCallError, match="these are not set: API_KEY"):
        prepare(folder, {})
    monkeypatch.setenv("API_KEY", "x")
    assert prepare(folder, {}).manifest.environment == ("API_KEY",)


def test_a_notebook_of_another_language_has_none_that_could_be_read() -> None:
    notebook = made("password <- 'x'", kernelspec={"name": "ir", "language": "R", "display_name": "R"})
    assert environment_of(notebook) == {}
    assert plan(notebook).environment == ()
