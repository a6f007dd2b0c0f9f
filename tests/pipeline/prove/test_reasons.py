"""A proof says what it could not compare, and a second run of the notebook serves every try."""

from __future__ import annotations

import sys

import pytest
from msgspec.structs import replace

from nbcoach.notebook import read_notebook
from nbcoach.pipeline.model import Kernel
from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.observe import copied
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.proof import Proof
from nbcoach.pipeline.prove import proving
from nbcoach.pipeline.prove.pipeline_run import Ran

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

    def call(seen, ran, *, language="python"):
        pipeline = replace(plan(notebook), kernel=Kernel("k", "K", language))
        monkeypatch.setattr(proving, "run_pipeline", lambda *_, **__: ran)
        with copied(source.parent) as copy:
            again = proving.Again(replace(seen, values=""), copy)
            return proving.prove(pipeline, {}, source, seen, source.parent, again=again)

    return call


@pytest.mark.parametrize(
    ("language", "values", "ran", "reason"),
    [
        ("r", "", Ran({1: (PRINTED,)}, {}, 1.0), "the variables of a kernel of r cannot be compared"),
        ("python", "", Ran({1: (PRINTED,)}, {}, 1.0, PYTHON), "the variables of the notebook could not be kept"),
        ("python", "v", Ran({1: (PRINTED,)}, {}, 1.0), "the variables of the pipeline could not be kept"),
    ],
)
def test_variables_that_could_not_be_compared_are_told_in_the_label(prove, language, values, ran, reason):
    proof = prove(observed((), (PRINTED,), values=values), ran, language=language)

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
