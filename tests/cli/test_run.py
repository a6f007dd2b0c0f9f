"""`nbcoach run` as it is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from nbcoach.faces.cli import main
from nbcoach.pipeline import export


@pytest.fixture
def nbcoach(monkeypatch, capsys, tmp_path):
    """Types a command in `tmp_path`: exit code, what went to stdout, what went to stderr."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments):
        monkeypatch.setattr(sys, "argv", ["nbcoach", *arguments])
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code or 0, out, err

    return typed


@pytest.fixture
def pipe(write_notebook, tmp_path, mlflow_store):
    source = write_notebook("limit = 5\nname = 'a'", "assert limit < 9, 'too large'\nprint(repr(name))")
    return export(source, tmp_path / "pipe").folder


def test_it_says_where_to_look(nbcoach, pipe, mlflow_store):
    code, out, err = nbcoach("run", "pipe", "-p", "limit=7", "-p", "name=007")

    assert code == 0
    assert err == ""
    (run,) = (path for path in (pipe / "runs").iterdir() if path.is_dir())
    record = json.loads((run / "run.json").read_text())
    assert out.startswith(f"Run {run.name} of train finished in ")
    assert str(Path("pipe/runs") / run.name / "10_train.ipynb") in out
    assert 'name = "007"' in out
    assert f"experiment train, run {record['mlflow']['run_id']}" in out
    assert f"mlflow ui --backend-store-uri {mlflow_store}" in out


def test_a_failing_step_is_exit_code_1_and_names_cell_line_and_notebook(nbcoach, pipe):
    code, out, err = nbcoach("run", "pipe", "-p", "limit=10")

    assert code == 1
    assert out == ""
    assert "error: Step train failed in cell 2, line 1" in err
    assert "AssertionError: too large" in err
    assert "10_train.ipynb" in err
    assert "Traceback" not in err


def test_a_dry_run_says_what_would_run_and_starts_nothing(nbcoach, pipe, mlflow_store, tmp_path):
    code, out, _ = nbcoach("run", str(pipe / "pipeline.yaml"), "-p", "limit=7", "--dry-run")

    assert code == 0
    assert "Would run train (1 step) with kernel python3:" in out
    assert "limit = 7" in out
    assert str(tmp_path) in out
    assert mlflow_store in out
    assert not (pipe / "runs").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "is no pipeline: it holds no pipeline.yaml."),
        (["pipe", "-p", "limit"], "error: -p limit gives no value. Write it as -p name=value."),
        (["pipe", "-p", "limit=1", "-p", "limit=2"], "error: Parameter limit is given twice."),
        (["pipe", "-p", "limt=1"], "error: Parameter limt is unknown. Did you mean limit?"),
        (["pipe", "-p", "limit=x"], 'error: Parameter limit is "x", and has to be a whole number.'),
        (["pipe", "--cwd", "none"], "is not there"),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_a_wrong_call_is_one_clear_answer_and_exit_code_2(nbcoach, pipe, arguments, message, dry):
    code, out, err = nbcoach("run", *arguments, *dry)

    assert code == 2
    assert message in err.replace("\n", " ")
    assert out == ""
    assert "Traceback" not in err
    assert not (pipe / "runs").exists()
