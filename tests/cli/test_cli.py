"""The commands that tell about nbcoach itself, and what all commands share."""

import json
import re
import subprocess
import sys

import click
import pytest

from nbcoach import __version__
from nbcoach.checking import discover
from nbcoach.errors import MissingExtraError
from nbcoach.faces.cli import command, main


@pytest.fixture
def call(capsys):
    def run(*words):
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_help_lists_each_command_with_a_line(call):
    code, output, _ = call("--help")

    listed = re.findall(r"^  ([a-z]+) +\S", output.partition("Commands:")[2], re.MULTILINE)
    assert code == 0
    assert listed[:3] == ["lint", "explain", "checks"]
    assert listed == command.list_commands(click.Context(command))


@pytest.mark.parametrize("name", command.list_commands(click.Context(command)))
def test_each_command_has_help_with_an_example(call, name):
    code, output, _ = call(name, "--help")

    assert code == 0
    assert f"Usage: nbcoach {name}" in output
    assert f"Example: nbcoach {name}" in output


def test_the_version_is_told(call):
    assert call("--version") == (0, f"nbcoach {__version__}\n", "")


def test_without_a_command_the_help_is_shown(call):
    code, output, error = call()

    assert (code, output) == (2, "")
    assert "Commands:" in error


def test_an_unknown_command_is_answered_with_a_near_one(call):
    assert call("lnt") == (2, "", "error: There is no command 'lnt'. Did you mean 'lint'?\n")


def test_commands_are_imported_only_when_they_are_called():
    program = "import sys, nbcoach.faces.cli as c; c.main(['--help']); print([m for m in sys.modules if 'cli.' in m])"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            MissingExtraError("papermill", "pipelines"),
            2,
            "error: This needs papermill, which is not installed. Install",
        ),
        (ZeroDivisionError("x\ny"), 2, "error: nbcoach failed: ZeroDivisionError: x y (test_cli.py, line "),
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (SystemExit(3), 3, ""),
    ],
)
def test_whatever_goes_wrong_is_one_line(call, monkeypatch, error, code, said):
    def fail(*_):
        raise error

    monkeypatch.setattr("nbcoach.faces.cli.checks.catalogue", fail)
    monkeypatch.delenv("NBCOACH_DEBUG", raising=False)

    result, output, told = call("checks")

    assert (result, output) == (code, "")
    assert told.strip().startswith(said)
    assert told.count("\n") <= 1


def test_who_develops_can_see_where_it_happened(monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("nbcoach.faces.cli.checks.catalogue", fail)
    monkeypatch.setenv("NBCOACH_DEBUG", "1")

    with pytest.raises(ZeroDivisionError):
        main(["checks"])


def test_checks_are_listed_by_area(call):
    code, output, error = call("checks")

    assert (code, error) == (0, "")
    assert re.search(r"^data\n(?:  .*\n)*  untracked-data +warning  Reads data", output, re.MULTILINE)
    assert all(check.summary() in output for check in discover())


def test_checks_are_listed_as_json(call):
    listed = json.loads(call("checks", "--format", "json")[1])

    assert {each["name"] for each in listed} == {check.name for check in discover()}
    (path,) = [each for each in listed if each["name"] == "hard-coded-path"]
    assert (path["area"], path["severity"], path["default"]) == ("reproducibility", "warning", True)
    assert path["sources"][0].startswith("https://")


def test_checks_are_measured_on_marked_notebooks(call, tmp_path):
    (tmp_path / "draw.py").write_text("import random\nrandom.random()  # expect: unseeded-run\n")

    table = call("checks", "--measure", str(tmp_path))[1]
    measured = json.loads(call("checks", "--measure", str(tmp_path), "--format", "json")[1])

    assert re.search(r"^unseeded-run +1\.00 +1\.00 +1 +1$", table, re.MULTILINE)
    assert re.search(r"^missing-purpose +0\.00 +- +0 +1$", table, re.MULTILINE)
    assert measured["checks"]["unseeded-run"] == {"right": 1, "wrong": 0, "missed": 0, "notebooks": 1}


def test_a_folder_without_marked_notebooks_is_no_quality_suite(call, tmp_path):
    code, _, error = call("checks", "--measure", str(tmp_path))

    assert code == 2
    assert "no case" in error


def test_a_check_tells_how_often_it_is_right(call):
    explained = call("explain", "unseeded-run")[1]

    assert re.search(r"^\| \d+, which it is developed with \| [01]\.\d\d \|", explained, re.MULTILINE)


def test_a_check_of_another_package_is_listed_and_explained(call, install):
    install("acme_checks", ["manners/shouting.py", "manners/taste.py"])

    assert re.search(r"shouting +hint +Prints in capitals\.\n", call("checks")[1])
    assert re.search(r"taste .*\(only when selected\)\n", call("checks")[1])
    assert "Nobody likes it." in call("explain", "shouting")[1]


def test_a_broken_check_is_told_on_standard_error(call, install):
    install("acme_checks", {"manners/broken.py": "1 / 0"})

    code, output, error = call("checks")

    assert code == 0
    assert "unseeded-run" in output
    assert error.startswith("warning: the check broken cannot be imported: ZeroDivisionError")
    assert call("explain", "broken")[0] == 2


@pytest.mark.parametrize("check", discover(), ids=lambda check: check.name)
def test_each_check_is_explained_by_its_own_words(call, check):
    code, output, error = call("explain", check.name)

    assert (code, error) == (0, "")
    assert output.startswith(f"# {check.name}\n")
    assert check.summary() in output
    assert {"## Why it matters", "## What to do", "## Sources"} <= set(output.splitlines())
    assert re.search(r"^## Examples?$", output, re.MULTILINE)
    assert all(source in output for source in check.sources)
    assert "# expect" not in output


def test_all_checks_are_explained_into_a_folder(call, tmp_path):
    code, output, error = call("explain", "--all", "--output", str(tmp_path / "reference"))

    count = len(discover()) + 1
    assert (code, output, error) == (0, "", f"Wrote {count} pages into {tmp_path / 'reference'}.\n")
    page = tmp_path / "reference" / "reproducibility" / "unseeded-run.md"
    assert page.read_text() == call("explain", "unseeded-run")[1]


@pytest.mark.parametrize(
    "words", [(), ("--all",), ("unseeded-run", "--all"), ("unseeded-run", "--output", "x"), ("--output", "x")]
)
def test_explain_says_what_it_needs(call, words):
    code, output, error = call("explain", *words)

    assert (code, output) == (2, "")
    assert error.startswith("error: ")


def test_a_folder_that_cannot_be_made_is_told(call, tmp_path):
    (tmp_path / "file").write_text("")

    code, _, error = call("explain", "--all", "--output", str(tmp_path / "file" / "below"))

    assert code == 2
    assert "cannot be made" in error
    assert "Traceback" not in error


def test_on_a_terminal_an_explanation_is_laid_out(call, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    code, output, _ = call("explain", "unseeded-run")

    assert code == 0
    assert "## " not in output
    assert "Why it matters" in output


def test_an_unknown_check_is_answered_with_a_near_one(call):
    assert call("explain", "unseeded") == (
        2,
        "",
        "error: There is no check 'unseeded'. Did you mean 'unseeded-run'?\n",
    )
