"""States that no later run would load are deleted; whatever a run could be reused from stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chains import edit_step

from nbcoach.pipeline import StepFailedError, run
from nbcoach.pipeline.caching.done import read_done
from nbcoach.pipeline.caching.pruning import prune

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess


def states(chain: Path) -> list[list[str]]:
    """The states in the folder of each run, the oldest first."""
    folders = sorted(path for path in (chain / "runs").iterdir() if path.is_dir())
    return [sorted(each.stem for each in (folder / "state").glob("*.state")) for folder in folders]


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names runs in the order in which they begin, even within a second."""
    numbers = iter(range(100))
    monkeypatch.setattr("nbcoach.pipeline.run_record.new_id", lambda _: f"20260101T000000Z-{next(numbers):06d}")


def test_a_state_goes_where_a_newer_run_has_the_same(engine: InProcess, chain: Path) -> None:
    first = run(chain)
    run(chain, force=True)
    assert states(chain) == [[], ["load", "prepare"]]
    assert not (first.folder / "state").exists()
    assert [path.name for path in first.notebooks if path.exists()] == [
        "10_load.ipynb",
        "20_prepare.ipynb",
        "30_train.ipynb",
    ]


def test_what_may_be_reused_stays(engine: InProcess, chain: Path) -> None:
    run(chain)
    run(chain, {"factor": 4})
    assert states(chain) == [["prepare"], ["load", "prepare"]], "load is linked into the newer run"
    engine.executed.clear()
    run(chain, force=False)
    assert engine.executed in ([], ["train"]), "metrics.json is written again"


def test_a_run_that_failed_prunes_nothing_and_can_be_gone_on_with(engine: InProcess, chain: Path) -> None:
    run(chain)
    edit_step(chain / "steps/30_train.ipynb", "print(total)", "raise ValueError('no')")
    with pytest.raises(StepFailedError):
        run(chain, force=True)
    assert states(chain) == [["load", "prepare"], ["load", "prepare"]]
    edit_step(chain / "steps/30_train.ipynb", "raise ValueError('no')", "print(1)")
    engine.executed.clear()
    run(chain, resume=True)
    assert engine.executed == ["train"]
    assert states(chain) == [[], ["load", "prepare"]]


def test_a_newer_state_that_is_damaged_takes_the_place_of_none(engine: InProcess, chain: Path) -> None:
    first = run(chain)
    second = run(chain, force=True).folder
    for name in ("load", "prepare"):
        (first.folder / "state").mkdir(exist_ok=True)
        (first.folder / f"state/{name}.state").write_bytes((second / f"state/{name}.state").read_bytes())
    (second / "state/load.state").write_bytes(b"")
    assert [path.stem for path in prune(chain / "runs")] == ["prepare"]


def test_a_state_whose_step_was_never_done_goes(engine: InProcess, chain: Path) -> None:
    first = run(chain).folder
    run(chain, {"rows": 4})
    assert read_done("load", first)
    (first / "done/load.json").unlink()
    assert [path.stem for path in prune(chain / "runs")] == ["load"]


def test_the_oldest_go_where_there_is_no_room_and_the_last_run_keeps_its_own(engine: InProcess, chain: Path) -> None:
    for rows in (3, 4, 5):
        run(chain, {"rows": rows})
    sizes = [each.stat().st_size for each in (chain / "runs").glob("*/state/*.state")]
    assert len(sizes) == 6
    prune(chain / "runs", room=sum(sizes) - 1)
    assert [len(each) for each in states(chain)] == [1, 2, 2]
    prune(chain / "runs", room=0)
    assert [len(each) for each in states(chain)] == [0, 0, 2]
    assert prune(chain / "nothing") == []


def test_a_kill_while_states_are_deleted_costs_nothing_but_work(engine: InProcess, chain: Path) -> None:
    first = run(chain)
    run(chain, {"rows": 4})
    (first.folder / "state/load.state").unlink()
    engine.executed.clear()

    again = run(chain)

    assert engine.executed == ["load", "train"]
    assert again.record.metrics == first.record.metrics
    assert states(chain)[0] == []
