"""`nbcoach doctor` in environments that are broken in one way each. No interpreter is started in any of them."""

import json
import os
import re
import sys
from pathlib import Path

import pytest
from repositories import git, listing, repository

from nbcoach import __version__
from nbcoach.faces.cli import main

VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture(autouse=True)
def wired(tmp_path, monkeypatch):
    """A project, and a Jupyter, in which all is well; the folder of that Jupyter."""
    jupyter = tmp_path / "jupyter"
    put(jupyter / "labextensions/nbcoach/package.json", {"name": "nbcoach", "version": __version__})
    put(jupyter / "config/jupyter_server_config.d/nbcoach.json", served(on=True))
    put(jupyter / "config/labconfig/page_config.json", {"disabledExtensions": {"nbcoach": False}})
    monkeypatch.setenv("JUPYTER_PATH", str(jupyter))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(jupyter / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(repository(tmp_path / "project"))
    return jupyter


@pytest.fixture
def doctor(capsys):
    """The lines by topic, as pairs of state and message with cure, and the exit code."""

    def call(*words):
        code = main(["doctor", "--format", "json", *words])
        told = json.loads(capsys.readouterr().out)
        assert told["version"] == 1
        lines = {}
        for line in told["lines"]:
            lines.setdefault(line["topic"], (line["state"], f"{line['message']}. {line['cure']}"))
        return lines, code

    return call


def put(file, value):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return file


def served(*, on):
    return {"ServerApp": {"jpserver_extensions": {"nbcoach": on}}}


def environment(folder, *distributions, name=VERSION):
    """A virtual environment with some distributions, such as `nbcoach 0.1.0`; its interpreter, which cannot run."""
    put(folder / "pyvenv.cfg", "home = /nowhere\ninclude-system-site-packages = false\n")
    packages = folder / "lib" / name / "site-packages"
    packages.mkdir(parents=True)
    for each in distributions:
        project, version = each.split()
        put(packages / f"{project}-{version}.dist-info" / "METADATA", f"Name: {project}\nVersion: {version}\n")
    return put(folder / "bin" / "python", "not a program")


def kernel(jupyter, name, program, **spec):
    argv = [str(program), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    put(jupyter / f"kernels/{name}/kernel.json", {"argv": argv, "language": "python", **spec})


def test_where_all_is_well_no_line_is_a_problem(doctor):
    lines, code = doctor()

    assert code == 0
    for topic in ("Python", "nbcoach", "command", "checks", "settings", "cache", "git", "JupyterLab"):
        assert lines[topic][0] == "ok", lines[topic]
    for topic in ("labextension", "server extension", "papermill", "MLflow", "MLflow store"):
        assert lines[topic][0] == "ok", lines[topic]
    assert f"{sys.version_info[0]}.{sys.version_info[1]}." in lines["Python"][1]
    assert __version__ in lines["nbcoach"][1]
    assert re.search(r"\d\d of .*nbcoach", lines["checks"][1])


def test_the_text_tells_each_line_and_counts(capsys):
    assert main(["doctor"]) == 0

    told = capsys.readouterr().out
    assert re.search(rf"^ok       nbcoach +{re.escape(__version__)}$", told, re.MULTILINE)
    assert re.search(r"^warning  pre-commit +there is no \.pre-commit-config\.yaml$", told, re.MULTILINE)
    assert re.search(r"^ {20,}Let nbcoach look at each commit: nbcoach init$", told, re.MULTILINE)
    assert re.search(r"\n\n\d warnings?\.\n$", told)


def test_nothing_is_changed(doctor, tmp_path, cache_folder):
    before = listing(tmp_path)

    doctor()

    assert listing(tmp_path) == before
    assert not list(cache_folder.iterdir())


def test_a_folder_that_is_not_there_is_a_wrong_call(capsys):
    assert main(["doctor", "gone"]) == 2
    assert "'gone' does not exist" in capsys.readouterr().err


def test_a_shell_that_does_not_find_the_program_is_told(doctor, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    state, said = doctor()[0]["command"]

    assert state == "warning"
    assert f"{sys.executable} -m nbcoach" in said


@pytest.mark.parametrize(("version", "state"), [("0.0.1", "warning"), (__version__, "ok")])
def test_a_program_of_another_environment_counts_by_its_version(doctor, monkeypatch, tmp_path, version, state):
    python = environment(tmp_path / "other", f"nbcoach {version}")
    script = put(tmp_path / "scripts" / "nbcoach", f"#!{python}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent))

    told, said = doctor()[0]["command"]

    assert told == state
    assert str(script) in said
    assert (version in said) == (state == "warning")


def test_a_broken_package_of_checks_is_a_problem(doctor, install):
    install("acme_checks", {"manners/broken.py": "1 / 0"})

    lines, code = doctor()

    assert code == 1
    assert lines["checks"][0] == "problem"
    assert "the check broken cannot be imported: ZeroDivisionError" in lines["checks"][1]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('fail-on = "never"', None),
        ("fail-on = 3", "fail-on holds a number where a text belongs"),
        ("fail-on = ", "is not TOML"),
        ('ignore = ["unseeded"]', "Did you mean 'unseeded-run'?"),
        ('baseline = "gone.json"', "There is no baseline"),
    ],
)
def test_settings_must_be_such_that_they_can_be_followed(doctor, settings, said):
    Path(".nbcoach.toml").write_text(settings)

    lines, code = doctor()

    assert lines["settings"][0] == ("problem" if said else "ok")
    assert (said or ".nbcoach.toml") in lines["settings"][1]
    assert code == int(bool(said))


def test_a_cache_that_cannot_be_written_is_told(doctor, monkeypatch, tmp_path):
    monkeypatch.setenv("NBCOACH_CACHE_DIR", str(put(tmp_path / "file", "") / "cache"))

    state, said = doctor()[0]["cache"]

    assert state == "warning"
    assert "NBCOACH_CACHE_DIR" in said


def test_a_folder_outside_of_a_repository_has_no_hook_to_miss(doctor, tmp_path):
    (tmp_path / "loose").mkdir()

    lines, code = doctor(str(tmp_path / "loose"))

    assert lines["git"][0] == "warning"
    assert "pre-commit" not in lines
    assert code == 0


@pytest.mark.parametrize(
    ("config", "state", "said"),
    [
        ("repos: [", "problem", "is no configuration"),
        ("repos: []\n", "warning", "does not call nbcoach"),
        ("repos:\n- repo: local\n  hooks:\n  - id: nbcoach-lint\n", "warning", "pre-commit install"),
    ],
)
def test_a_hook_is_missed_where_it_does_not_run(doctor, config, state, said):
    Path(".pre-commit-config.yaml").write_text(config)

    lines, _ = doctor()

    assert lines["pre-commit"][0] == state
    assert said in lines["pre-commit"][1]


@pytest.mark.parametrize("elsewhere", [None, "my-hooks"])
def test_a_hook_that_git_calls_is_well(doctor, elsewhere):
    Path(".pre-commit-config.yaml").write_text("repos:\n- repo: local\n  hooks:\n  - {id: a, entry: nbcoach lint}\n")
    if elsewhere:
        git(Path(), "config", "core.hooksPath", elsewhere)
    put(Path(elsewhere or ".git/hooks") / "pre-commit", "#!/bin/sh\n")

    assert doctor()[0]["pre-commit"][0] == "ok"


def test_a_half_of_another_version_is_a_problem(doctor, wired):
    put(wired / "labextensions/nbcoach/package.json", {"name": "nbcoach", "version": "0.0.1"})

    lines, code = doctor()

    assert code == 1
    assert lines["labextension"][0] == "problem"
    assert "version 0.0.1" in lines["labextension"][1]


@pytest.mark.parametrize(
    ("disabled", "state", "cure"),
    [
        ({"nbcoach": True}, "problem", "jupyter labextension enable nbcoach"),
        (["nbcoach"], "problem", "jupyter labextension enable nbcoach"),
        ({"nbcoach:status": True}, "warning", "jupyter labextension enable nbcoach:status"),
        ({"other": True}, "ok", ""),
    ],
)
def test_a_half_that_is_disabled_is_told(doctor, wired, disabled, state, cure):
    put(wired / "config/labconfig/page_config.json", {"disabledExtensions": disabled})

    found, said = doctor()[0]["labextension"]

    assert found == state
    assert cure in said


def test_a_server_that_leaves_nbcoach_out_is_told(doctor, wired):
    put(wired / "config/jupyter_server_config.json", served(on=False))

    lines, code = doctor()

    assert code == 1
    assert "jupyter server extension enable nbcoach" in lines["server extension"][1]


@pytest.mark.parametrize(
    ("distributions", "state", "said"),
    [
        (["nbcoach 0.1.0", "ipywidgets 8.1.5", "anywidget 0.9.18"], "ok", "nbcoach 0.1.0"),
        (["nbcoach 0.1.0", "ipywidgets 7.8.1", "anywidget 0.9.18"], "warning", "ipywidgets>=8.1 (there is 7.8.1)"),
        (["nbcoach 0.1.0", "ipywidgets 8.1.5"], "warning", "without anywidget>="),
        (["ipykernel 6.29.0"], "warning", "nbcoach is not installed there"),
    ],
)
def test_a_kernel_elsewhere_is_judged_by_what_lies_in_its_environment(
    doctor, wired, tmp_path, distributions, state, said
):
    python = environment(tmp_path / "env", *distributions)
    kernel(wired, "elsewhere", python)

    lines, code = doctor()

    assert lines["kernel elsewhere"][0] == state
    assert said in lines["kernel elsewhere"][1]
    assert state == "ok" or f'{python} -m pip install "nbcoach[kernel]"' in lines["kernel elsewhere"][1]
    assert code == 0


def test_a_plain_python_is_the_one_that_jupyter_runs_with(doctor, wired):
    kernel(wired, "plain", "python")

    assert doctor()[0]["kernel plain"] == ("ok", f"nbcoach {__version__} ({sys.executable}). ")


def test_what_a_kernel_puts_on_its_path_counts(doctor, wired, tmp_path):
    python = environment(tmp_path / "env", "ipykernel 6.29.0")
    environment(tmp_path / "more", "nbcoach 0.1.0", "ipywidgets 8.1.5", "anywidget 0.9.18")
    kernel(wired, "patched", python, env={"PYTHONPATH": str(tmp_path / f"more/lib/{VERSION}/site-packages")})

    assert doctor()[0]["kernel patched"][0] == "ok"


def test_a_kernel_that_cannot_start_or_be_seen_is_told(doctor, wired, tmp_path):
    kernel(wired, "gone", tmp_path / "gone" / "bin" / "python")
    kernel(wired, "wrapped", put(tmp_path / "start-in-container", ""))
    kernel(wired, "r", "R", language="R")
    put(wired / "kernels/torn/kernel.json", "{")

    lines, code = doctor()

    assert "jupyter kernelspec remove gone" in lines["kernel gone"][1]
    assert "cannot be seen from outside" in lines["kernel wrapped"][1]
    assert "kernel r" not in lines
    assert lines["kernel torn"][0] == "warning"
    assert code == 0


def test_the_store_is_told_without_its_password(doctor, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://ada:lovelace1815@mlflow.example.org")

    state, said = doctor()[0]["MLflow store"]

    assert state == "ok"
    assert "mlflow.example.org (MLFLOW_TRACKING_URI)" in said
    assert "lovelace" not in said


def test_the_store_of_the_settings_is_told(doctor, tmp_path):
    Path(".nbcoach.toml").write_text('tracking-uri = "sqlite:///runs/mlflow.db"')

    assert doctor()[0]["MLflow store"] == (
        "ok",
        f"sqlite:///{tmp_path}/project/runs/mlflow.db (tracking-uri of the settings), made by the first run. ",
    )


def test_a_look_that_fails_is_a_line_and_the_others_go_on(doctor, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("nbcoach.wiring.program.cache_folder", fail)

    lines, _ = doctor()

    assert lines["cache"][0] == "warning"
    assert "ZeroDivisionError" in lines["cache"][1]
    assert lines["MLflow store"][0] == "ok"
