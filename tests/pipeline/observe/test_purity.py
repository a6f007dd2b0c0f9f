"""Which cells may differ from run to run."""

from __future__ import annotations

import pytest
from cells import notebook

from nbcoach.pipeline.observation import CellTrace
from nbcoach.pipeline.observe.purity import Purity


def impure(*cells: str, at: int = -1, draws: tuple[str, ...] = (), heard: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Why the cell at an index may differ, where it was seen to draw and heard to reach something."""
    index = at % len(cells)
    trace = CellTrace(index, 0.0, draws=draws, impure=heard)
    judged = Purity(notebook(*cells)).judged(trace)
    assert judged.is_impure == bool(set(judged.impure) - {"process"})
    return judged.impure


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("import time\ntime.time()", "clock"),
        ("from datetime import datetime\ndatetime.now()", "clock"),
        ("import pandas as pd\npd.Timestamp.now()", "clock"),
        ("import uuid\nuuid.uuid4()", "entropy"),
        ("import numpy as np\nrng = np.random.default_rng()", "entropy"),
        ("import numpy as np\nnp.random.seed(None)", "entropy"),
        ("import random\nrandom.seed()", "entropy"),
    ],
)
def test_calls_that_read_the_clock_or_entropy_are_told(cell, cause):
    assert impure(cell) == (cause,)


@pytest.mark.parametrize(
    "cell",
    [
        "import numpy as np\nrng = np.random.default_rng(7)",
        "import numpy as np\nrng = np.random.RandomState(seed=3)",
        "import time\ntime.sleep(0)",
        "from datetime import datetime\ndatetime(2020, 1, 1)",
        "%%time\nx = 1",
    ],
)
def test_other_calls_are_not(cell):
    assert impure(cell) == ()


def test_a_function_that_reads_the_clock_makes_the_cells_that_use_it_differ():
    cells = ("import time\ndef now(): return time.time()\ndef stamp(): return now()", "x = 1", "y = stamp()")

    assert [impure(*cells, at=index) for index in range(3)] == [(), (), ("clock",)]


def test_a_draw_before_any_seed_differs_and_one_behind_it_does_not():
    cells = ("import numpy as np\nnp.random.rand()", "np.random.seed(3)", "np.random.rand()")

    assert impure(*cells, at=0, draws=("numpy",)) == ("entropy",)
    assert impure(*cells, at=2, draws=("numpy",)) == ()
    assert impure(*cells, at=2, draws=("random",)) == ("entropy",)


def test_any_call_named_after_a_seed_seeds_everything():
    cells = ("from lightning import seed_everything\nseed_everything(1)", "x = 1")

    assert impure(*cells, draws=("torch", "numpy", "random")) == ()


def test_a_seed_without_a_number_seeds_nothing():
    assert impure("import random\nrandom.seed()", "random.random()", draws=("random",)) == ("entropy",)


def test_the_network_differs_and_a_program_only_may():
    assert impure("x = 1", heard=("network",)) == ("network",)
    assert impure("!ls", heard=("process",)) == ("process",)
