"""Runs that did not end: what is left behind, and how the next command goes on."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from chains import edit_step, make_chain

from nbcoach.errors import BadCallError
from nbcoach.pipeline import StepFailedError, run
from nbcoach.pipeline.orphans import end_orphan

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")


def folders(chain: Path) -> list[Path]:
    return sorted(path for path in (chain / "runs").iterdir() if path.is_dir())


def said(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "run.json").read_text())


def killed_at(chain: Path, point: int, **how: Any) -> bool:
    """Runs in a child that is killed by SIGKILL when it moves a file into place for the n-th time.

    Points count by halves: an even one kills before the move, an odd one behind it. False where the run ended first.
    """
    child = os.fork()
    if child == 0:
        moved, real, count = point // 2, pathlib.Path.replace, [0]

        def replace(path: pathlib.Path, target: Any) -> Any:
            if point % 2 == 0 and count[0] == moved:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(path, target)
            if point % 2 and count[0] == moved:
                os.kill(os.getpid(), signal.SIGKILL)
            count[0] += 1
            return result

        pathlib.Path.replace = replace  # type: ignore[method-assign,assignment]
        run(chain, **how)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@posix
def test_a_run_that_is_killed_anywhere_is_gone_on_with(engine: InProcess, tmp_path: Path, make_one: Any) -> None:
    point, resumed = 0, 0
    while True:
        chain = make_one(tmp_path / f"at{point}/pipe")
        if not killed_at(chain, point):
            break
        unfinished = folders(chain)
        engine.executed.clear()
        if unfinished and (unfinished[-1] / "run.json").exists() and said(unfinished[-1])["status"] != "finished":
            assert said(unfinished[-1])["status"] == "running"
            done = {path.stem for path in (unfinished[-1] / "done").glob("*.json")}
            result = run(chain, resume=True)
            assert result.folder == unfinished[-1]
            assert not done & set(engine.executed), "what was done is not done again"
            resumed += 1
        else:
            result = run(chain)
        assert result.record.metrics == {"total": 6.5}
        assert said(result.folder)["status"] == "finished"
        assert [step.status for step in result.record.steps] == ["finished"] * 3
        assert not [path for path in result.folder.rglob("*.new*") if path.suffix != ".state"]
        assert run(chain).is_reused
        point += 1
    assert point > 20
    assert resumed > 10


@posix
def test_a_killed_run_is_said_to_be_killed_by_the_next_command(engine: InProcess, chain: Path) -> None:
    assert killed_at(chain, 8)
    (dead,) = folders(chain)
    assert said(dead)["status"] == "running"
    result = run(chain)
    assert said(dead)["status"] == "killed"
    assert result.folder != dead
    assert result.record.metrics == {"total": 6.5}


@posix
def test_a_kernel_that_outlived_its_run_is_ended(tmp_path: Path) -> None:
    code = "import time; time.sleep(60)"
    kernel = subprocess.Popen([sys.executable, "-c", code, "kernel-4711.json"])
    told = tmp_path / ".kernel.json"
    told.write_text(json.dumps({"pid": kernel.pid, "connection": "kernel-4712.json"}))
    end_orphan(told)
    assert kernel.poll() is None, "a process that got the number later is left alone"
    told.write_text(json.dumps({"pid": kernel.pid, "connection": "kernel-4711.json"}))
    end_orphan(told)
    assert kernel.wait(10) == -signal.SIGKILL
    assert not told.exists()


def test_a_failed_run_goes_on_with_its_values_once_the_code_is_mended(engine: InProcess, chain: Path) -> None:
    edit_step(chain / "steps/30_train.ipynb", "total = sum", "total = some")
    with pytest.raises(StepFailedError, match="NameError"):
        run(chain, {"factor": 3})
    (failed,) = folders(chain)
    edit_step(chain / "steps/30_train.ipynb", "total = some", "total = sum")
    result = run(chain, resume=True)
    assert engine.executed == ["load", "prepare", "train", "train"]
    assert result.folder == failed
    assert result.record.parameters["factor"] == 3
    assert result.record.metrics == {"total": 9.5}


def test_impure_steps_of_the_same_run_are_not_drawn_anew(engine: InProcess, tmp_path: Path) -> None:
    steps = {"draw": ["import random\nx = random.random()"], "use": ["assert fixed\nprint(x)"]}
    pipe = make_chain(tmp_path / "pipe", steps, {}, carries={"draw": ["x"]})
    with pytest.raises(StepFailedError):
        run(pipe)
    edit_step(pipe / "steps/20_use.ipynb", "assert fixed\n", "")
    run(pipe, resume=True)
    assert engine.executed == ["draw", "use", "use"]
    run(pipe)
    assert engine.executed[3:] == ["draw", "use"]


@pytest.mark.parametrize(
    ("before", "values", "message"),
    [
        (False, {}, "There is no run"),
        (True, {}, "has finished"),
        (True, {"factor": 1}, "goes on with the values that it has"),
    ],
)
def test_what_cannot_be_resumed_is_refused(
    engine: InProcess, chain: Path, before: Any, values: dict[str, Any], message: str
) -> None:
    if before:
        run(chain)
    with pytest.raises(BadCallError, match=message):
        run(chain, values, resume=True)
