"""Engines are found by their entry points; one of another package exports and runs like our own."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest

from nbcoach.errors import BadCallError
from nbcoach.pipeline import StepFailedError, engines, export, run

ACME = Path(__file__).parents[1] / "acme/engine.py"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Installs a package with an engine as pip does: its file, and an entry point in a `dist-info` folder."""

    def install_engine(entry_point: str) -> None:
        site = tmp_path / "site-packages"
        (site / "acme_engine").mkdir(parents=True)
        shutil.copy(ACME, site / "acme_engine/__init__.py")
        info = site / "acme_engine-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-engine\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[nbcoach.engines]\nacme = {entry_point}\n")
        monkeypatch.syspath_prepend(str(site))
        importlib.invalidate_caches()

    yield install_engine
    sys.modules.pop("acme_engine", None)


def test_our_own_engines_are_registered() -> None:
    assert {"dvc", "papermill"} <= set(engines.names())
    for name in engines.names():
        assert engines.load(name).name == name


def test_an_unknown_engine_is_named_with_those_that_are_there() -> None:
    with pytest.raises(BadCallError, match=r"There is no engine airship. Installed: .*papermill"):
        engines.load("airship")


def test_an_engine_that_cannot_be_loaded_is_named(install) -> None:
    install("acme_engine:Missing")
    with pytest.raises(BadCallError, match=r"The engine acme \(acme_engine:Missing\) cannot be loaded: AttributeError"):
        engines.load("acme")


@pytest.mark.usefixtures("mlflow_store")
def test_an_engine_of_another_package_exports_and_runs(install, write_notebook, tmp_path: Path) -> None:
    install("acme_engine:Acme")
    source = write_notebook("from pathlib import Path\nalpha = 1", "Path('out.txt').write_text(str(alpha))")
    folder = export(source, tmp_path / "pipe", engine="acme").folder
    assert (folder / "acme.plan").read_text() == "train: alpha\n"
    result = run(folder, {"alpha": "7"})
    assert (tmp_path / "out.txt").read_text() == "7"
    assert result.record.engine == "acme"
    assert [path.name for path in result.notebooks] == ["10_train.ipynb"]


@pytest.mark.usefixtures("mlflow_store")
def test_its_failures_and_refusals_are_told_like_ours(install, write_notebook, tmp_path: Path) -> None:
    install("acme_engine:Acme")
    source = write_notebook("alpha = 1", "1 / 0")
    export(source, tmp_path / "pipe", engine="acme")
    with pytest.raises(StepFailedError, match="ZeroDivisionError: division by zero"):
        run(tmp_path / "pipe")
    export(source, tmp_path / "other", engine="acme", kernel="forbidden")
    with pytest.raises(BadCallError, match="Acme runs no kernel forbidden"):
        run(tmp_path / "other")
