"""Tests of this pipeline: its values, each of its steps, and its results against those that were expected.

They run in a copy of the folder of data, so that nothing there is changed. DATA_DIR names another folder of data.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import shutil
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

FOLDER = Path(__file__).resolve().parents[1]
SMALL = 100_000_000
"""Bytes up to which a file of the data's folder is copied even if data.lock does not name it."""
LEFT_OUT = {".git", "node_modules", "__pycache__", ".ipynb_checkpoints", ".venv", "venv", "mlruns"}


def module(name: str, path: Path) -> Any:
    """Imports a file by its path, whatever else is called like it."""
    spec = importlib.util.spec_from_file_location(name, str(path))
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


sys.dont_write_bytecode = True
runner = module("pipeline_run", FOLDER / "run.py")
outputs = module("pipeline_outputs", FOLDER / "tests" / "outputs.py")
PIPELINE = runner.Pipeline(FOLDER)
EXPECTED = json.loads((FOLDER / "tests" / "expected.json").read_text(encoding="utf-8"))


def copied(source: Path, target: Path) -> Path:
    """Copies the folder of data with what lies in folders above it and is locked; gives the copy."""
    depth = max([Path(each["path"]).parts.count("..") for each in PIPELINE.data], default=0)
    inner = target.joinpath(*["above"] * depth, "work")
    shutil.copytree(str(source), str(inner), ignore=left_out, symlinks=False, ignore_dangling_symlinks=True)
    for path in [each["path"] for each in PIPELINE.data if not Path(each["path"]).is_absolute()]:
        if not (inner / path).exists():
            (inner / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(str(source / path), str(inner / path))
    return inner


def left_out(folder: Any, names: List[str]) -> List[str]:
    """What is no data: this pipeline, environments, and large files that nothing names."""
    paths = {name: Path(folder, name) for name in names}
    return [
        name
        for name, path in paths.items()
        if name in LEFT_OUT or path.resolve() == FOLDER or (path.is_file() and path.stat().st_size > SMALL)
    ]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Where the steps run: in a copy, with a state of their own."""
    root = tmp_path_factory.mktemp("pipeline")
    source = PIPELINE.directory(os.environ.get("DATA_DIR", ""), root / "empty")
    PIPELINE.check_data(source, PIPELINE.values({}))
    kernel = runner.kernel_of(PIPELINE, os.environ.get("KERNEL", ""))
    return runner.Place(copied(source, root / "copy"), root / "executed", root / "state", kernel)


@pytest.fixture(scope="session")
def executed() -> Dict[str, Path]:
    """The steps that ran so far, in order: name to executed notebook."""
    return {}


def test_the_defaults_meet_their_schema() -> None:
    values = PIPELINE.values({})
    assert set(values) == set(PIPELINE.schemas)


def test_each_step_takes_parameters_that_are_declared() -> None:
    for notebook in PIPELINE.steps.values():
        tagged = [name for name in runner.taken(notebook) if name in PIPELINE.schemas]
        assert len(tagged) == len(set(tagged))
    taken = {name for notebook in PIPELINE.steps.values() for name in runner.taken(notebook)}
    assert set(PIPELINE.schemas) <= taken


@pytest.mark.parametrize("step", list(PIPELINE.steps))
def test_the_step_runs(step: str, place: Any, executed: Dict[str, Path]) -> None:
    before = list(PIPELINE.steps)[: list(PIPELINE.steps).index(step)]
    for name in [*before, step]:
        if name not in executed:
            executed[name] = runner.execute(PIPELINE, PIPELINE.steps[name], PIPELINE.values({}), place)
    cells = json.loads(executed[step].read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]
    assert all(cell["execution_count"] for cell in code)


@pytest.mark.parametrize("expected", EXPECTED["cells"], ids=lambda each: "cell {}".format(each["cell"] + 1))
def test_the_cell_gives_what_is_expected(expected: Any, place: Any, executed: Dict[str, Path]) -> None:
    test_the_step_runs(expected["step"], place, executed)
    found = outputs.of_cell(json.loads(executed[expected["step"]].read_text(encoding="utf-8")), expected["cell"])
    assert [each["mime"] for each in found] == [each["mime"] for each in expected["outputs"]]
    for one, other in zip(found, expected["outputs"]):
        assert_like(one, other)


def assert_like(found: Any, expected: Any) -> None:
    """Numbers may differ in their last digits; they have no part in the digest of a text."""
    assert found.get("shape", []) == expected.get("shape", [])
    numbers = expected.get("numbers", [])
    assert len(found.get("numbers", [])) == len(numbers)
    for one, other in zip(found.get("numbers", []), numbers):
        assert math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    if expected.get("digest"):
        assert found["digest"] == expected["digest"]


def test_the_files_that_are_expected_are_written(place: Any, executed: Dict[str, Path]) -> None:
    for step in PIPELINE.steps:
        test_the_step_runs(step, place, executed)
    missing = [path for path in EXPECTED["files"] if not (place.directory / path).exists()]
    assert missing == []
