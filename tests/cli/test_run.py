"""`nbcoach run` as it is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from chains import InProcess, edit_step, make_chain

from nbcoach.faces.cli import main
from nbcoach.pipeline import engines, export


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


class TestResults:
    """What the notebook gave is expected of a run with the same values, code and data."""

    @pytest.fixture
    def proven(self, write_notebook, tmp_path, mlflow_store):
        source = write_notebook("limit = 5", "import os\nprint('sum', limit + float(os.environ.get('DRIFT', '0')))")
        return export(source, tmp_path / "pipe", yes=True).folder

    def test_a_run_whose_results_differ_is_exit_code_3_and_says_where(self, nbcoach, proven, monkeypatch):
        assert nbcoach("run", "pipe", "--force")[0] == 0
        monkeypatch.setenv("DRIFT", "0.25")

        code, out, err = nbcoach("run", "pipe", "--force")

        assert code == 3
        assert " finished in " in out
        assert "error: The results differ from those of the notebook. Cell 2 (step train)" in err
        assert "5 became 5.25" in err
        again, _, told = nbcoach("run", "pipe")
        assert (again, "5 became 5.25" in told) == (3, True)
        assert nbcoach("run", "pipe", "--events")[0] == 3
        assert nbcoach("run", "pipe", "-p", "limit=7")[0] == 0

    def test_nothing_is_expected_of_code_that_was_changed(self, nbcoach, proven):
        (step,) = (proven / "steps").glob("*.ipynb")
        step.write_text(step.read_text().replace("'sum'", "'total'"))
        assert nbcoach("run", "pipe")[0] == 0


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


class TestChains:
    """Pipelines of several steps; they are executed in this process."""

    @pytest.fixture
    def chain(self, tmp_path, monkeypatch):
        engine = InProcess()
        monkeypatch.setattr(engines, "load", lambda _: engine)
        monkeypatch.setitem(sys.modules, "mlflow", None)
        steps = {
            "load": ["# parameters\nrows = 3", "data = list(range(rows))"],
            "score": [
                "# parameters\nkind = 'sum'",
                "import json\nassert kind != 'bad', 'no such kind'",
                "json.dump({'value': float(len(data))}, open('metrics.json', 'w'))",
            ],
        }
        parameters = {"rows": {"type": "integer", "default": 3}, "kind": {"type": "string", "default": "sum"}}
        make_chain(tmp_path / "chain", steps, parameters, carries={"load": ["data"]})
        return engine

    def test_a_second_run_has_nothing_to_do_and_says_where_the_results_are(self, nbcoach, chain):
        _, first, _ = nbcoach("run", "chain")
        assert "  step       load: " in first
        code, out, _ = nbcoach("run", "chain")

        run = first.split()[1]
        assert code == 0
        assert out.startswith(f"Nothing to run: run {run} of chain has done this already. --force runs it again.")
        assert f"chain/runs/{run}/20_score.ipynb" in out
        assert chain.executed == ["load", "score"]

    def test_a_dry_run_tells_why_steps_would_run(self, nbcoach, chain):
        nbcoach("run", "chain")
        _, done, _ = nbcoach("run", "chain", "--dry-run")
        code, out, _ = nbcoach("run", "chain", "--dry-run", "-p", "rows=4")

        assert done.startswith("Would run nothing of chain: every step is done.")
        assert code == 0
        assert "executed: rows is 4, was 3" in out
        assert "executed if that leaves another state: step load is executed before it" in out
        assert len(chain.executed) == 2

    def test_values_with_commas_make_a_sweep_with_a_table(self, nbcoach, chain):
        code, out, _ = nbcoach("run", "chain", "-p", "rows=1,2", "-p", "kind=a,b")

        head, one, two = out.splitlines()
        assert code == 0
        assert head.split() == ["rows", "value", "seconds", "status", "run"]
        assert (one.split()[:2], two.split()[:2]) == (["1", "1"], ["2", "2"])
        assert [job.values["kind"] for job in chain.jobs if job.step == "score"] == ["a,b", "a,b"]

    def test_a_sweep_of_texts_is_named_and_a_failure_is_exit_code_1(self, nbcoach, chain, tmp_path):
        (tmp_path / "grid.yaml").write_text("rows: [1, 2]")
        code, out, _ = nbcoach("run", "chain", "--sweep", "grid.yaml", "--sweep", "kind=sum,bad")

        assert code == 1
        assert out.count("finished") == 2
        assert "failed: Step score failed" in out
        assert "no such kind" in out

    def test_events_are_lines_of_json_and_nothing_else(self, nbcoach, chain):
        code, out, err = nbcoach("run", "chain", "--events")

        assert code == 0
        assert err == ""
        events = [json.loads(line) for line in out.splitlines()]
        assert [each["event"] for each in events] == [
            "run-started",
            *["step-started", "step-ended"] * 2,
            "run-ended",
        ]
        assert events[-1]["metrics"] == {"value": 3.0}

    def test_a_failed_run_is_resumed(self, nbcoach, chain):
        code, _, _ = nbcoach("run", "chain", "-p", "kind=bad")
        assert code == 1
        edit_step(Path("chain/steps/20_score.ipynb"), "assert kind != 'bad', 'no such kind'", "")
        code, out, _ = nbcoach("run", "chain", "--resume")

        assert code == 0
        assert 'kind = "bad"' in out
        assert chain.executed == ["load", "score", "score"]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--resume"], "There is no run in"),
            (["--from", "none"], "There is no step none. Steps: load, score."),
            (["--sweep", "none.yaml"], "none.yaml cannot be read"),
            (["--sweep", "rows=1,x"], 'Parameter rows is "x", and has to be a whole number.'),
            (["--sweep", "row=1,2"], "Parameter row is unknown. Did you mean rows?"),
            (["--timeout", "0"], "--timeout"),
            (["--retries", "-1"], "--retries"),
        ],
    )
    def test_a_wrong_wish_is_refused(self, nbcoach, chain, arguments, message):
        code, out, err = nbcoach("run", "chain", *arguments)

        assert code == 2
        assert message in err
        assert out == ""
        assert chain.executed == []
