"""What makes an exported folder stand on its own, and that neither data nor secrets are in it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from sample_pipeline import PRINTED, SHOWN, exported, observation, pipeline_of, work

from nbcoach.pipeline.project_files import files
from nbcoach.pipeline.project_files.data_lock import read_lock
from nbcoach.pipeline.project_files.environment import pins
from nbcoach.pipeline.proof import CellVerdict, Proof

VENDORED = Path(__file__).parents[3] / "src/nbcoach/pipeline/project_files/vendored"


@pytest.fixture
def source(write_notebook, tmp_path: Path) -> Path:
    return work(tmp_path, write_notebook)


def made(source: Path, pipeline: Any = None, **seen: Any) -> dict[str, bytes]:
    pipeline = pipeline or pipeline_of(source, source.parents[1] / "pipe")
    step = pipeline.steps[-1].name
    proof = Proof("verified", cells=(CellVerdict(2, step, "equal"), CellVerdict(3, step, "noise")))
    outputs = seen.pop("outputs", {2: [PRINTED], 3: [SHOWN]})
    return files(pipeline, observation(source.parent, outputs, **seen), proof, source.parent)


def test_one_step_needs_no_state_and_two_do(source: Path, tmp_path: Path) -> None:
    assert "state.py" not in made(source)
    two = made(source, pipeline_of(source, tmp_path / "pipe", (2,)))
    assert b"def dump(" in two["state.py"]


def test_the_lock_pins_what_was_imported_and_names_the_tools(source: Path) -> None:
    found = {"pandas": "2.2.1", "torch": "2.5.1+cpu", "ipykernel": "6.29.0"}
    lock = made(source, distributions=found)["requirements.lock"].decode()
    assert pins(lock)["pandas"] == "2.2.1"
    assert "torch==2.5.1  # it was 2.5.1+cpu" in lock
    assert lock.count("ipykernel") == 1
    assert {"papermill", "pytest", "ipykernel"} <= set(pins(lock))
    assert "Python 3.11.4 on Linux" in lock


def test_another_python_gets_tools_of_open_versions(source: Path) -> None:
    pipeline = pipeline_of(source, source.parents[1] / "pipe")
    seen = replace(observation(source.parent, {}), python="3.8.20")
    lock = files(pipeline, seen, None, source.parent)["requirements.lock"].decode()
    assert "papermill>=2.4" in lock
    assert (
        'python-version: "3.8"' in files(pipeline, seen, None, source.parent)[".github/workflows/pipeline.yml"].decode()
    )


def test_without_a_run_versions_and_data_are_open(source: Path, tmp_path: Path) -> None:
    pipeline = pipeline_of(source, tmp_path / "pipe")
    found = files(pipeline, None, None, source.parent)
    assert "the versions are open" in found["requirements.lock"].decode()
    assert yaml.safe_load(found["data.lock"])["is_observed"] is False
    assert json.loads(found["tests/expected.json"])["cells"] == []
    assert "Nothing was executed" in found["README.md"].decode()


def test_data_is_locked_by_size_and_digest(source: Path, tmp_path: Path) -> None:
    (tmp_path / "data.lock").write_bytes(made(source, data=["data/numbers.txt"])["data.lock"])
    [entry] = read_lock(tmp_path).files
    assert (entry.path, entry.size, len(entry.sha256)) == ("data/numbers.txt", 6, 64)


def test_addresses_are_weak_and_lose_their_credentials(write_notebook, tmp_path: Path) -> None:
    source = write_notebook(
        "import pandas as pd\nURL = 'https://me:pw@host.org/a.csv?token=1'",
        "pd.read_csv(URL)\npd.read_json('s3://bucket/b.json')\nprint('https://no.data/')",
        name="work/sums.ipynb",
    )
    lock = yaml.safe_load(files(pipeline_of(source, tmp_path / "pipe"), None, None, source.parent)["data.lock"])
    assert {"url": "s3://bucket/b.json", "weak": True} in lock["addresses"]
    assert all("pw" not in each["url"] and "token" not in each["url"] for each in lock["addresses"])
    assert all("no.data" not in each["url"] for each in lock["addresses"])


def test_expectations_hold_no_data_and_nothing_that_varies(source: Path) -> None:
    secret = "Jane Doe earns 1234567 at 10 Downing Street\n" * 4
    table = "<table><tr><th>name</th><th>pay</th></tr><tr><td>Jane</td><td>98765</td></tr></table>"
    outputs = {
        2: [
            {"output_type": "stream", "name": "stdout", "text": secret},
            {"output_type": "display_data", "data": {"text/html": table, "text/plain": "Jane 98765"}},
        ],
        3: [SHOWN],
    }
    text = made(source, outputs=outputs)["tests/expected.json"].decode()
    assert all(word not in text for word in ("Jane", "1234567,", "98765,", "Downing"))
    [cell] = json.loads(text)["cells"]
    assert cell["cell"] == 2
    assert cell["outputs"][1]["shape"] == [2, 2]
    assert cell["outputs"][1]["numbers"] == [1.0, 98765.0]


def test_nothing_is_expected_of_what_follows_from_no_seed(source: Path) -> None:
    pipeline = pipeline_of(source, source.parents[1] / "pipe")
    cells = tuple(CellVerdict(at, pipeline.steps[-1].name, "equal", 1, varies=at == 3) for at in (2, 3))
    seen = observation(source.parent, {2: [PRINTED], 3: [SHOWN]})

    text = files(pipeline, seen, Proof("verified", cells=cells), source.parent)["tests/expected.json"]

    assert [each["cell"] for each in json.loads(text)["cells"]] == [2]


def test_modules_come_along_with_what_they_import_but_not_with_their_secrets(source: Path, tmp_path: Path) -> None:
    folder = source.parent
    (folder / "helper.py").write_text("import deeper, os\n")
    (folder / "deeper.py").write_text("from parts import one\n")
    (folder / "parts/__pycache__").mkdir(parents=True)
    (folder / "parts/__init__.py").write_text("from . import one\n")
    (folder / "parts/one.py").write_text("")
    (folder / "parts/table.csv").write_text("1")
    (folder / "parts/__pycache__/one.pyc").write_text("")
    (folder / "keys.py").write_text("api_key = 'abc'\n")
    (folder / "calls.py").write_text("# ask with sk-abcdefghijklmnop1234567890\n")
    (folder / "parts/settings.yaml").write_text("db: postgresql://me:geheim@host/db")
    pipeline = replace(pipeline_of(source, tmp_path / "pipe"), siblings=("helper", "keys", "calls"))
    found = files(pipeline, None, None, folder)
    assert {path for path in found if path.startswith("modules/")} == {
        "modules/helper.py",
        "modules/deeper.py",
        "modules/parts/__init__.py",
        "modules/parts/one.py",
        "modules/parts/table.csv",
    }
    assert "they hold something secret: `keys`, `calls`" in found["README.md"].decode()


def test_the_readme_names_steps_verdict_and_only_files_that_are_there(source: Path, tmp_path: Path) -> None:
    two = made(source, pipeline_of(source, tmp_path / "pipe", (2,)))["README.md"].decode()
    assert "It is 2 steps" in two
    assert "| `steps/10_" in two or "`steps/10_" in two
    assert "**verified**" in two
    assert "`state.py`" in two
    one = made(source)["README.md"].decode()
    assert "`state.py`" not in one
    assert "`modules/`" not in one


def test_the_workflow_is_valid(source: Path, tmp_path: Path) -> None:
    workflow = tmp_path / "pipeline.yml"
    workflow.write_bytes(made(source)[".github/workflows/pipeline.yml"])
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["run.py", "outputs.py", "test_pipeline.py"])
def test_what_is_copied_reads_under_an_old_python(name: str) -> None:
    source = (VENDORED / name).read_text()
    tree = ast.parse(source, feature_version=(3, 8))
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not any(module.startswith("nbcoach") for module in imports)
    assert "import nbcoach" not in source


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "run.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def pipe(source: Path, tmp_path: Path) -> Path:
    return exported(source, tmp_path / "pipe")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-p", "alhpa=1"], "Parameter alhpa is unknown. Did you mean alpha?"),
        (["-p", "alpha=much"], "Parameter alpha: 'much' is not of type 'number'."),
        (["-p", "alpha"], "-p alpha gives no value: write -p name=value."),
        (["--step", "nothing"], "There is no step nothing. Steps: sums."),
        (["--data-dir", "nowhere"], "is not there. Name it: --data-dir DIR (make DATA_DIR=DIR)."),
    ],
)
def test_wrong_input_is_one_line_and_exit_2(pipe: Path, arguments: list[str], message: str) -> None:
    done = run(pipe, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_changed_and_missing_data_is_named_before_anything_runs(pipe: Path, tmp_path: Path) -> None:
    (tmp_path / "work/data/numbers.txt").write_text("9\n")
    done = run(pipe)
    assert (done.returncode, "Data is not what data.lock says: data/numbers.txt." in done.stderr) == (2, True)
    (tmp_path / "work/data/numbers.txt").unlink()
    done = run(pipe)
    assert (done.returncode, "Data is missing below" in done.stderr) == (2, True)
    assert not (pipe / "runs").exists()


@pytest.mark.slow
def test_a_run_takes_values_and_its_tests_leave_the_data_folder_alone(pipe: Path, tmp_path: Path) -> None:
    done = run(pipe, "-p", "count=5")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "work/total.txt").read_text() == "15.0"
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "work").rglob("*")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    tested = subprocess.run(command, cwd=pipe, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stdout
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "work").rglob("*")} == before


@pytest.mark.slow
def test_the_tests_fail_where_the_results_are_others(pipe: Path) -> None:
    step = pipe / "steps/10_sums.ipynb"
    step.write_text(step.read_text().replace("total = sum(scaled) * count", "total = sum(scaled) * count + 1"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    tested = subprocess.run(command, cwd=pipe, capture_output=True, text=True, check=False)
    assert tested.returncode == 1
    assert "test_the_cell_gives_what_is_expected[cell 4]" in tested.stdout
    assert "test_the_cell_gives_what_is_expected[cell 3]" not in tested.stdout.partition("short test summary")[2]


@pytest.mark.slow
def test_the_folder_installs_runs_and_tests_itself_without_nbcoach(pipe: Path, tmp_path: Path) -> None:
    python = tmp_path / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", "requirements.lock"]
    subprocess.run(install, cwd=pipe, check=True)
    listed = subprocess.run([str(python), "-m", "pip", "list"], capture_output=True, text=True, check=True).stdout
    assert "nbcoach" not in listed
    for target in ("run", "test"):
        done = subprocess.run(
            ["make", target, f"PYTHON={python}"], cwd=pipe, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "work/total.txt").read_text() == "9.0"
