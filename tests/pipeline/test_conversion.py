"""How a notebook is cut anew where the steps come out different, and what is told of it."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from cells import notebook as made

from nbcoach.errors import BadCallError
from nbcoach.pipeline import conversion, prove
from nbcoach.pipeline.conversion import Asked, converted
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.model import Source
from nbcoach.pipeline.observation import CellTrace, Observation, Obstacle, Trial
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.proof import Difference, FirstDifference, Proof

NOTEBOOK = made(*(f"x{number} = {number}" for number in range(5)))


class Maker:
    """Plans for real, and writes nothing."""

    def __init__(self, cells=(1, 2, 3, 4)):
        self.cells = cells

    @property
    def unseen(self):
        return self.plan("one", None, None)

    def plan(self, how, seen, until):
        cells = self.cells if how == "cells" else ()
        return plan(NOTEBOOK, how=how, cells=cells, observation=seen, until=until)

    def files(self, pipeline, seen, proof):
        return {"pipeline.yaml": b""}


def seen(*, failed_cell=None, failure=None, obstacles=None):
    trials = [Trial(start, obstacles=(obstacles or {}).get(start, ())) for start in (1, 2, 3, 4)]
    ran = range(5 if failed_cell is None else failed_cell)
    cells = tuple(CellTrace(index, 5.0) for index in ran)
    known = [trial for trial in trials if trial.before in ran]
    return Observation(cells, tuple(known), {}, "3.11", "linux", (), 1.0, failed_cell=failed_cell, failure=failure)


def differs(cell):
    difference = Difference("text", "left", "right", "")
    return Proof("differs", first_difference=FirstDifference("output", cell, "a-step", difference))


@pytest.fixture
def convert(monkeypatch, tmp_path):
    """Converts with a run that was seen, and proofs that come one after the other; tells the steps that were tried."""

    def call(observation, *proofs, unreadable=(), **asked):
        tried, runs = [], []
        following = iter(proofs)

        def proven(pipeline, *_, again, **__):
            assert again == "the second run"
            tried.append([step.source_cells for step in pipeline.steps])
            return next(following)

        @contextmanager
        def copied(folder):
            yield SimpleNamespace(folder=folder, unreadable=unreadable)

        monkeypatch.setattr(conversion, "copied", copied)
        monkeypatch.setattr(conversion, "observe", lambda *_, **__: observation)
        monkeypatch.setattr(conversion, "folder_of", lambda *_: tmp_path)

        @contextmanager
        def run_again(*_, **__):
            runs.append(1)
            yield "the second run"

        monkeypatch.setattr(prove, "prove", proven, raising=False)
        monkeypatch.setattr(prove, "run_again", run_again)
        done = converted(NOTEBOOK, tmp_path / "a.ipynb", Asked("cells", (1, 2, 3, 4), **asked), Maker())
        assert len(runs) == bool(tried)
        return done, tried

    return call


def test_equal_steps_are_proven_once(convert):
    done, tried = convert(seen(), Proof("verified"))

    assert tried == [[(0,), (1,), (2,), (3,), (4,)]]
    assert done.pipeline.verdict == "verified"
    assert isinstance(done.pipeline.source, Source)


def test_what_cannot_be_carried_keeps_steps_together_and_is_told(convert):
    done, tried = convert(seen(obstacles={2: (Obstacle("fh", "a file that is half read"),)}), Proof("verified"))

    assert tried == [[(0,), (1, 2), (3,), (4,)]]
    assert [(each.before, each.reason) for each in done.pipeline.merged] == [(2, "fh: a file that is half read")]


def test_the_cut_before_the_first_difference_is_given_up(convert):
    done, tried = convert(seen(), differs(3), Proof("verified"))

    assert tried[1] == [(0,), (1,), (2, 3), (4,)]
    assert done.proof.outcome == "verified"
    assert [each.before for each in done.pipeline.merged] == [3]
    assert done.pipeline.merged[0].reason == (
        "the results came out different when the notebook was cut here (what cell 4 shows, left became right)"
    )


def test_the_cut_before_a_step_that_cannot_begin_is_given_up(convert):
    step = plan(NOTEBOOK, how="cells", cells=(1, 2, 3, 4)).steps[2].name
    first = FirstDifference("failure", None, step, Difference("error", "no error", "KeyError: 'a'"))

    _, tried = convert(seen(), Proof("differs", first_difference=first), Proof("verified"))

    assert tried[1] == [(0,), (1, 2), (3,), (4,)]


def test_in_the_end_one_step_is_tried(convert):
    done, tried = convert(seen(), differs(4), differs(4), differs(4), Proof("verified"))

    assert [len(each) for each in tried] == [5, 4, 3, 1]
    assert done.pipeline.cut == "one step"
    assert done.proof.outcome == "verified"


def test_what_differs_in_one_step_too_is_told(convert):
    done, tried = convert(seen(), *[differs(None)] * 4)

    assert len(tried[-1]) == 1
    assert done.proof.outcome == "differs"
    assert done.pipeline.verdict == "differs"


def test_without_a_proof_nothing_is_claimed(convert):
    done, tried = convert(seen(), verify=False)

    assert tried == []
    assert done.pipeline.verdict == "unverified (observed, not proven)"
    assert len(done.pipeline.steps) == 5


def test_a_notebook_that_fails_is_converted_up_to_the_cell(convert):
    failure = Failure("NameError", "name 'pdd' is not defined")
    done, tried = convert(seen(failed_cell=3, failure=failure), Proof("partial", up_to=3, notebook_failure=failure))

    assert tried == [[(0,), (1,), (2,)]]
    assert done.pipeline.verdict == "converted up to cell 4"
    assert any(lesson.cell == 3 for lesson in done.lessons)


def test_a_notebook_of_which_nothing_runs_is_refused_with_its_cause(convert):
    failure = Failure("ModuleNotFoundError", "No module named 'tensorflow'")

    with pytest.raises(BadCallError, match="tensorflow") as error:
        convert(seen(failed_cell=0, failure=failure))
    assert error.value.cure


def test_a_kernel_that_dies_before_any_cell_is_told(convert):
    with pytest.raises(BadCallError, match="did not run"):
        convert(seen(failure=Failure("DeadKernelError", "The kernel died.")))


def test_what_could_not_be_copied_is_told(convert):
    done, _ = convert(seen(), Proof("verified"), unreadable=("data/a.csv", "data/b.csv"))

    told = [lesson.why for lesson in done.lessons]
    assert any("data/a.csv, data/b.csv" in why for why in told)


def test_a_part_that_is_not_proven_is_said_to_be_both(convert):
    done, _ = convert(seen(failed_cell=3, failure=Failure("NameError", "name 'pdd' is not defined")), verify=False)

    assert done.pipeline.verdict == "converted up to cell 4, unverified (observed, not proven)"
