"""A proof says what it could not compare, and a second run of the notebook serves every try."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from nbcoach.notebook import read_notebook
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.model import Kernel
from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.observe import copied
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.proof import Proof
from nbcoach.pipeline.prove import proving
from nbcoach.pipeline.prove.pipeline_run import Ran
from nbcoach.pipeline.state.state import dump_values

PRINTED = {"output_type": "stream", "name": "stdout", "text": "3\n"}
PYTHON = {"executable": sys.executable, "path": []}


def observed(*outputs, values=""):
    traces = tuple(CellTrace(index, 0.1, outputs=each) for index, each in enumerate(outputs))
    return Observation(traces, (), {}, "3.11", "linux", (), 1.0, values=values)


@pytest.fixture
def prove(monkeypatch, write_notebook):
    """Proves a pipeline of two cells whose runs have shown what is given; no kernel starts."""
    source = write_notebook("x = 3", "print(x)")
    notebook = read_notebook(source)

    def call(seen, ran, *, language="python", again=None):
        pipeline = replace(plan(notebook), kernel=Kernel("k", "K", language))
        monkeypatch.setattr(proving, "run_pipeline", lambda *_, **__: ran)
        with copied(source.parent) as copy:
            done = proving.Again(again or replace(seen, values=""), copy)
            return proving.prove(pipeline, {}, source, seen, source.parent, again=done)

    return call


@pytest.mark.parametrize(
    ("language", "values", "ran", "reason"),
    [
        ("r", "", Ran({1: (PRINTED,)}, {}, 1.0), "the variables of a kernel of r cannot be compared"),
        ("python", "", Ran({1: (PRINTED,)}, {}, 1.0, PYTHON), "the variables of the notebook could not be kept"),
        ("python", "kept", Ran({1: (PRINTED,)}, {}, 1.0), "the variables of the pipeline could not be kept"),
    ],
)
def test_variables_that_could_not_be_compared_are_told_in_the_label(prove, tmp_path, language, values, ran, reason):
    kept = tmp_path / "kept"
    kept.touch()
    proof = prove(observed((), (PRINTED,), values=values and str(kept)), ran, language=language)

    assert (proof.outcome, proof.reason) == ("verified", reason)
    assert proof.label == "verified (outputs and files alone)"


def test_a_comparison_that_fails_is_told_with_its_trouble(prove, tmp_path):
    blob = tmp_path / "values"
    blob.write_bytes(b"no blob")

    proof = prove(observed((), (PRINTED,), values=str(blob)), Ran({1: (PRINTED,)}, {"a": blob}, 1.0, PYTHON))

    assert proof.outcome == "verified"
    assert proof.reason.startswith("the variables could not be compared: ")


def test_where_nothing_at_all_could_be_compared_nothing_is_claimed(prove):
    proof = prove(observed((), ()), Ran({}, {}, 1.0), language="r")

    assert proof.label == "unverified (it shows nothing that could be compared)"


def test_a_notebook_converted_in_part_says_so_too():
    proof = Proof("partial", up_to=2, reason="the variables of the notebook could not be kept")
    assert proof.label == "converted up to cell 3 (outputs and files alone)"


FAILED = Failure("NameError", "name 'c' is not defined", source_cell=1)


def blob(path, **values):
    dump_values(str(path), values)
    return str(path)


def test_what_the_failing_cell_had_changed_counts_as_it_was_before(prove, tmp_path):
    first = observed((), values=blob(tmp_path / "first", xs=[1, 2], y=3, n=5))
    first = replace(first, cells=(*first.cells, CellTrace(1, 0.1, changed=("xs", "y"))), failed_cell=1, failure=FAILED)
    again = observed((), values=blob(tmp_path / "again", xs=[1], n=5))
    step = blob(tmp_path / "step", xs=[1], n=5)

    proof = prove(first, Ran({}, {"a": Path(step)}, 1.0, PYTHON), again=again)

    assert proof.label == "converted up to cell 2"
    assert {each.name: each.verdict for each in proof.variables} == {"n": "equal", "xs": "equal"}


def test_where_the_kernel_died_the_second_run_has_the_values(prove, tmp_path):
    first = replace(observed(()), failed_cell=1, failure=Failure("DeadKernelError", "The kernel died."))
    again = observed((), values=blob(tmp_path / "again", xs=[1]))
    step = blob(tmp_path / "step", xs=[2])

    proof = prove(first, Ran({}, {"a": Path(step)}, 1.0, PYTHON), again=again)

    assert (proof.outcome, proof.first_difference.name) == ("differs", "xs")
