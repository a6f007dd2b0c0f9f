"""The DVC engine: what `dvc.yaml` says, and that DVC itself runs it and skips what has not changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from sample_pipeline import exported, observation, pipeline_of, work

from nbcoach.pipeline import engines
from nbcoach.pipeline.step_files import with_files

CUT = (2,)


@pytest.fixture
def source(write_notebook, tmp_path: Path) -> Path:
    return work(tmp_path, write_notebook)


def dvc_yaml(pipeline: Any) -> dict[str, Any]:
    stages: dict[str, Any] = yaml.safe_load(engines.load("dvc").files(pipeline)["dvc.yaml"])["stages"]
    return stages


def test_each_stage_names_what_it_rests_on_and_what_it_leaves(source: Path, tmp_path: Path) -> None:
    pipeline = pipeline_of(source, tmp_path / "pipe", CUT)
    seen = observation(source.parent, {1: [], 3: []}, ["data/numbers.txt"])
    cells = [replace(each, opened=("data/numbers.txt", "/usr/lib/x.py")) for each in seen.cells[:1]]
    cells += [replace(each, written=("total.txt",), impure=("clock",)) for each in seen.cells[1:]]
    stages = dvc_yaml(with_files(pipeline, replace(seen, cells=tuple(cells))))
    first, second = (step.name for step in pipeline.steps)
    assert list(stages) == [first, second]
    assert stages[first]["deps"] == [pipeline.steps[0].notebook, "state.py", "../work/data/numbers.txt"]
    assert (stages[first]["params"], stages[second]["params"]) == (["alpha"], ["count"])
    assert f"state/{first}.state" in stages[first]["outs"]
    assert f"state/{first}.state" in stages[second]["deps"]
    assert stages[second]["outs"] == [f"runs/dvc/{Path(pipeline.steps[1].notebook).name}"]
    assert stages[second]["always_changed"] is True
    assert "always_changed" not in stages[first]


def test_one_step_hands_nothing_on(source: Path, tmp_path: Path) -> None:
    [stage] = dvc_yaml(pipeline_of(source, tmp_path / "pipe")).values()
    assert stage["deps"] == ["steps/10_sums.ipynb"]
    assert stage["outs"] == ["runs/dvc/10_sums.ipynb"]
    assert stage["params"] == ["alpha", "count"]


def test_copied_modules_are_part_of_each_stage(source: Path, tmp_path: Path) -> None:
    pipeline = replace(pipeline_of(source, tmp_path / "pipe"), siblings=("helper",))
    [stage] = dvc_yaml(pipeline).values()
    assert "modules" in stage["deps"]
    assert "--own-modules" in stage["cmd"]


def found_dvc() -> str | None:
    return os.environ.get("NBCOACH_TEST_DVC") or shutil.which("dvc")


@pytest.mark.slow
@pytest.mark.skipif(found_dvc() is None, reason="DVC is not installed; NBCOACH_TEST_DVC names its command")
def test_dvc_runs_the_stages_once_and_again_only_what_a_parameter_touches(source: Path, tmp_path: Path) -> None:
    folder = exported(source, tmp_path / "pipe", at=CUT, engine="dvc")
    first, second = yaml.safe_load((folder / "dvc.yaml").read_text())["stages"]

    def dvc(*arguments: str) -> str:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {
            **os.environ,
            "PATH": path,
            "DVC_NO_ANALYTICS": "1",
            "DVC_SITE_CACHE_DIR": str(tmp_path / "site"),
        }
        command = [str(found_dvc()), *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    dvc("init", "--no-scm", "-q")
    ran = dvc("repro")
    assert f"Running stage '{first}'" in ran
    assert f"Running stage '{second}'" in ran
    executed = json.loads(next((folder / "runs/dvc").glob("20_*.ipynb")).read_text())
    shown = [output for cell in executed["cells"] for output in cell.get("outputs", [])]
    assert {"output_type": "stream", "name": "stdout", "text": ["3.00\n"]} in shown
    assert (source.parent / "total.txt").read_text() == "9.0"

    again = dvc("repro")
    assert "Running stage" not in again

    (folder / "params.yaml").write_text("alpha: 0.5\ncount: 5\n")
    touched = dvc("repro")
    assert f"Running stage '{second}'" in touched
    assert f"Running stage '{first}'" not in touched
    assert (source.parent / "total.txt").read_text() == "15.0"
