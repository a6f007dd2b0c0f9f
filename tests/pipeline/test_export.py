"""What an export writes, and that it writes all of it or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline import export
from nbcoach.pipeline.conversion import Conversion
from nbcoach.pipeline.lock import only_run
from nbcoach.pipeline.proof import Proof

FILES = {
    ".github/workflows/pipeline.yml",
    ".gitignore",
    "Makefile",
    "README.md",
    "data.lock",
    "export-report.html",
    "params.yaml",
    "pipeline.yaml",
    "requirements.lock",
    "run.py",
    "steps/10_train.ipynb",
    "tests/expected.json",
    "tests/outputs.py",
    "tests/test_pipeline.py",
}
BASE = {f".nbcoach/base/{path}" for path in FILES}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(write_notebook) -> Path:
    return write_notebook("import sklearn\nalpha = 0.1  # learning rate", "print(alpha)", name="work/train.ipynb")


def test_the_folder_holds_everything_and_the_source_stays_byte_for_byte(source: Path, tmp_path: Path) -> None:
    before = tree(source.parent)
    exported = export(source, tmp_path / "pipe")
    assert set(tree(tmp_path / "pipe")) == FILES | BASE
    assert set(exported.files) == FILES
    assert tree(source.parent) == before
    assert {path.name for path in tmp_path.iterdir()} == {"work", "pipe"}


def test_pipeline_yaml_says_what_the_pipeline_is(source: Path, tmp_path: Path) -> None:
    export(source, tmp_path / "pipes" / "a")
    said = yaml.safe_load((tmp_path / "pipes/a/pipeline.yaml").read_text())
    assert list(said)[:4] == ["version", "name", "cut", "verdict"]
    assert (said["version"], said["name"], said["cut"]) == (1, "train", "one step")
    assert said["verdict"] == "unverified (static)"
    assert said["source"]["notebook"] == "../../work/train.ipynb"
    assert said["directory"] == "../../work"
    assert said["kernel"]["name"] == "python3"
    assert said["parameters"] == {"alpha": {"type": "number", "default": 0.1, "description": "learning rate"}}
    assert said["steps"] == [
        {"name": "train", "notebook": "steps/10_train.ipynb", "source_cells": [0, 1], "parameters": ["alpha"]}
    ]
    assert all(len(digest) == 64 for digest in said["fingerprints"].values())
    assert yaml.safe_load((tmp_path / "pipes/a/params.yaml").read_text()) == {"alpha": 0.1}


def test_papermill_itself_finds_the_parameters(source: Path, tmp_path: Path) -> None:
    export(source, tmp_path / "pipe")
    shown = subprocess.run(
        [sys.executable, "-m", "papermill", "--help-notebook", str(tmp_path / "pipe/steps/10_train.ipynb")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "alpha: float (default 0.1)" in shown.stdout
    assert "learning rate" in shown.stdout


def test_requirements_name_distributions_and_what_lies_beside(write_notebook, tmp_path: Path) -> None:
    (tmp_path / "helper.py").touch()
    source = write_notebook("import sklearn.svm, cv2, helper, os, google.cloud\nfrom PIL import Image")
    export(source, tmp_path / "pipe")
    lines = (tmp_path / "pipe/requirements.lock").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "ipykernel",
        "opencv-python",
        "pillow",
        "scikit-learn",
        "papermill>=2.4",
        "pytest>=7",
    ]
    assert "# helper: lies beside the notebook" in lines
    assert any(line.startswith("# google: many distributions") for line in lines)


def test_the_readme_says_how_to_run_it_and_what_is_not_proven(write_notebook, tmp_path: Path) -> None:
    source = write_notebook("path = 'it\\'s | here/a.csv'\napi_key = 'abc'\nepochs = 2", "print(path, api_key, epochs)")
    readme = (export(source, tmp_path / "pipe", parameters=["path", "epochs"]).folder / "README.md").read_text()
    assert "unverified (static)" in readme
    assert "nbcoach run . -p path='it'\\''s | here/a.csv'" in readme
    assert "`api_key` is no parameter: it looks like a secret" in readme
    assert "\\| here" in readme


def test_an_existing_target_is_refused_and_left_alone(source: Path, tmp_path: Path) -> None:
    (tmp_path / "pipe").mkdir()
    (tmp_path / "pipe/mine.txt").write_text("mine")
    with pytest.raises(BadCallError, match="exists already"):
        export(source, tmp_path / "pipe")
    with pytest.raises(BadCallError, match="is no pipeline, so --force does not replace it"):
        export(source, tmp_path / "pipe", force=True)
    assert tree(tmp_path / "pipe") == {"mine.txt": b"mine"}


def test_force_replaces_a_pipeline_and_keeps_its_runs_and_what_others_put_there(source: Path, tmp_path: Path) -> None:
    pipe = export(source, tmp_path / "pipe").folder
    (pipe / "runs/1").mkdir(parents=True)
    (pipe / "runs/1/run.json").write_text("{}")
    (pipe / "notes.txt").write_text("mine")
    (pipe / "steps/10_train.ipynb").write_text("old")
    export(source, pipe, force=True)
    assert set(tree(pipe)) == FILES | BASE | {"runs/1/run.json", "notes.txt"}
    assert json.loads((pipe / "steps/10_train.ipynb").read_text())["nbformat"] == 4
    assert {path.name for path in tmp_path.iterdir()} == {"work", "pipe"}


def test_a_pipeline_whose_run_is_going_on_is_not_replaced(source: Path, tmp_path: Path) -> None:
    pipe = export(source, tmp_path / "pipe").folder
    (pipe / "runs").mkdir()
    with only_run(pipe / "runs"), pytest.raises(BadCallError, match=r"A run of .* is going on"):
        export(source, pipe, force=True)
    export(source, pipe, force=True)


@pytest.mark.parametrize("fails", ["write_bytes", "rename"])
def test_nothing_is_lost_when_writing_fails(source: Path, tmp_path: Path, monkeypatch, fails: str) -> None:
    pipe = export(source, tmp_path / "pipe").folder
    (pipe / "runs").mkdir()
    (pipe / "runs/a.txt").write_text("a")
    before = tree(tmp_path)
    real = getattr(Path, fails)

    def fail(path: Path, *arguments: object) -> object:
        if path.name == "README.md" or (fails == "rename" and path.name.startswith(".pipe.new")):
            raise OSError(28, "No space left on device")
        return real(path, *arguments)

    monkeypatch.setattr(Path, fails, fail)
    with pytest.raises(BadCallError, match="cannot be written: No space left on device"):
        export(source, pipe, force=True)
    monkeypatch.undo()
    assert tree(tmp_path) == before


def test_a_target_that_is_a_file_or_below_one_is_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadCallError, match="is a file; a pipeline is a folder"):
        export(source, tmp_path / "file", force=True)
    with pytest.raises(BadCallError, match="cannot be written"):
        export(source, tmp_path / "file" / "pipe")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(BadCallError, match="cannot be written: Permission denied"):
        export(source, tmp_path / "locked/pipe")


def test_a_notebook_inside_the_pipeline_that_it_would_replace_is_refused(source: Path, tmp_path: Path) -> None:
    pipe = export(source, tmp_path / "pipe").folder
    step = pipe / "steps/10_train.ipynb"
    before = step.read_bytes()
    with pytest.raises(BadCallError, match="lies in the folder"):
        export(step, pipe, force=True)
    assert step.read_bytes() == before


def test_an_unknown_engine_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(BadCallError, match=r"There is no engine warp\. Installed: .*papermill"):
        export(source, tmp_path / "pipe", engine="warp")


def test_an_engine_of_another_package_adds_its_files(source: Path, tmp_path: Path, monkeypatch) -> None:
    info = tmp_path / "site/acme-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[nbcoach.engines]\nacme = acme_engine:Acme\nbroken = acme_engine:Gone\n")
    (tmp_path / "site/acme_engine.py").write_text(
        "class Acme:\n    name = 'acme'\n"
        "    def files(self, pipeline):\n        return {'acme.txt': pipeline.name.encode()}\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    export(source, tmp_path / "pipe", engine="acme")
    assert (tmp_path / "pipe/acme.txt").read_text() == "train"
    with pytest.raises(BadCallError, match=r"engine broken \(acme_engine:Gone\) cannot be loaded: AttributeError"):
        export(source, tmp_path / "pipe2", engine="broken")


def test_edits_that_are_kept_end_the_claim_that_the_results_are_proven(
    source: Path, tmp_path: Path, monkeypatch
) -> None:
    def proven(notebook, source, asked, maker, watch):
        pipeline = maker.plan("one", None, None)
        return Conversion(replace(pipeline, verdict="verified"), None, Proof("verified"))

    monkeypatch.setattr(sys.modules["nbcoach.pipeline.export"], "converted", proven)
    first = export(source, tmp_path / "pipe", yes=True)
    assert "verdict: verified" in (first.folder / "pipeline.yaml").read_text()
    (first.folder / "params.yaml").write_text("alpha: 0.5\n")

    second = export(source, tmp_path / "pipe", yes=True)

    assert second.kept == ("params.yaml",)
    assert second.pipeline.verdict == "unverified (with edits that nobody has proven)"
    assert second.pipeline.verdict in (second.folder / "pipeline.yaml").read_text()


def test_what_differs_is_set_aside(source: Path, tmp_path: Path, monkeypatch) -> None:
    def proven(notebook, source, asked, maker, watch):
        return Conversion(replace(maker.plan("one", None, None), verdict="differs"), None, Proof("differs"))

    monkeypatch.setattr(sys.modules["nbcoach.pipeline.export"], "converted", proven)
    exported = export(source, tmp_path / "pipe", yes=True)

    assert exported.is_set_aside
    assert exported.folder == tmp_path / "pipe.differs"
    assert {path.name for path in tmp_path.iterdir()} == {"work", "pipe.differs"}
