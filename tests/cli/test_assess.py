"""`nbcoach assess` as it is typed."""

import json

import pytest
from click.testing import CliRunner

import nbcoach
from nbcoach.errors import BadCallError
from nbcoach.faces.cli import main
from nbcoach.faces.cli.assess import command

TRAINING = "from sklearn.svm import SVC\nSVC().fit(x, y)"


@pytest.fixture
def project(tmp_path, percent_file, monkeypatch):
    percent_file("train.ipynb", TRAINING)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    return tmp_path


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words], standalone_mode=True)


def test_text_is_the_default(project):
    result = run(".")

    assert result.exit_code == 0
    assert "level 0 Ad hoc proven" in result.stdout
    assert "Next step: " in result.stdout
    assert result.stderr == ""


def test_json_is_one_object(project):
    result = run(".", "--format", "json", "--model", "tpwits-2025")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["level"]["proven"]["number"] == 0


def test_a_level_that_is_not_proven_fails_the_build(project):
    assert run(".", "--fail-under", 0).exit_code == 0

    result = run(".", "--fail-under", 1)
    assert result.exit_code == 1
    assert "level 1 of tpwits-2025 is not proven" in result.stderr
    assert "Level 1 Managed" in result.stdout


def test_where_no_level_can_be_said_none_is_proven(project):
    assert run("train.ipynb", "--fail-under", 0).exit_code == 1


@pytest.mark.parametrize(
    "words", [("gone",), (".", "--model", "none"), (".", "--fail-under", "7"), (".", "--fail-under", "-1")]
)
def test_a_wrong_call_is_answered_as_one(project, words):
    result = run(*words)

    assert isinstance(result.exception, BadCallError)
    assert "\n" not in str(result.exception)
    assert result.exception.cure


def test_the_program_answers_a_wrong_call_in_one_line(project, capsys):
    assert main(["assess", "gone"]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "No such file or folder: gone" in told.err


def test_the_program_gives_the_exit_code_of_the_build(project, capsys):
    assert main(["assess", ".", "--fail-under", "1"]) == 1
    assert main(["assess", ".", "--fail-under", "0"]) == 0


def test_python_has_the_same_answer(project):
    assert nbcoach.assess(".").proven.number == 0


def test_help_shows_an_example(project):
    assert "nbcoach assess . --fail-under 1" in run("--help").stdout
