"""Where a project begins, and what its MLflow store is."""

from pathlib import Path

import pytest
from repositories import repository

from nbcoach.project import Project, Projects
from nbcoach.project.store import choose_store, sqlite_address, sqlite_file


@pytest.fixture
def folder(tmp_path):
    return tmp_path.resolve()


def test_the_root_is_that_of_the_repository(folder):
    repository(folder / "project")
    (folder / "project" / "sub").mkdir()
    (folder / "project" / "sub" / "pyproject.toml").touch()

    assert Project.find(folder / "project" / "sub" / "a.ipynb").root == folder / "project"


def test_without_a_repository_a_mark_makes_the_root(folder):
    (folder / "project" / "sub" / "deep").mkdir(parents=True)
    (folder / "project" / "requirements.txt").touch()

    assert Project.find(folder / "project" / "sub" / "deep").root == folder / "project"


def test_without_any_mark_the_folder_itself_is_the_root(folder, monkeypatch):
    (folder / "home" / "plain").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: folder / "home")

    assert Project.find(folder / "home" / "plain").root == folder / "home" / "plain"


def test_a_repository_above_the_home_folder_does_not_count(folder, monkeypatch):
    repository(folder)
    (folder / "home" / "work").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(folder / "home"))

    assert Project.find(folder / "home" / "work").git is None
    assert Project.find(folder).git is not None


def test_projects_of_one_folder_are_one(folder):
    projects = Projects()

    assert projects.of(folder / "a.ipynb") is projects.of(folder)


def test_the_environment_names_the_store_first(folder):
    environ = {"MLFLOW_TRACKING_URI": "http://server:5000"}

    assert Project.find(folder).tracking_uri(environ, "sqlite:///other.db") == "http://server:5000"


def test_the_configuration_comes_next_relative_to_the_root(folder):
    repository(folder)
    (folder / "sub").mkdir()

    project = Project.find(folder / "sub")

    assert project.tracking_uri({}, "sqlite:///runs/store.db") == sqlite_address(folder / "runs" / "store.db")
    assert project.tracking_uri({}, "http://server") == "http://server"
    assert project.tracking_uri({"MLFLOW_TRACKING_URI": ""}, "http://server") == "http://server"


def test_then_the_nearest_store_upwards_and_last_one_in_the_root(folder):
    repository(folder)
    (folder / "a" / "b").mkdir(parents=True)

    assert Project.find(folder / "a" / "b").tracking_uri({}) == sqlite_address(folder / "mlflow.db")
    (folder / "a" / "mlflow.db").touch()
    assert Project.find(folder / "a" / "b").tracking_uri({}) == sqlite_address(folder / "a" / "mlflow.db")


@pytest.mark.parametrize("name", ["plain", "with space", "hash#tag", "per%20cent", "question?", "grün", "100%"])
def test_an_address_leads_back_to_its_file(folder, name):
    file = folder / name / "mlflow.db"

    assert sqlite_file(sqlite_address(file)) == file


def test_what_is_no_sqlite_file_is_none():
    for uri in ("http://x", "databricks", "file:///tmp/mlruns", "./mlruns", "sqlite://", "sqlite:///:memory:", ""):
        assert sqlite_file(uri) is None


def test_a_relative_address_is_taken_from_the_folder_that_is_given(folder):
    assert sqlite_file("sqlite:///mlflow.db", folder) == folder / "mlflow.db"
    assert choose_store(folder, folder, {"MLFLOW_TRACKING_URI": "sqlite:///mlflow.db"}) == "sqlite:///mlflow.db"
