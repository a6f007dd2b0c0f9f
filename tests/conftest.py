"""What tests of several rooms share: notebooks made of text, golden files, packages of checks, an MLflow store."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
import warnings
from pathlib import Path
from textwrap import dedent
from typing import Any, Protocol

import pytest

from nbcoach.checking.discover import _load, catalogue
from nbcoach.notebook.percent import percent_document
from nbcoach.project.store import ensure_store

collect_ignore_glob = ["checks/cases/*", "checks/further/*"]
"""Notebooks as scripts, whatever they are called."""

GOLDEN = Path(__file__).parent / "golden"
ACME = Path(__file__).parent / "acme"


def pytest_addoption(parser):
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory, monkeypatch):
    """A folder of its own for what this test's runs of `nbcoach lint` remember, also in child processes."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("NBCOACH_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def golden(request):
    """Compares a text with the file of that name in `tests/golden`, or writes it with `--refresh-golden`."""

    def compare(name, text):
        file = GOLDEN / name
        if request.config.getoption("--refresh-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is not there: write it with pytest --refresh-golden"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def percent_file(tmp_path):
    """Writes a notebook, given in percent format, below `tmp_path` as Jupyter does: a line per source line."""

    def write(name, text, *, language="python"):
        document = percent_document(dedent(text), language)
        for cell in document["cells"]:
            cell["source"] = cell["source"].splitlines(keepends=True)
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document, indent=1), encoding="utf-8")
        return file

    return write


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a package of checks as pip does: its files, and an entry point in a `dist-info` folder.

    The files are given by path; those without a text are taken from `tests/acme`. Returns the folder on the path.
    """
    site = tmp_path / "site-packages"
    installed = []

    def install_package(name, files, entry_point=None):
        for path in files:
            text = files[path] if isinstance(files, dict) else (ACME / Path(path).name).read_text(encoding="utf-8")
            file = site / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), encoding="utf-8")
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[nbcoach.checks]\n{name} = {entry_point or name}\n")
        installed.append(name)
        _forget(installed)
        return site

    monkeypatch.syspath_prepend(str(site))
    yield install_package
    _forget(installed)


def _forget(packages):
    for module in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[module]
    importlib.invalidate_caches()
    catalogue.cache_clear()
    _load.cache_clear()


class WriteNotebook(Protocol):
    def __call__(
        self, *cells: Any, name: str = "train.ipynb", metadata: dict[str, Any] | None = None, **top: Any
    ) -> Path: ...


@pytest.fixture
def write_notebook(tmp_path: Path) -> WriteNotebook:
    """Writes a notebook into `tmp_path`. A cell is its code, a pair of code and tags, or whole JSON."""

    def write(*cells: Any, name: str = "train.ipynb", metadata: dict[str, Any] | None = None, **top: Any) -> Path:
        spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        document = {
            "cells": [_cell(each) for each in cells],
            "metadata": spec if metadata is None else metadata,
            "nbformat": 4,
            "nbformat_minor": 4,
            **top,
        }
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), "utf-8")
        return path

    return write


def _cell(cell: Any) -> dict[str, Any]:
    if isinstance(cell, dict):
        return cell
    source, tags = (cell, []) if isinstance(cell, str) else cell
    metadata = {"tags": tags} if tags else {}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store of MLflow, which takes seconds to make; the workers of one session share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    store = shared / "made-store" / "mlflow.db"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ensure_store(f"sqlite:///{store.as_posix()}")
    return store


@pytest.fixture
def mlflow_store(made_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a store of this test's own, which runs and kernels find in the environment."""
    store = tmp_path / "store" / "mlflow.db"
    store.parent.mkdir()
    shutil.copy(made_store, store)
    address = f"sqlite:///{store.as_posix()}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    for name in ("MLFLOW_RUN_ID", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_CONTEXT"):
        monkeypatch.delenv(name, raising=False)
    return address
