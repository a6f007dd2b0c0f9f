"""Runs of several steps in real kernels."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from chains import make_chain

from nbcoach.pipeline import StepFailedError, run
from nbcoach.pipeline.events import CellStarted, Event, RunEnded, RunStarted, StepEnded, StepReused, StepStarted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("mlflow_store")


@pytest.fixture
def unrecorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No MLflow in this process: only the kernels count here."""
    monkeypatch.setitem(sys.modules, "mlflow", None)


@pytest.mark.usefixtures("unrecorded")
def test_state_goes_from_kernel_to_kernel_and_everything_is_told(chain: Path) -> None:
    events: list[Event] = []
    result = run(chain, {"factor": 4}, on_step=events.append)
    assert result.record.metrics == {"total": 12.5}
    assert [type(event) for event in events if not isinstance(event, CellStarted)] == [
        RunStarted,
        *[StepStarted, StepEnded] * 3,
        RunEnded,
    ]
    assert [(each.step, each.cell, each.cells) for each in events if isinstance(each, CellStarted)][:2] == [
        ("load", 1, 5),
        ("load", 2, 5),
    ]
    plain = [json.loads(msgspec.json.encode(event)) for event in events]
    assert plain[0]["event"] == "run-started"
    assert plain[-1] == {**plain[-1], "event": "run-ended", "status": "finished", "metrics": {"total": 12.5}}
    again: list[Event] = []
    assert run(chain, {"factor": 4}, on_step=again.append).is_reused
    assert [type(event) for event in again] == [*[StepReused] * 3, RunEnded]
    assert sorted(path.name for path in result.folder.iterdir() if path.name != "kernel.log") == [
        "10_load.ipynb",
        "20_prepare.ipynb",
        "30_train.ipynb",
        "done",
        "run.json",
        "state",
    ]


@pytest.mark.usefixtures("unrecorded")
def test_a_step_that_takes_too_long_is_ended_with_its_kernel(tmp_path: Path) -> None:
    code = "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(100)"
    pipe = make_chain(tmp_path / "work/pipe", {"only": ["print('begun')", code]}, {}, options={"only": {"timeout": 3}})
    begun = time.monotonic()
    with pytest.raises(
        StepFailedError, match=r"in its own cell 2|in cell 1: TimeoutError: The step took longer than 3 s"
    ):
        run(pipe)
    assert time.monotonic() - begun < 60
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "work/pid").read_text()), 0)


def killed_somewhere(chain: Path, seconds: float) -> subprocess.Popen[bytes]:
    code = f"import sys\nsys.modules['mlflow'] = None\nfrom nbcoach.pipeline import run\nrun({str(chain)!r})"
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process


@pytest.mark.slow
@pytest.mark.usefixtures("unrecorded")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_run_that_is_killed_at_random_is_gone_on_with(tmp_path: Path, make_one: Callable[[Path], Path]) -> None:
    chance = random.Random(7)  # noqa: S311
    killed = 0
    for number in range(8):
        chain = make_one(tmp_path / f"number{number}/pipe")
        process = killed_somewhere(chain, 1.5 + 6 * chance.random())
        killed += process.returncode != 0
        records: list[dict[str, Any]] = [json.loads(each.read_text()) for each in chain.glob("runs/*/run.json")]
        resume = bool(records) and records[-1]["status"] == "running"
        result = run(chain, resume=resume)
        assert result.record.metrics == {"total": 6.5}
        assert not list(chain.glob("runs/*/.kernel.json"))
    assert killed
