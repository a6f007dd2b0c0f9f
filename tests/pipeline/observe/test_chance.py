"""Chance begins alike in every kernel that is compared, and a seed of the notebook's own still holds."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from textwrap import dedent

import pytest
from jupyter_client.manager import start_new_kernel

from nbcoach.pipeline.observe.startup import alike, started

CHANCE = files("nbcoach.pipeline.observe").joinpath("probe", "chance.py")


@pytest.fixture
def drawn(tmp_path):
    """What code prints in a new process in which chance was given its start; `In` holds the cells that ran."""

    def call(code: str, cells: tuple[str, ...] = ("",), places: dict[str, list[int]] | None = None) -> str:
        start = f"space['same_chance']({places or {}!r})"
        head = f"exec(open({str(CHANCE)!r}).read(), space := {{}})\n{start}\nIn = {list(cells)!r}\n"
        environment = alike({**os.environ, "PYTHONPATH": ""})
        done = subprocess.run(
            [sys.executable, "-c", head + dedent(code)], capture_output=True, text=True, check=True, env=environment
        )
        return done.stdout

    return call


@pytest.mark.parametrize(
    "code",
    [
        "import random; print(random.random(), random.sample(range(99), 5))",
        "import numpy as np; print(np.random.rand(3), np.random.permutation(9))",
        "import numpy as np; print(np.random.default_rng().random(), np.random.default_rng().random())",
        "import numpy as np; print(np.random.RandomState().rand(), np.random.SeedSequence().entropy)",
        "print({'a', 'b', 'c', 'd', 'e', 'f'})",
        "from sklearn.utils import check_random_state; print(check_random_state(None).rand())",
    ],
)
def test_two_processes_draw_alike(drawn, code):
    assert drawn(code) == drawn(code)


def test_two_generators_of_a_cell_differ_and_so_do_those_of_two_cells(drawn):
    two = drawn("import numpy as np; print(*[np.random.default_rng().random() for _ in range(2)])").split()
    assert two[0] != two[1]

    code = "import numpy as np; print(np.random.default_rng().random())"
    assert drawn(code, ("one",)) != drawn(code, ("two",))


def test_a_cell_draws_alike_where_its_code_was_changed_or_cells_with_its_code_went_to_another_step(drawn):
    code = "import numpy as np; print(np.random.default_rng().random())"
    whole = {"n = 3\ndraw(n)": [1], "draw(3)": [2, 4]}

    assert drawn(code, ("n = 3\ndraw(n)",), whole) == drawn(code, ("draw(n)",), {"draw(n)": [1]})
    assert drawn(code, ("draw(3)",), whole) != drawn(code, ("draw(3)", "draw(3)"), whole)
    assert drawn(code, ("draw(3)", "draw(3)"), whole) == drawn(code, ("draw(3)",), {"draw(3)": [4]})


def test_a_seed_of_the_notebook_holds(drawn):
    code = "import numpy as np; np.random.seed(3); print(np.random.rand(2), np.random.default_rng(4).random())"
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert drawn(code) == plain


def test_the_start_of_the_user_still_runs_and_is_named_as_before(tmp_path):
    own = tmp_path / "own.py"
    own.write_text("mine = 5\n")
    environment = started({**os.environ, "PYTHONSTARTUP": str(own)}, tmp_path / "start", chance="same_chance()")
    code = "import os; print('told', mine, os.environ['PYTHONSTARTUP'])\n"

    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--simple-prompt", "--colors=NoColor"],
        input=code,
        capture_output=True,
        text=True,
        check=True,
        env={**environment, "IPYTHONDIR": str(tmp_path / "ipython")},
    )

    assert f"told 5 {own}" in done.stdout


def test_who_asks_a_kernel_what_it_is_does_not_change_its_chance(tmp_path):
    """IPython draws the tip of its banner with `random`, as often as a client asks."""

    def first_draw(questions: int) -> str:
        home = tmp_path / str(questions)
        environment = started({**os.environ, "IPYTHONDIR": str(tmp_path / "ipython")}, home, chance="same_chance()")
        manager, client = start_new_kernel(kernel_name="python3", env=environment)
        printed = []
        try:
            for _ in range(questions):
                client.kernel_info(reply=True, timeout=30)
            code = "import random; print(random.random())"
            client.execute_interactive(code, timeout=30, output_hook=printed.append)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        return next(each["content"]["text"] for each in printed if each["msg_type"] == "stream")

    assert first_draw(1) == first_draw(4)
