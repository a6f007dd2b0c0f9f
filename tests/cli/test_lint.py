"""`nbcoach lint` from outside: what it writes where, and its exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nbcoach.faces.cli import main

UNSEEDED = """
# %% [markdown]
# # Noise
# %%
import numpy as np

noise = np.random.rand(3)
"""
CLEAN = "# %% [markdown]\n# # One\n# %%\nx = 1\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def lint(capsys):
    """Gives exit code, standard output and standard error of a call."""

    def call(*words):
        code = main(["lint", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def findings(output):
    return [(each["check"], each["cell"], each["line"]) for each in json.loads(output)["findings"]]


def test_a_finding_is_shown_with_its_source(lint, percent_file, golden):
    percent_file("work/noise.ipynb", UNSEEDED)

    code, output, error = lint("work")

    assert (code, error) == (1, "")
    golden("lint-cli.txt", output)


def test_a_clean_notebook_gives_0(lint, percent_file):
    percent_file("clean.ipynb", CLEAN)

    assert lint(".") == (0, "Nothing found in 1 notebook.\n", "")


def test_json_is_one_object(lint, percent_file):
    percent_file("work/noise.ipynb", UNSEEDED)

    code, output, _ = lint("work", "--format", "json")

    report = json.loads(output)
    (finding,) = report["findings"]
    assert code == 1
    assert (report["version"], report["notebooks"], report["errors"], report["skipped"]) == (1, 1, [], [])
    assert (finding["path"], finding["check"], finding["cell"]) == ("work/noise.ipynb", "unseeded-run", 1)
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (3, 8, 3, 25)
    assert "np.random.rand(3)" in Path("work/noise.ipynb").read_text().splitlines()[finding["file_line"] - 1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("html.ipynb", b"<!DOCTYPE html><html></html>", "it holds an HTML page"),
        ("text.ipynb", b"hello", "it is not JSON"),
        ("empty.ipynb", b"", "the file is empty"),
        ("list.ipynb", b"[]", "is not a notebook"),
        ("other.ipynb", b'{"a": 1}', "is not a notebook"),
        ("cut.ipynb", b'{"cells": [{"cell_type": "code"', "it is not JSON"),
        ("binary.ipynb", bytes(range(256)), "is not a notebook"),
    ],
)
def test_a_file_that_is_no_notebook_is_one_line_and_gives_1(lint, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    code, output, error = lint(name)

    lines = [line for line in output.splitlines() if line.startswith("error: ")]
    assert (code, error, len(lines)) == (1, "", 1)
    assert name in lines[0]
    assert said in lines[0]


def test_one_bad_file_does_not_end_the_run(lint, percent_file, tmp_path):
    percent_file("b.ipynb", UNSEEDED)
    (tmp_path / "a.ipynb").write_text("<html>")

    code, output, _ = lint(".", "--format", "json")

    assert code == 1
    assert [(each["path"], each["kind"]) for each in json.loads(output)["errors"]] == [("a.ipynb", "not-a-notebook")]
    assert findings(output) == [("unseeded-run", 1, 3)]


def test_unreadable_files_do_not_fail_a_run_that_never_fails(lint, tmp_path):
    (tmp_path / "a.ipynb").write_text("<html>")

    assert lint("a.ipynb", "--fail-on", "never")[0] == 0
    assert lint("a.ipynb", "--fail-on", "error")[0] == 1


def test_a_file_without_permission_is_one_line_and_gives_1(lint, percent_file, monkeypatch):
    percent_file("secret.ipynb", CLEAN)

    def deny(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", deny)
    code, output, _ = lint("secret.ipynb")

    assert code == 1
    assert output.splitlines()[0] == "error: secret.ipynb cannot be read: Permission denied. Check its permissions."


def test_another_language_is_skipped_without_an_error(lint, percent_file):
    percent_file("r.ipynb", "x <- 1", language="R")

    code, output, _ = lint("r.ipynb", "--format", "json")

    assert code == 0
    assert json.loads(output)["skipped"] == [{"path": "r.ipynb", "reason": "its language is r"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.ipynb"], "nowhere.ipynb"),
        ([".", "--select", "unseded-run"], "Did you mean 'unseeded-run'?"),
        ([".", "--ignore", "unseded-run"], "--ignore: there is no check or area 'unseded-run'"),
        ([".", "--format", "yaml"], "'yaml' is not one of"),
        ([".", "--fail-on", "maybe"], "'maybe' is not one of"),
        ([".", "--jobs", "many"], "'many' is not a valid integer"),
        ([".", "--no-such"], "No such option"),
        ([], "Missing argument"),
        ([".", "--output", "nowhere/x.json"], "there is no folder nowhere"),
        ([".", "--output", "."], "it is a folder"),
        (["-", "."], "Standard input"),
        ([".", "--statistics", "--format", "json"], "--statistics"),
    ],
)
def test_a_wrong_call_is_one_line_on_standard_error_and_gives_2(lint, percent_file, words, said):
    percent_file("a.ipynb", UNSEEDED)

    code, output, error = lint(*words)

    assert (code, output, error.count("\n")) == (2, "", 1)
    assert error.startswith("error: ")
    assert said in error


def test_settings_that_are_wrong_give_2(lint, percent_file, tmp_path):
    percent_file("a.ipynb", UNSEEDED)
    (tmp_path / "pyproject.toml").write_text("[tool.nbcoach]\nselct = []\n")

    code, output, error = lint("a.ipynb")

    assert (code, output) == (2, "")
    assert "unknown key 'selct'" in error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_output_that_cannot_be_written_gives_2(lint, percent_file):
    percent_file("a.ipynb", UNSEEDED)

    code, _, error = lint("a.ipynb", "--output", "/dev/full")

    assert code == 2
    assert error == "error: /dev/full cannot be written: No space left on device. Choose another place.\n"


def test_an_output_file_is_replaced_in_one_step(lint, percent_file, tmp_path):
    percent_file("a.ipynb", UNSEEDED)
    report = tmp_path / "report.json"
    report.write_text("old")
    report.chmod(0o640)

    code, output, _ = lint("a.ipynb", "--format", "json", "--output", report)

    assert (code, output) == (1, "")
    assert findings(report.read_text()) == [("unseeded-run", 1, 3)]
    assert report.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.ipynb", "report.json"]


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("hint", 1), ("never", 0)])
def test_the_exit_code_follows_the_gravest_finding(lint, percent_file, fail_on, code):
    percent_file("a.ipynb", UNSEEDED)

    assert lint("a.ipynb", "--fail-on", fail_on)[0] == code


def test_a_hint_alone_gives_0_by_default(lint, percent_file):
    percent_file("a.ipynb", "x = 1  # nbcoach: ignore[unseeded-run]")

    assert lint("a.ipynb")[0] == 0
    assert lint("a.ipynb", "--fail-on", "hint")[0] == 1


def test_checks_are_chosen_by_name_area_and_all(lint, percent_file):
    percent_file("a.ipynb", "import numpy as np\nnp.random.rand(3)\nopen('/home/ada/x.csv')")

    def checks(*words):
        return {check for check, _, _ in findings(lint("a.ipynb", "--format", "json", *words)[1])}

    assert checks("--select", "unseeded-run") == {"unseeded-run"}
    assert checks("--select", "data, unseeded-run") == {"unseeded-run", "untracked-data"}
    assert checks("--select", "data", "--select", "unseeded-run") == {"unseeded-run", "untracked-data"}
    assert checks("--ignore", "reproducibility", "--ignore", "missing-purpose") == {"untracked-data"}
    left = checks("--select", "all", "--ignore", "data", "--ignore", "governance")
    assert left == {"unseeded-run", "hard-coded-path"}


def test_what_the_call_selects_goes_before_the_settings(lint, percent_file, tmp_path):
    percent_file("a.ipynb", UNSEEDED)
    (tmp_path / "pyproject.toml").write_text("[tool.nbcoach]\nignore = ['reproducibility']\nfail-on = 'never'\n")

    assert lint("a.ipynb")[1].startswith("Nothing found")
    assert lint("a.ipynb", "--select", "unseeded-run")[0] == 0
    assert lint("a.ipynb", "--select", "unseeded-run", "--fail-on", "warning")[0] == 1


def test_excluded_paths_are_not_looked_at(lint, percent_file):
    percent_file("old/a.ipynb", UNSEEDED)
    percent_file("new/a.ipynb", UNSEEDED)

    output = lint(".", "--exclude", "old/", "--format", "json")[1]

    assert [each["path"] for each in json.loads(output)["findings"]] == ["new/a.ipynb"]


def test_a_crashing_check_of_another_package_is_told_and_the_others_go_on(lint, percent_file, install):
    install("acme_checks", ["manners/crashing.py", "manners/shouting.py"])
    percent_file("a.ipynb", "print('HI')")

    code, output, _ = lint("a.ipynb", "--format", "json", "--fail-on", "hint", "--ignore", "missing-purpose")

    (error,) = json.loads(output)["errors"]
    assert (error["path"], error["kind"], error["check"]) == ("a.ipynb", "failed-to-run", "crashing")
    assert findings(output) == [("shouting", 0, 1)]
    assert code == 1


def test_statistics_stand_in_place_of_the_findings(lint, percent_file):
    percent_file("a.ipynb", UNSEEDED)

    assert lint("a.ipynb", "--statistics")[1] == (
        "      1  unseeded-run                  in 1 notebook\nFound 1 habit in 1 notebook: 1 warning.\n"
    )


def test_colours_follow_the_environment(lint, percent_file, monkeypatch):
    percent_file("a.ipynb", UNSEEDED)
    assert "\x1b" not in lint("a.ipynb")[1]

    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;33mwarning" in lint("a.ipynb")[1]
    assert "\x1b" not in lint("a.ipynb", "--format", "json")[1]

    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in lint("a.ipynb")[1]


# From here on in a process of its own: streams, signals and imports.


def nbcoach(*words, **options):
    call = [sys.executable, "-m", "nbcoach", *map(str, words)]
    path = os.pathsep.join(part for part in sys.path if part)
    return subprocess.Popen(call, env={**os.environ, "PYTHONPATH": path}, **options)


def answer(*words, given=None, **options):
    process = nbcoach(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    output, error = process.communicate(given)
    return process.returncode, output.decode(errors="replace"), error.decode()


def test_a_notebook_is_read_from_standard_input(percent_file, tmp_path):
    data = percent_file("a.ipynb", UNSEEDED).read_bytes()
    (tmp_path / "lectures").mkdir()
    (tmp_path / "lectures" / ".nbcoach.toml").write_text(
        "select = ['unseeded-run']\nseverity = { unseeded-run = 'hint' }"
    )

    code, output, error = answer("lint", "-", "--format", "json", "--stdin-filename", "lectures/a.ipynb", given=data)

    (finding,) = json.loads(output)["findings"]
    assert (code, error) == (0, "")
    assert (finding["path"], finding["severity"], finding["file_line"] > 1) == ("lectures/a.ipynb", "hint", True)


def test_standard_input_that_is_no_notebook_gives_1():
    code, output, error = answer("lint", "-", given=b"<html>")

    assert (code, error) == (1, "")
    assert output.startswith("error: <stdin> is not a notebook: it holds an HTML page.")


def test_a_reader_that_goes_away_is_no_error(percent_file):
    for number in range(40):
        percent_file(f"many/{number}.ipynb", UNSEEDED + "np.random.rand(1)\n" * 100)

    process = nbcoach("lint", "many", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), said) == (1, b"")


@pytest.mark.skipif(
    sys.platform == "win32" or signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    reason="Ctrl-C is sent differently there, or ignored here",
)
def test_ctrl_c_gives_130_and_says_nothing(install):
    site = install(
        "acme_checks",
        {
            "manners/slow.py": """
            import time
            from nbcoach.checking import Check

            class Slow(Check):
                '''Takes long.'''

                def find(self, notebook, project):
                    open("started", "w").close()
                    time.sleep(30)
                    return iter(())
            """
        },
    )
    (site.parent / "a.ipynb").write_text('{"cells": []}')
    process = nbcoach("lint", "a.ipynb", "--select", "slow", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 20
    while not Path("started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    output, error = process.communicate(timeout=20)

    assert (process.returncode, output, error.strip()) == (130, b"", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_text_can_be_written_in_any_encoding(percent_file, monkeypatch, encoding):
    percent_file("名.ipynb", "import random\nrandom.choice(['数', '\\ud83d'])  # ü\n")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)

    code, _, error = answer("lint", ".")

    assert (code, error) == (1, "")


def test_lint_imports_nothing_that_is_slow(percent_file):
    percent_file("a.ipynb", UNSEEDED)
    program = (
        "import sys; from nbcoach.faces.cli import main; main(['lint', 'a.ipynb']);"
        "print([name for name in ('rich', 'mlflow', 'papermill', 'nbformat', 'yaml', 'importlib.metadata',"
        " 'asyncio', 'concurrent.futures', 'multiprocessing', 'pathspec') if name in sys.modules])"
    )
    path = os.pathsep.join(part for part in sys.path if part)

    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )

    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_what_lies_in_the_working_directory_is_not_imported(percent_file, tmp_path):
    percent_file("a.ipynb", UNSEEDED)
    for name in ("click", "msgspec", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('executed')")

    code, output, _ = answer("lint", "a.ipynb")

    assert code == 1
    assert "unseeded-run" in output
