"""A pipeline of three steps, an engine without kernels, and runs that are recorded nowhere but in their folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.pipeline import engines
from chains import InProcess, make_chain

if TYPE_CHECKING:
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
def engine(monkeypatch: pytest.MonkeyPatch) -> InProcess:
    made = InProcess()
    monkeypatch.setattr(engines, "load", lambda _: made)
    monkeypatch.setitem(sys.modules, "mlflow", None)
    return made


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Load, prepare and train: each has a parameter of its own, and the last one leaves a measure."""
    return make_chain(
        tmp_path / "work/pipe", {"load": LOAD, "prepare": PREPARE, "train": TRAIN}, PARAMETERS, carries=CARRIES
    )
