"""Real runs in real kernels: what is seen of them, and that the notebook sees nothing of the probe."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.errors import BadCallError
from nbcoach.notebook import read_notebook
from nbcoach.pipeline.observation import DataFile, Observation
from nbcoach.pipeline.observe import copied, folder_of, observe, plain_run
from nbcoach.pipeline.observe.shelter import sheltered

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.pipeline.engines import Progress

CELLS = (
    "import os\nimport random\nimport pandas as pd\nimport near\nrandom.seed(1)",
    "df = pd.read_csv('../data/x.csv')\ndf",
    "df['c'] = [random.random() for _ in range(2)]\nrows = [1]\nother = rows",
    "rows.append(3)\npd.set_option('display.max_rows', 7)",
    "df.to_parquet('../data/y.parquet')\nlen(pd.read_parquet('../data/y.parquet'))",
    "_",
    "import time\nprint(os.getcwd(), len(In), In[2][:2], [*Out], _oh is Out)\nstamp = time.time()",
    "found = !ls ../data\nfound",
    "try: open(os.environ['NBCOACH_TEST_HOME'] + '/data/x.csv', 'w')\nexcept PermissionError: print('refused')",
    "sorted(name for name in globals() if 'coach' in name or 'probe' in name)",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("observed") / "project"
    (folder / "data").mkdir(parents=True)
    (folder / "nb").mkdir()
    (folder / "pyproject.toml").write_text("")
    (folder / "data" / "x.csv").write_text("a,b\n1,2\n3,4\n")
    (folder / "nb" / "near.py").write_text("value = 1\n")
    return folder


@pytest.fixture(scope="module")
def source(project) -> Path:
    cells = [
        {"cell_type": "code", "source": each, "metadata": {}, "outputs": [], "execution_count": None} for each in CELLS
    ]
    title = {"cell_type": "markdown", "source": "# Title", "metadata": {}}
    path = project / "nb" / "train.ipynb"
    path.write_text(json.dumps({"cells": [title, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
    return path


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class Seen:
    """An observed run and a plain one of the same notebook, and what was true only while the copies stood."""

    def __init__(self, project: Path, source: Path) -> None:
        self.heard: list[Progress] = []
        self.before = digests(project)
        notebook = read_notebook(source)
        with copied(folder_of(notebook, source)) as copy:
            self.observed: Observation = observe(
                notebook, source, copy, kernel="python3", cuts={3: None, 4: ["df"]}, watch=self.heard.append
            )
            self.kept = Path(self.observed.values).stat().st_size
        with copied(folder_of(notebook, source)) as copy:
            self.plain: Observation = plain_run(notebook, source, copy, kernel="python3")
        self.after = digests(project)

    def cell(self, number: int) -> Any:
        """The trace of one of CELLS, by its place there."""
        trace = self.observed.trace(number + 1)
        assert trace is not None
        return trace


@pytest.fixture(scope="module")
def seen(project, source) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBCOACH_TEST_HOME", str(project))
        return Seen(project, source)


def text(trace: Any) -> str:
    shown = trace.outputs[0]
    return shown["text"] if "text" in shown else shown["data"]["text/plain"]


def test_a_notebook_runs_to_its_end_and_the_users_folder_stays_as_it_was(seen):
    assert seen.observed.failure is None
    assert [trace.index for trace in seen.observed.cells] == list(range(1, len(CELLS) + 1))
    assert seen.before == seen.after


def test_outputs_and_counts_are_those_of_a_plain_run(seen):
    for watched, plain in zip(seen.observed.cells, seen.plain.cells, strict=True):
        assert watched.outputs == plain.outputs


def test_the_history_knows_nothing_of_the_probe(seen, project):
    assert text(seen.cell(5)) == "2"
    assert text(seen.cell(6)) == f"{project}/nb 8 df [2, 5, 6] True\n"
    assert text(seen.cell(9)) == "[]"


def test_what_a_cell_changed_is_told(seen):
    assert seen.cell(0).changed == ("near", "os", "pd", "random")
    assert seen.cell(2).changed == ("df", "other", "rows")
    assert seen.cell(3).changed == ("other", "rows")
    assert seen.cell(5).changed == ()


def test_files_read_and_written_are_told_also_those_that_libraries_open(seen):
    assert seen.cell(1).opened == ("../data/x.csv",)
    assert seen.cell(4).written == ("../data/y.parquet",)
    assert "near.py" in seen.cell(0).opened


def test_data_is_what_was_read_before_it_was_written(seen):
    content = b"a,b\n1,2\n3,4\n"

    assert seen.observed.data == (DataFile("../data/x.csv", len(content), hashlib.sha256(content).hexdigest()),)


def test_draws_settings_and_impure_cells_are_told(seen):
    assert seen.cell(2).draws == ("random",)
    assert not seen.cell(2).is_impure
    assert seen.cell(3).settings == ("pandas.options",)
    assert seen.cell(6).impure == ("clock",)
    assert seen.cell(6).is_impure
    assert seen.cell(7).impure == ("process",)


def test_the_users_own_file_is_not_written_by_its_absolute_path(seen, project):
    assert text(seen.cell(8)) == "refused\n"
    assert seen.cell(8).refused == (str(project / "data" / "x.csv"),)


def test_cuts_are_tried(seen):
    whole, named = seen.observed.trials

    assert (whole.before, named.before) == (3, 4)
    assert "df" in named.names
    assert {"df", "pd"} <= set(whole.names)
    assert min(whole.size, named.size) > 0


def test_the_environment_is_told(seen):
    import platform  # noqa: PLC0415

    import pandas as pd  # noqa: PLC0415 - takes a second

    assert seen.observed.distributions["pandas"] == pd.__version__
    assert {"ipykernel", "pyarrow"} <= set(seen.observed.distributions)
    assert seen.observed.python == platform.python_version()
    assert seen.observed.platform


def test_the_values_at_the_end_were_kept(seen):
    assert seen.kept > 0
    assert seen.plain.values  # noqa: PD011 - no table


def test_progress_is_told_before_each_cell(seen):
    assert [each.cell for each in seen.heard] == list(range(1, len(CELLS) + 1))
    assert {each.cells for each in seen.heard} == {len(CELLS)}


@pytest.fixture
def run(write_notebook) -> Callable[..., Observation]:
    def go(
        *cells: Any, plain: bool = False, kernel: str = "python3", language: str = "python", **options: Any
    ) -> Observation:
        spec = {"kernelspec": {"name": kernel, "display_name": kernel, "language": language}}
        path = write_notebook(*cells, name="work/train.ipynb", metadata=spec)
        notebook = read_notebook(path)
        with copied(path.parent) as copy:
            if plain:
                return plain_run(notebook, path, copy, kernel=kernel, **options)
            return observe(notebook, path, copy, kernel=kernel, cuts={}, **options)

    return go


def test_a_cell_that_fails_ends_the_run_and_one_that_may_fail_does_not(run):
    seen = run(("1 / 0", ["raises-exception"]), "x = 1", "y = 2\nmissing", "z = 3")

    assert [trace.index for trace in seen.cells] == [0, 1, 2]
    assert seen.failed_cell == 2
    assert (seen.failure.name, seen.failure.line, seen.failure.source_cell) == ("NameError", 2, 2)
    assert seen.cells[0].outputs[0]["ename"] == "ZeroDivisionError"
    assert seen.cells[1].changed == ("x",)


def test_a_display_that_a_later_cell_updates_is_seen_as_it_is_at_the_end(run):
    cells = ("from IPython.display import display", "shown = display('begun', display_id=True)", "shown.update('done')")

    for seen in (run(*cells), run(*cells, plain=True)):
        assert [each["data"]["text/plain"] for each in seen.cells[1].outputs] == ["'done'"]


def test_what_libraries_and_programs_write_by_themselves_does_not_reach_the_users_folder_either(write_notebook):
    path = write_notebook("pass", name="work/train.ipynb")
    if sheltered(["true"], path.parent, path.parents[1] / "elsewhere") == ["true"]:
        pytest.skip("this system does not let a process see a folder read-only")
    native = f"import pyarrow as pa, pyarrow.parquet as pq\npq.write_table(pa.table({{'a': [1]}}), '{path.parent}/a')"
    inner = f"open('{path.parent}' + '/b', 'w')"
    program = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {inner!r}]).returncode"
    path = write_notebook((native, ["raises-exception"]), program, "open('c', 'w').write('1')", name="work/train.ipynb")
    with copied(path.parent) as copy:
        seen = plain_run(read_notebook(path), path, copy, kernel="python3")

        assert (copy.root / "c").read_text() == "1"
    assert seen.cells[0].outputs[-1]["ename"] == "OSError"
    assert seen.cells[1].outputs[-1]["data"]["text/plain"] == "1"
    assert [each.name for each in path.parent.iterdir()] == ["train.ipynb"]


def test_a_notebook_that_breaks_the_probe_runs_on_and_its_cuts_cannot_be_made(write_notebook):
    path = write_notebook("import sys\nx = 1", "del sys.modules['_nbcoach_probe']", "x = 2", "print(x)")
    with copied(path.parent) as copy:
        seen = observe(read_notebook(path), path, copy, kernel="python3", cuts={1: None, 3: None})

    first, last = seen.trials
    assert text(seen.cells[3]) == "2\n"
    assert first.obstacles == ()
    assert "could not be tried" in last.obstacles[0].reason
    assert seen.failure is None


def test_a_kernel_that_dies_is_a_failure_of_its_cell(run):
    seen = run("x = 1", "import os\nos._exit(3)", "y = 2")

    assert [trace.index for trace in seen.cells] == [0]
    assert (seen.failed_cell, seen.failure.name) == (1, "DeadKernelError")
    assert seen.values == ""  # noqa: PD011 - no table


@pytest.mark.parametrize("plain", [True, False])
def test_a_cell_that_asks_a_person_fails_instead_of_waiting_for_ever(run, plain):
    seen = run("x = 1", "name = input('who? ')", timeout=60, plain=plain)

    assert (seen.failed_cell, seen.failure.name) == (1, "StdinNotImplementedError")


def test_a_run_that_takes_too_long_is_a_failure_of_its_cell(run):
    seen = run("x = 1", "while True: pass", timeout=4)

    assert (seen.failed_cell, seen.failure.name) == (1, "TimeoutError")


def test_a_kernel_that_is_not_installed_is_told(run):
    with pytest.raises(BadCallError, match=r"nowhere is not installed \(installed: .*python3"):
        run("x = 1", kernel="nowhere")


def test_a_run_inside_an_event_loop_has_one_of_its_own(run):
    async def serve() -> Observation:
        return run("print(1)", plain=True)

    with ThreadPoolExecutor(1) as apart:  # asyncio.run leaves its thread without a loop, which servers' tests need
        assert text(apart.submit(asyncio.run, serve()).result().cells[0]) == "1\n"


ECHO = """\
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

