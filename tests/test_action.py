"""The GitHub Action: GitHub can read it, and its scripts do what its inputs say and nothing else."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
SCRIPTS = {step["name"]: step for step in STEPS if "run" in step}
INPUT = r"\$\{\{ inputs\.([\w-]+) \}\}"
SEEDLESS = "# %% [markdown]\n# # Say hello to whoever reads this\n# %%\nimport numpy as np\nnoise = np.random.rand(3)\n"
HOSTILE = "$(touch hacked) `touch hacked`; touch hacked # \"; touch hacked; ' && touch hacked"


def conforms(file):
    """Whether a file follows the documented syntax of an action's metadata."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def environment(name):
    """The environment of a script, with the defaults of the inputs."""
    told = {}
    for key, value in SCRIPTS[name]["env"].items():
        match = re.fullmatch(INPUT, value)
        told[key] = ACTION["inputs"][match[1]]["default"] if match else value
    return {**told, "PYTHON": sys.executable}


@pytest.fixture
def look(tmp_path, monkeypatch):
    """Runs the step that looks at notebooks, as GitHub does, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(**inputs):
        known = {**os.environ, **environment("Look at the notebooks"), "RUNNER_TEMP": str(tmp_path / "temp"), **inputs}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPTS["Look at the notebooks"]["run"]]
        return subprocess.run(command, env=known, capture_output=True, text=True, check=False)

    return run


def test_the_action_follows_the_documented_syntax(tmp_path):
    torn = tmp_path / "action.yml"
    torn.write_text(yaml.safe_dump({**ACTION, "runs": {"using": "composite"}}), encoding="utf-8")

    assert conforms(ROOT / "action.yml")
    assert not conforms(torn)


def test_nothing_is_pasted_into_a_script():
    assert len(SCRIPTS) == 2
    assert [name for name, step in SCRIPTS.items() if "${{" in step["run"]] == []


def test_every_input_is_used_and_explained_and_has_a_default():
    used = set(re.findall(INPUT, json.dumps(STEPS)))

    assert used == set(ACTION["inputs"])
    assert all(each["description"].endswith(".") and "default" in each for each in ACTION["inputs"].values())


def test_a_habit_fails_the_step_and_stands_beside_its_line(look, percent_file):
    percent_file("a b.ipynb", SEEDLESS)

    done = look()

    assert done.returncode == 1, done.stderr
    assert re.search(r"^::warning file=a b\.ipynb,line=\d+.*unseeded-run", done.stdout, re.MULTILINE)


def test_sarif_is_written_although_the_step_fails(look, percent_file, tmp_path):
    percent_file("a.ipynb", SEEDLESS)

    done = look(SARIF="report.sarif")

    assert done.returncode == 1
    results = json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["unseeded-run"]


def test_paths_stand_one_per_line(look, percent_file):
    percent_file("one two/a.ipynb", SEEDLESS)
    percent_file("b.ipynb", SEEDLESS)
    percent_file("c.ipynb", SEEDLESS)

    done = look(PATHS="one two\nb.ipynb\n", FORMAT="json")

    assert [each["path"] for each in json.loads(done.stdout)["findings"]] == ["one two/a.ipynb", "b.ipynb"]


@pytest.mark.parametrize(
    "inputs", [{"SELECT": "tracking"}, {"FAIL_ON": "error"}, {"FAIL_ON": "never"}, {"BASELINE": "known.json"}]
)
def test_an_input_is_an_option_of_lint(look, percent_file, inputs):
    percent_file("a.ipynb", SEEDLESS)
    if "BASELINE" in inputs:
        call = [sys.executable, "-m", "nbcoach", "lint", ".", "--write-baseline", "known.json"]
        subprocess.run(call, check=True, capture_output=True)

    done = look(**inputs)

    assert done.returncode == 0, done.stderr


def test_only_what_changed_is_told_where_asked(look, percent_file, tmp_path):
    percent_file("a.ipynb", SEEDLESS)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for call in (["init", "-q"], ["add", "a.ipynb"], [*who, "commit", "-qm", "Begin"]):
        subprocess.run(["git", *call], cwd=tmp_path, check=True)
    percent_file("b.ipynb", SEEDLESS)

    done = look(CHANGED_SINCE="HEAD", FORMAT="json")

    assert [each["path"] for each in json.loads(done.stdout)["findings"]] == ["b.ipynb"]


@pytest.mark.parametrize("name", ["PATHS", "SELECT", "FAIL_ON", "BASELINE", "CHANGED_SINCE", "FORMAT", "SARIF"])
def test_no_input_is_read_as_code(look, percent_file, tmp_path, name):
    percent_file("a.ipynb", SEEDLESS)

    done = look(**{name: HOSTILE})

    assert done.returncode in ({1, 2} if name == "SARIF" else {2})
    assert not (tmp_path / "hacked").exists()


def test_a_module_of_the_checked_out_folder_is_not_imported(look, percent_file, tmp_path):
    percent_file("a.ipynb", SEEDLESS)
    (tmp_path / "click.py").write_text("open('hacked', 'w').close()\n", encoding="utf-8")

    done = look(FAIL_ON="never")

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(
    ("version", "installed"), [("", "/the/action"), ("1.2.3", "nbcoach==1.2.3"), (HOSTILE, f"nbcoach=={HOSTILE}")]
)
def test_the_release_is_installed_or_what_the_action_belongs_to(tmp_path, monkeypatch, version, installed):
    monkeypatch.chdir(tmp_path)
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > called\n', encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    told = {"PYTHON": str(python), "VERSION": version, "GITHUB_ACTION_PATH": "/the/action", "RUNNER_TEMP": "/temp"}

    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPTS["Install nbcoach"]["run"]]
    subprocess.run(command, env={**os.environ, **environment("Install nbcoach"), **told}, check=True)

    called = (tmp_path / "called").read_text(encoding="utf-8").splitlines()
    assert called[:3] == ["-m", "pip", "install"]
    assert called[-3:] == ["--target", "/temp/nbcoach", installed]
    assert not (tmp_path / "hacked").exists()
