"""The likely cause of a difference is told in words."""

import pytest

from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.model import Fingerprints, Kernel, Pipeline, Source, Step, StepCell
from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.proof import Difference, FirstDifference
from nbcoach.pipeline.prove.causes import likely_cause

STEPS = tuple(
    Step(name, f"steps/{name}.ipynb", tuple(StepCell("code", "", {}, {}, cell) for cell in cells))
    for name, cells in (("load", (0, 1)), ("train", (2, 3)))
)
PIPELINE = Pipeline("p", STEPS, (), Kernel("python3", "Python 3"), Source("p.ipynb", ""), Fingerprints("", "", "", ""))


def cause(kind="value", left="a", right="b", cell=2, step="train", **traces):
    cells = tuple(CellTrace(at, 0.1, **traces.get(f"cell{at}", {})) for at in range(4))
    seen = Observation(cells, (), {}, "3.11", "linux", (), 1.0)
    return likely_cause(PIPELINE, seen, FirstDifference("output", cell, step, Difference(kind, left, right)), None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "order"}, "order of a set"),
        ({"cell2": {"is_impure": True, "impure": ("clock",)}}, "depends on clock"),
        ({"cell2": {"draws": ("numpy",)}}, "draws random numbers from numpy"),
        ({"cell0": {"settings": ("pandas.options",)}}, "sets pandas.options"),
        ({"cell1": {"draws": ("random",)}}, "Cells before draw random numbers from random"),
        ({"kind": "number", "left": "0.912345", "right": "0.912346"}, "in another order"),
        ({}, "the step load leaves behind"),
        ({"step": "load", "cell": 0}, "run as in the notebook"),
    ],
)
def test_the_likeliest_cause_is_told(given, said):
    assert said in cause(**given)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Failure("NameError", "name 'df' is not defined", 2, 2), "load does not hand on"),
        (Failure("StateError", "x", 0, None), "could not be stored or brought in"),
        (Failure("FileNotFoundError", "No such file: 'a.csv'", 2, 2), "missing"),
    ],
)
def test_a_failure_is_told_with_its_cause(failure, said):
    seen = Observation((), (), {}, "3.11", "linux", (), 1.0)
    first = FirstDifference("failure", failure.source_cell, "train", Difference("error"))

    assert said in likely_cause(PIPELINE, seen, first, failure)
