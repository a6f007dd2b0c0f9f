"""What the README shows is what the commands say."""

import re
import shutil
from pathlib import Path

import pytest

from nbcoach.faces.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the churn notebook with its data, as the README's reader has it."""
    shutil.copytree(ROOT / "notebooks" / "examples", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    return tmp_path


def shown() -> dict[str, list[str]]:
    """The lines that the README shows below each command, without those that it leaves out."""
    answers: dict[str, list[str]] = {}
    command = ""
    for block in re.findall(
        r"^```\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        for line in block.splitlines():
            if line.startswith("$ nbcoach "):
                command = line.removeprefix("$ nbcoach ")
                answers[command] = []
            elif command and line not in {"", "…"}:
                answers[command].append(line)
    return answers


@pytest.mark.parametrize(
    "command",
    [
        "lint customer_churn.ipynb",
        "track customer_churn.ipynb --write",
        pytest.param("export customer_churn.ipynb --to churn-pipeline --yes --steps headings", marks=pytest.mark.slow),
    ],
)
def test_a_command_of_the_readme_answers_as_shown(command, folder, capsys):
    code = main(command.split())

    said = {line.rstrip() for line in capsys.readouterr().out.splitlines()}
    assert code == (1 if command.startswith("lint") else 0)
    assert shown()[command]
    assert [line for line in shown()[command] if line not in said] == []