class Echo(Kernel):
    implementation, implementation_version, banner = "echo", "1", "echo"
    language_info = {"name": "echo", "version": "7", "mimetype": "text/plain", "file_extension": ".txt"}

    async def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_):
        self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}

IPKernelApp.launch_instance(kernel_class=Echo)
"""


@pytest.mark.parametrize("plain", [True, False])
def test_a_kernel_of_another_language_runs_without_a_probe(run, tmp_path, monkeypatch, plain):
    spec = tmp_path / "jupyter" / "kernels" / "echo"
    spec.mkdir(parents=True)
    (spec / "echo.py").write_text(ECHO)
    argv = [sys.executable, str(spec / "echo.py"), "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Echo", "language": "echo"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))

    seen = run("say <- 'hello'", kernel="echo", language="echo", plain=plain)

    assert text(seen.cells[0]) == "say <- 'hello'"
    assert (seen.values, seen.python) == ("", "")  # noqa: PD011 - no table
    assert seen.failure is None


@pytest.mark.slow
def test_ctrl_c_ends_the_kernel_and_leaves_no_copy(write_notebook, tmp_path):
    path = write_notebook("import os\nopen('pid', 'w').write(str(os.getpid()))", "while True: pass")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code = f"""
import signal, sys
from pathlib import Path
from nbcoach.notebook import read_notebook
from nbcoach.pipeline.observe import copied, observe
path = Path({str(path)!r})
def watch(progress):
    if progress.cell == 2:
        print((copy.root / "pid").read_text(), flush=True)
with copied(path.parent) as copy:
    observe(read_notebook(path), path, copy, kernel="python3", cuts={{}}, watch=watch)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stdout is not None
    kernel = int(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode != 0
    assert "Stopped" in said
    assert list(temporary.glob("nbcoach-copy-*")) == []
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)
