"""What the panel lists of files, draws and names, for cells that really run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from nbcoach.faces import widget
from nbcoach.faces.widget.live import data_files

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_000_000_000
READ = "import pathlib\ntext = pathlib.Path('new.csv').read_text()"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A repository that the kernel runs in, with two data files that are older than the kernel, one of them tracked."""
    monkeypatch.chdir(tmp_path)
    for name in ("old.csv", "new.csv"):
        made(tmp_path / name)
    for command in (["init", "-q"], ["add", "old.csv"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def made(path: Path, content: bytes = b"a,b\n1,2\n") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def rows(shell, title: str = "") -> list[dict[str, Any]]:
    sections = widget._sessions[shell.shell]._made_panel().evidence
    return [row for section in sections if section["title"].startswith(title) for row in section["rows"]]


def texts(shell, title: str = "") -> str:
    return "\n".join(row["text"] for row in rows(shell, title))


def coached(shell):
    shell.run("import nbcoach; panel = nbcoach.coach()")
    return shell


def test_a_file_that_was_read_is_listed_with_its_version(shell, folder):
    coached(shell).run("import pandas as pd", "one = pd.read_csv('old.csv')\ntwo = pd.read_csv('new.csv')")
    unknown, known = rows(shell, "Files")
    assert "`new.csv` has no recorded version" in unknown["text"]
    assert known["text"] == "Versions are recorded: `old.csv` (Git)."
    assert known["tone"] == "good"


def test_recording_is_offered_at_the_call_that_read_it(shell, folder):
    code = "one = pd.read_csv('old.csv')\ntwo = pd.read_csv('new.csv')"
    coached(shell).run("import pandas as pd", code)
    row = rows(shell, "Files")[0]
    assert row["label"] == "Record it with MLflow"
    assert row["intent"]["offer"] == {"name": "log-input", "arguments": {"line": 2, "column": 6}}
    assert row["intent"]["cell"] == {"id": None, "source": code}
    assert "mlflow.log_input(mlflow.data.from_pandas(two" in row["code"]


def test_a_file_that_no_frame_was_made_of_is_offered_to_git(shell, folder):
    coached(shell).run(READ)
    (row,) = rows(shell, "Files")
    assert (row["intent"], row["code"]) == (None, "git add -- new.csv")


def test_where_nothing_is_versioned_yet_git_is_begun(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "new.csv")
    coached(shell).run(READ)
    assert rows(shell, "Files")[0]["code"] == "git init && git add -- new.csv"


def test_a_file_outside_of_the_project_is_said_to_lie_there(shell, folder, tmp_path_factory):
    path = made(tmp_path_factory.mktemp("elsewhere") / "far.csv")
    coached(shell).run(f"import pathlib\ntext = pathlib.Path({str(path)!r}).read_text()")
    (row,) = rows(shell, "Files")
    assert "outside of the project" in row["text"]
    assert row["code"] == ""


def test_a_file_that_only_a_compiled_reader_opened_joins_by_its_literal(shell, folder):
    made(folder / "rows.parquet")
    coached(shell).run("path = 'rows.parquet'  # read by a library that opens files on its own")
    assert "`rows.parquet`, named in your code, has no recorded version" in texts(shell, "Files")


def test_many_files_of_one_folder_are_one_row(shell, folder):
    for number in range(5):
        made(folder / "pictures" / f"{number}.png")
    coached(shell).run("import pathlib\nall = [each.read_bytes() for each in pathlib.Path('pictures').iterdir()]")
    (row,) = rows(shell, "Files")
    assert row["text"] == "`pictures`: 5 files without a recorded version."
    assert row["code"] == "dvc add pictures"


@pytest.mark.parametrize(
    "cell",
    [
        "import pathlib; made = pathlib.Path('made.csv'); made.write_text('a'); made.read_text()",
        "import pathlib; pathlib.Path('settings.toml').read_text()",
        "import colorsys",
        "import pathlib; pathlib.Path('.hidden').read_text()",
        "x = 'no such file.csv'",
        "import sqlite3; sqlite3.connect(':memory:').close()",
        "import sqlite3; sqlite3.connect('made.db').close()",
    ],
)
def test_what_is_no_source_of_the_notebook_is_not_listed(shell, folder, cell):
    made(folder / "settings.toml")
    made(folder / ".hidden")
    coached(shell).run(cell)
    assert rows(shell) == []


def test_a_database_and_a_file_opened_for_both_were_read(shell, folder):
    made(folder / "both.bin")
    subprocess.run(
        [sys.executable, "-c", "import sqlite3; sqlite3.connect('sales.db').execute('create table t(a)')"], check=True
    )
    os.utime(folder / "sales.db", (LONG_AGO, LONG_AGO))
    coached(shell).run("import sqlite3; sqlite3.connect('sales.db').close()", "open('both.bin', 'r+b').close()")
    assert "`sales.db`" in texts(shell, "Files")
    assert "`both.bin`" in texts(shell, "Files")


def test_a_read_that_is_recorded_counts_as_versioned(shell, folder, monkeypatch):
    coached(shell).run("import pathlib; log_input = print", "log_input(pathlib.Path('new.csv').read_text())")
    assert texts(shell, "Files") == "Versions are recorded: `new.csv` (in the run)."


def test_look_again_sees_what_was_added_since(shell, folder):
    coached(shell).run(READ)
    subprocess.run(["git", "add", "new.csv"], cwd=folder, check=True)
    shell.click("look-again")
    assert texts(shell, "Files") == "Versions are recorded: `new.csv` (Git)."


def test_an_unseeded_draw_is_told_with_its_cell_and_its_seed(shell):
    coached(shell).run("import numpy as np", "noise = np.random.rand(3)")
    (row,) = rows(shell, "Draws")
    number = shell.shell.execution_count - 1
    assert row["text"].startswith(f"`numpy.random` drew random numbers in `In [{number}]`, and no seed was set")
    assert row["intent"]["offer"] == {"name": "seed", "arguments": {"libraries": ["numpy"]}}
    assert "np.random.seed(" in row["code"]


def test_a_seed_ends_the_row(shell):
    coached(shell).run("import numpy as np", "noise = np.random.rand(3)", "np.random.seed(0); x = np.random.rand(1)")
    assert rows(shell, "Draws") == []


@pytest.mark.parametrize(
    "cells",
    [
        ["import numpy as np", "np.random.seed(3)\nx = np.random.rand(2000)", "y = np.random.rand(2)"],
        ["import numpy as np", "def fixed(): np.random.seed(3)", "fixed()", "y = np.random.rand(2)"],
        ["import numpy as np", "rng = np.random.default_rng(7); rng.random()"],
        ["import numpy as np", "rng = np.random.default_rng(); state = np.random.get_state()"],
        ["import random", "random.seed('a'); random.random()", "random.random()"],
        ["x = [1, 2, 3]"],
    ],
)
def test_seeded_draws_and_none_are_not_told(shell, cells):
    coached(shell).run(*cells)
    assert rows(shell, "Draws") == []


def test_draws_after_a_coach_that_came_late_are_not_told_where_earlier_code_seeds(shell):
    shell.run("import numpy as np; np.random.seed(0)")
    coached(shell).run("x = np.random.rand(2)")
    assert rows(shell, "Draws") == []


def test_pythons_own_generator_and_one_that_a_name_holds_are_told(shell):
    coached(shell).run("import random, numpy as np\nrng = np.random.default_rng()", "random.random(); rng.random()")
    assert "Python's `random` drew" in texts(shell, "Draws")
    (held,) = [row for row in rows(shell, "Draws") if "`rng`" in row["text"]]
    assert held["code"] == "rng = np.random.default_rng(42)"
    assert held["intent"]["change"] == {
        "line": 2,
        "column": 28,
        "end_line": 2,
        "end_column": 28,
        "old": "",
        "new": "42",
    }


def test_a_name_whose_cell_is_gone_is_told_once_the_notebook_is_known(shell):
    coached(shell).run("raw = [1, 2]\nother = 1", "total = sum(raw)")
    assert rows(shell, "Names") == []
    shell.click("cells", cells=[{"id": "u", "source": "total = sum(raw)"}])
    (row,) = rows(shell, "Names")
    assert row["text"].startswith("`raw` is still used, but the code that made it (`In [2]`) stands in no cell")
    assert row["code"] == "raw = [1, 2]\nother = 1"
    assert row["intent"]["cell"] == {"id": "u", "source": "total = sum(raw)"}


@pytest.mark.parametrize(
    "cells",
    [
        ["raw = [3]", "total = sum(raw)"],
        ["raw = [3", "total = sum(raw)"],
        ["from numpy import *", "total = sum(raw)"],
        ["%run other.py", "total = sum(raw)"],
        ["total = 3"],
        [],
    ],
)
def test_a_name_that_a_cell_makes_or_may_make_or_nobody_uses_is_not_told(shell, cells):
    coached(shell).run("raw = [1, 2]", "total = sum(raw)")
    shell.click("cells", cells=[{"id": str(index), "source": cell} for index, cell in enumerate(cells)])
    assert rows(shell, "Names") == []


def test_without_a_host_the_saved_notebook_tells_how_the_cells_stand(shell, tmp_path):
    path = tmp_path / "open.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("total = sum(raw)")]), path)
    os.utime(path, (LONG_AGO, LONG_AGO))
    shell.shell.user_ns["__session__"] = str(path)
    coached(shell).run("raw = [1, 2]", "total = sum(raw)")
    assert rows(shell, "Names") == []
    os.utime(path)
    shell.click("look-again")
    os.utime(path, (2 * LONG_AGO, 2 * LONG_AGO))
    shell.click("look-again")
    assert "`raw` is still used" in texts(shell, "Names")


def test_later_hides_one_row_in_this_kernel(shell, folder):
    coached(shell).run(READ, "import random\nx = random.random()")
    (row,) = rows(shell, "Files")
    shell.click("put-off", key=row["key"])
    assert [row["text"].split()[0] for row in rows(shell)] == ["Python's"]  # the other row stays
    shell.run(READ)
    assert rows(shell, "Files") == []


def test_load_ext_brings_the_panel_with_the_first_evidence(shell):
    shell.run("%load_ext nbcoach", "import random\nx = 1")
    assert shell.panels() == 0
    shell.run("random.random()")
    assert shell.panels() == 1
    shell.run("random.random()")
    assert shell.panels() == 1


def test_quiet_stops_the_listening_and_forgets(shell, folder):
    coached(shell).run("nbcoach.quiet()", READ)
    assert rows(shell) == []
    coached(shell).run("x = 1")
    assert rows(shell, "Draws") == []


def test_a_text_that_is_no_path_disturbs_nothing(shell, folder):
    coached(shell).run(
        "from pathlib import Path\nx = Path('new.csv').read_bytes(); import os; os.close(os.open(b'.', os.O_RDONLY))",
        "y = '.a\\0.csv'",
    )
    assert "`new.csv`" in texts(shell)


def test_files_made_between_the_kernels_start_and_the_coach_are_left_out(shell, folder, monkeypatch):
    monkeypatch.setattr(data_files, "kernel_start", lambda: LONG_AGO - 1)
    coached(shell).run(READ)
    assert rows(shell) == []


def test_numpy_that_loads_its_generators_late_is_seen_from_its_first_draw_on():
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "from nbcoach.faces import widget\n"
        "shell = InteractiveShell.instance()\n"
        "for cell in ['import nbcoach; nbcoach.coach();', 'import numpy as np', 'x = np.random.rand(2)']:\n"
        "    shell.run_cell(cell, store_history=True)\n"
        "print(widget._sessions[shell]._made_panel())"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert "`numpy.random` drew random numbers" in done.stdout
