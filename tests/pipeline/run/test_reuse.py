"""What is executed again, and why. The steps are really executed, in this process."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from chains import edit_step, make_chain

from nbcoach.errors import BadCallError
from nbcoach.pipeline import Policy, StepFailedError, forecast, prepare, run

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess

    from nbcoach.pipeline import RunResult


def total(result: RunResult) -> float:
    return result.record.metrics["total"]


def reasons(result: RunResult) -> dict[str, Any]:
    return {step.name: step.reasons for step in result.record.steps if not step.reused}


def test_the_first_run_executes_every_step_and_hands_on_its_state(engine: InProcess, chain: Path) -> None:
    result = run(chain)
    assert engine.executed == ["load", "prepare", "train"]
    assert total(result) == 6.5
    assert reasons(result) == dict.fromkeys(["load", "prepare", "train"], ("it was not done yet",))
    assert [path.name for path in result.notebooks] == ["10_load.ipynb", "20_prepare.ipynb", "30_train.ipynb"]


def test_a_step_gets_its_own_parameters_alone(engine: InProcess, chain: Path) -> None:
    run(chain, {"factor": 5})
    assert [job.values for job in engine.jobs] == [{"rows": 3}, {"factor": 5}, {"bias": 0.5}]


def test_the_second_run_executes_nothing_and_names_the_first(engine: InProcess, chain: Path) -> None:
    first, second = run(chain), run(chain)
    assert len(engine.executed) == 3
    assert second.is_reused
    assert second.folder == first.folder
    assert second.notebooks == first.notebooks
    assert len([path for path in (chain / "runs").iterdir() if path.is_dir()]) == 1


def test_a_changed_parameter_executes_the_steps_from_its_own_on(engine: InProcess, chain: Path) -> None:
    first = run(chain)
    result = run(chain, {"factor": 4})
    assert engine.executed[3:] == ["prepare", "train"]
    assert total(result) == 12.5
    assert reasons(result) == {
        "prepare": ("factor is 4, was 2",),
        "train": ("step prepare left another state",),
    }
    assert result.record.steps[0].reused == first.record.run
    assert (result.folder / "10_load.ipynb").read_bytes() == first.notebooks[0].read_bytes()


def test_an_earlier_value_is_found_again(engine: InProcess, chain: Path) -> None:
    for bias in (0.5, 1.5, 0.5):
        result = run(chain, {"bias": bias})
        # metrics.json is the one of the last run: the step that writes it has to write it again
        assert json.loads((chain.parent / "metrics.json").read_text()) == {"total": 6 + bias}
    assert engine.executed.count("load") == 1
    assert total(result) == 6.5


def test_a_step_that_leaves_the_same_state_does_not_start_the_next_one(engine: InProcess, chain: Path) -> None:
    run(chain)
    edit_step(chain / "steps/10_load.ipynb", "factor_names = ['a']", "factor_names = ['b']")
    result = run(chain)
    assert engine.executed[3:] == ["load"]
    assert reasons(result) == {"load": ("its own cell 3 has changed",)}


def test_comments_outputs_and_layout_do_not_count(engine: InProcess, chain: Path) -> None:
    run(chain)
    edit_step(chain / "steps/20_prepare.ipynb", "import json\n", "import json  # for later\n\n")
    assert run(chain).is_reused


def test_the_default_in_a_parameters_cell_does_not_count(engine: InProcess, chain: Path) -> None:
    run(chain)
    edit_step(chain / "steps/20_prepare.ipynb", "factor = 2", "factor = 3")
    assert run(chain).is_reused


def test_force_and_from_execute_what_is_done(engine: InProcess, chain: Path) -> None:
    run(chain)
    assert reasons(run(chain, begin="prepare")) == dict.fromkeys(["prepare", "train"], ("--from prepare was given",))
    assert set(reasons(run(chain, force=True)).values()) == {("--force was given",)}
    assert engine.executed[3:] == ["prepare", "train", "load", "prepare", "train"]


def test_from_an_unknown_step_is_refused(engine: InProcess, chain: Path) -> None:
    with pytest.raises(BadCallError, match=r"no step prep\. Steps: load, prepare, train"):
        run(chain, begin="prep")
    assert not (chain / "runs").exists()


def test_true_is_another_value_than_one(engine: InProcess, tmp_path: Path) -> None:
    schema = {"flag": {"default": 1}}
    pipe = make_chain(tmp_path / "pipe", {"only": ["# parameters\nflag = 1", "print(flag)"]}, schema)
    run(pipe)
    assert reasons(run(pipe, {"flag": True})) == {"only": ("flag is true, was 1",)}


class TestFiles:
    """Files that steps read and write."""

    def pipe(self, tmp_path: Path, first: str, second: str = "pass", options: dict[str, Any] | None = None) -> Path:
        return make_chain(
            tmp_path / "work/pipe",
            {"read": [first], "write": [second]},
            {},
            carries={"read": []},
            options=options,
        )

    def test_changed_data_executes_the_step_that_reads_it(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(tmp_path, "text = open('data.csv').read()")
        (tmp_path / "work/data.csv").write_text("1")
        run(pipe)
        (tmp_path / "work/data.csv").write_text("2")
        assert reasons(run(pipe)) == {"read": ("data.csv has changed",)}

    def test_data_that_is_touched_but_equal_does_not(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(tmp_path, "text = open('data.csv').read()")
        (tmp_path / "work/data.csv").write_text("1")
        run(pipe)
        (tmp_path / "work/data.csv").write_text("1")
        assert run(pipe).is_reused

    @pytest.mark.parametrize("code", ["import glob\nglob.glob('data/*.csv')", "import os\nos.listdir('data')"])
    def test_a_new_file_in_a_folder_that_is_read_counts(self, engine: InProcess, tmp_path: Path, code: str) -> None:
        (tmp_path / "work/data").mkdir(parents=True)
        (tmp_path / "work/data/a.csv").write_text("1")
        pipe = self.pipe(tmp_path, code, "open('data/out.csv', 'w').write('3')")
        run(pipe)
        assert run(pipe).is_reused
        (tmp_path / "work/data/b.csv").write_text("1")
        assert list(reasons(run(pipe))) == ["read"]

    def test_a_removed_or_changed_output_is_made_again(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(tmp_path, "pass", "open('out.csv', 'w').write('3')")
        run(pipe)
        out = tmp_path / "work/out.csv"
        out.unlink()
        assert reasons(run(pipe)) == {"write": ("out.csv is not there any more",)}
        out.write_text("other")
        assert reasons(run(pipe)) == {"write": ("out.csv has changed",)}
        assert out.read_text() == "3"

    def test_a_file_that_two_steps_write_is_restored_for_the_second(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(tmp_path, "open('t.txt', 'w').write('a')", "k = 1\nopen('t.txt', 'a').write('b')")
        run(pipe)
        assert run(pipe).is_reused
        edit_step(pipe / "steps/20_write.ipynb", "k = 1", "k = 2")
        result = run(pipe)
        assert (tmp_path / "work/t.txt").read_text() == "ab"
        assert reasons(result)["read"] == ("what it left is gone, and step write needs it",)

    def test_a_file_between_two_steps_counts_where_no_code_names_it(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(
            tmp_path,
            "name = 'x' + chr(46) + 'txt'\nopen(name, 'w').write('a')",
            "print(open('x' + chr(46) + 'txt').read())",
        )
        run(pipe)
        edit_step(pipe / "steps/10_read.ipynb", "write('a')", "write('b')")
        assert list(reasons(run(pipe))) == ["read", "write"]

    def test_an_own_module_counts_and_what_it_imports(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = self.pipe(tmp_path, "if not 'there':\n    import outer")
        (tmp_path / "work/outer.py").write_text("import inner")
        (tmp_path / "work/inner.py").write_text("X = 1")
        run(pipe)
        (tmp_path / "work/inner.py").write_text("X = 2")
        assert reasons(run(pipe)) == {"read": ("inner.py has changed",)}

    def test_the_files_that_were_observed_count_where_no_code_names_them(
        self, engine: InProcess, tmp_path: Path
    ) -> None:
        pipe = self.pipe(tmp_path, "pass", options={"read": {"inputs": ["far.bin"]}})
        (tmp_path / "work/far.bin").write_text("1")
        run(pipe)
        (tmp_path / "work/far.bin").write_text("2")
        assert reasons(run(pipe)) == {"read": ("far.bin has changed",)}


class TestImpure:
    """Steps that may give another result each time."""

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("from datetime import datetime\nnow = datetime.now()", "reads the clock (datetime.datetime.now)"),
            ("import random\nx = random.random()", "draws from an unseeded generator (random.random)"),
            ("import uuid\nx = uuid.uuid4()", "draws fresh entropy (uuid.uuid4)"),
            ("import subprocess\nsubprocess.run(['true'])", "runs a shell command (subprocess.run)"),
        ],
    )
    def test_they_are_executed_again_and_reused_on_request(
        self, engine: InProcess, tmp_path: Path, code: str, reason: str
    ) -> None:
        pipe = make_chain(tmp_path / "pipe", {"only": [code]}, {})
        run(pipe)
        assert reasons(run(pipe)) == {"only": (reason,)}
        assert run(pipe, reuse_impure=True).is_reused

    def test_a_seed_makes_draws_the_same_in_later_steps_too(self, engine: InProcess, tmp_path: Path) -> None:
        steps = {"one": ["import random\nrandom.seed(1)"], "two": ["import random\nrandom.random()"]}
        pipe = make_chain(tmp_path / "pipe", steps, {}, carries={"one": []})
        run(pipe)
        assert run(pipe).is_reused

    def test_what_was_observed_wins_over_what_the_code_looks_like(self, engine: InProcess, tmp_path: Path) -> None:
        options = {"only": {"impure": []}}
        pipe = make_chain(tmp_path / "pipe", {"only": ["import uuid\nuuid.uuid4()"]}, {}, options=options)
        run(pipe)
        assert run(pipe).is_reused


class TestDamage:
    """Results that are gone or broken are made again."""

    def test_a_removed_run_is_executed_again(self, engine: InProcess, chain: Path) -> None:
        shutil.rmtree(run(chain).folder)
        assert set(reasons(run(chain)).values()) == {("it was not done yet",)}

    def test_a_removed_notebook_is_made_again(self, engine: InProcess, chain: Path) -> None:
        run(chain).notebooks[0].unlink()
        assert reasons(run(chain))["load"] == ("its results were removed",)

    def test_a_damaged_state_is_made_again_before_the_step_that_loads_it(self, engine: InProcess, chain: Path) -> None:
        blob = run(chain).folder / "state/load.state"
        blob.write_bytes(bytes(len(blob.read_bytes())))
        assert run(chain).is_reused  # nobody loads it
        assert total(run(chain, {"factor": 3})) == 9.5
        assert engine.executed[3:] == ["load", "prepare", "train"]

    def test_records_of_another_version_and_broken_ones_are_passed_over(self, engine: InProcess, chain: Path) -> None:
        folder = run(chain).folder
        (folder / "done/load.json").write_text("{")
        done = json.loads((folder / "done/prepare.json").read_text())
        (folder / "done/prepare.json").write_text(json.dumps({**done, "version": 99}))
        assert list(reasons(run(chain))) == ["load", "prepare"]


class TestForecast:
    def outlook(self, chain: Path, values: dict[str, Any] | None = None, **policy: Any) -> list[Any]:
        return list(forecast(prepare(chain, values or {}), Policy(**policy)))

    def test_it_says_what_would_run_and_why_and_writes_nothing(self, engine: InProcess, chain: Path) -> None:
        assert {each.reasons for each in self.outlook(chain)[:1]} == {("it was not done yet",)}
        assert not (chain / "runs").exists()
        first = run(chain)
        assert [each.reused for each in self.outlook(chain)] == [first.record.run] * 3
        load, prepare_, train = self.outlook(chain, {"factor": 9})
        assert load.reused
        assert (prepare_.reasons, prepare_.is_certain) == (("factor is 9, was 2",), True)
        assert (train.reasons, train.is_certain) == (("step prepare is executed before it",), False)
        assert all(each.reasons == ("--force was given",) for each in self.outlook(chain, force=True))
        assert len(engine.executed) == 3


class TestGuards:
    """What papermill alone would pass over in silence."""

    def test_a_parameter_that_no_step_would_take_is_refused(self, engine: InProcess, tmp_path: Path) -> None:
        pipe = make_chain(tmp_path / "pipe", {"only": ["alpha = 1"]}, {"alpha": {"type": "integer", "default": 1}})
        with pytest.raises(BadCallError, match="Parameter alpha is set in no cell tagged `parameters`"):
            run(pipe, {"alpha": 2})

    def test_two_steps_of_one_name_are_refused(self, engine: InProcess, chain: Path) -> None:
        text = (chain / "pipeline.yaml").read_text()
        (chain / "pipeline.yaml").write_text(text.replace("name: prepare", "name: load"))
        with pytest.raises(BadCallError, match="names a step twice"):
            run(chain)


class TestRetries:
    def test_a_step_is_tried_again_as_often_as_it_may(self, engine: InProcess, tmp_path: Path) -> None:
        code = "import os\nopen('tries', 'a').write('x')\nassert os.path.getsize('tries') == 3"
        pipe = make_chain(tmp_path / "work/pipe", {"only": [code]}, {}, options={"only": {"retries": 1}})
        with pytest.raises(StepFailedError):
            run(pipe)
        result = run(pipe, retries=2)
        assert result.record.steps[0].attempts == 1
        (tmp_path / "work/tries").unlink()
        assert run(pipe, retries=2).record.steps[0].attempts == 3
