"""A pipeline of three steps, an engine without kernels, and runs that are recorded nowhere but in their folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from chains import InProcess, make_chain

from nbcoach.pipeline import engines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOAD = ["# parameters\nrows = 3", "data = list(range(rows))\nfactor_names = ['a']"]
PREPARE = ["# parameters\nfactor = 2", "import json\nscaled = [each * factor for each in data]"]
TRAIN = [
    "# parameters\nbias = 0.5",
    "total = sum(scaled) + bias\nprint(total)",
    "import json\nwith open('metrics.json', 'w') as f:\n    json.dump({'total': total}, f)",
]
CARRIES = {"load": ["data"], "prepare": ["scaled"]}
PARAMETERS: dict[str, Any] = {
    "rows": {"type": "integer", "minimum": 0, "default": 3},
    "factor": {"type": "integer", "default": 2},
    "bias": {"type": "number", "default": 0.5},
}


@pytest.fixture
def recorded_engine(monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """Executes steps in this process; runs are recorded in MLflow."""
    made = InProcess()
    monkeypatch.setattr(engines, "load", lambda _: made)
    return made


@pytest.fixture
def engine(recorded_engine: InProcess, monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """Executes steps in this process; there is no MLflow."""
    monkeypatch.setitem(sys.modules, "mlflow", None)
    return recorded_engine


@pytest.fixture
def make_one() -> Callable[[Path], Path]:
    """Makes load, prepare and train: each has a parameter of its own, and the last one leaves a measure."""

    def make(folder: Path) -> Path:
        return make_chain(folder, {"load": LOAD, "prepare": PREPARE, "train": TRAIN}, PARAMETERS, carries=CARRIES)

    return make


@pytest.fixture
def chain(tmp_path: Path, make_one: Callable[[Path], Path]) -> Path:
    return make_one(tmp_path / "work/pipe")
