import builtins
import os
from pathlib import Path

import pytest

from nbcoach import tracking
from nbcoach.config import Settings
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.notebook.edit import CellInsertion, apply
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.write import edited
from nbcoach.project import Project

EXAMPLES = sorted((Path(__file__).parents[2] / "notebooks" / "examples").glob("*.ipynb"))
FIT = "# %%\nimport sklearn.svm\n# %%\nx = 1\n# %%\nsklearn.svm.SVC().fit(X, y)"


def notebook(text, path=None, language="python"):
    return parse_notebook(percent_document(text, language), path)


def test_one_cell_is_inserted_behind_the_imports():
    (edit,) = tracking.plan(notebook(FIT, "notebooks/churn rate.ipynb"))
    assert isinstance(edit, CellInsertion)
    assert (edit.anchor, edit.where) == (0, "after")
    assert edit.metadata == {"tags": ["nbcoach-tracking"], "nbcoach": {"kind": "tracking", "version": 1}}
    assert edit.source.endswith('start_tracking("churn rate")')


@pytest.mark.parametrize(
    "line",
    [
        "from sklearn.metrics import accuracy_score",
        "from sklearn.metrics import *",
        "from sklearn.model_selection import GridSearchCV, cross_val_score as cvs",
    ],
)
def test_the_cell_stands_above_an_import_of_functions_that_autologging_replaces(line):
    text = f"# %%\n{line}\nfrom sklearn.svm import SVC\n# %%\nSVC().fit(X, y)"
    (edit,) = tracking.plan(notebook(text))
    assert (edit.anchor, edit.where) == (0, "before")


def test_the_cell_stands_above_a_training_that_shares_its_cell_with_the_imports():
    (edit,) = tracking.plan(notebook("# %% [markdown]\n# T\n# %%\nimport sklearn.svm\nsklearn.svm.SVC().fit(X, y)"))
    assert (edit.anchor, edit.where) == (1, "before")


def test_the_cell_stands_behind_the_parameters():
    (edit,) = tracking.plan(
        notebook('# %%\nimport sklearn.svm as s\n# %% tags=["parameters"]\nn = 1\n# %%\ns.SVC().fit(X, y)')
    )
    assert (edit.anchor, edit.where) == (1, "after")


@pytest.mark.parametrize(
    ("text", "language", "reason", "cell"),
    [
        ("# %%\nimport pandas", "python", "untrained", None),
        ("# %%\nfit(x)", "r", "not-python", None),
        (FIT + "\n# %%\nimport wandb\nwandb.init()", "python", "tracked", 3),
        ('# %% tags=["nbcoach-tracking"]\nx = 1\n' + FIT, "python", "instrumented", 0),
    ],
)
def test_where_nothing_is_to_be_done_it_says_why(text, language, reason, cell):
    made = notebook(text, language=language)
    nothing = tracking.nothing_to_do(made)
    assert nothing is not None
    assert (nothing.reason, nothing.cell) == (reason, cell)
    assert nothing.message.endswith(".")
    assert tracking.plan(made) == ()


def test_a_kernel_of_python_2_is_left_alone():
    document = {**percent_document(FIT), "metadata": {"kernelspec": {"name": "python2", "language": "python"}}}
    nothing = tracking.nothing_to_do(parse_notebook(document))
    assert nothing is not None
    assert nothing.reason == "python-2"


def test_an_unknown_style_is_refused():
    with pytest.raises(BadCallError, match="Choose from: autolog"):
        tracking.plan(notebook(FIT), "x")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_removal_gives_the_same_bytes_again(path):
    before = path.read_bytes()
    edits = tracking.plan(parse_notebook(before, str(path)))
    once = edited(before, edits)
    assert tracking.plan(parse_notebook(once, str(path))) == ()
    assert edited(once, tracking.plan_removal(parse_notebook(once))) == before
    assert (once != before) == bool(edits)


def test_only_loops_by_hand_get_a_run_of_their_own():
    loop = "# %%\nimport torch\nfor x in data:\n    loss.backward()\n    optimizer.step()"
    assert "mlflow.start_run()" in tracking.plan(notebook(loop))[0].source
    assert "mlflow.start_run()" not in tracking.plan(notebook(loop + "\n" + FIT))[0].source


class FakeMlflow:
    """Records what the cell calls."""

    def __init__(self):
        self.calls = []

    def get_tracking_uri(self):
        return os.environ.get("MLFLOW_TRACKING_URI", "")

    def set_tracking_uri(self, uri):
        os.environ["MLFLOW_TRACKING_URI"] = uri

    def __getattr__(self, name):
        def call(*arguments, **keywords):
            self.calls.append((name, *arguments, *keywords.values()))

        return call


@pytest.fixture
def run_cell(monkeypatch, tmp_path):
    """Runs a tracking cell in a folder against a recording MLflow; gives that and the store's address."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "")
    for name in ("MLFLOW_EXPERIMENT_ID", "MLFLOW_EXPERIMENT_NAME"):
        monkeypatch.delenv(name, raising=False)

    def run(folder, **given):
        monkeypatch.chdir(folder)
        fake = FakeMlflow()
        monkeypatch.setitem(__import__("sys").modules, "mlflow", fake)
        source = tracking.plan(notebook(FIT, "a.ipynb"), **given)[0].source
        exec(source, {})  # noqa: S102 - the cell is what is tested
        return fake, os.environ["MLFLOW_TRACKING_URI"]

    return run


@pytest.mark.parametrize(
    "files",
    [
        ["a/b/x"],
        ["mlflow.db", "a/.git", "a/b/setup.py"],
        ["a/mlflow.db", "mlflow.db"],
        [".git/HEAD", "a/pyproject.toml"],
        ["pyproject.toml", "a/requirements.txt"],
        ["a/dvc.yaml"],
    ],
)
def test_the_cell_finds_the_store_that_the_project_finds(run_cell, tmp_path, files):
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    for each in files:
        file = tmp_path / each
        file.parent.mkdir(exist_ok=True)
        file.touch()
    _, uri = run_cell(here)
    if ".git/HEAD" in files:
        assert uri == f"sqlite:///{tmp_path.as_posix()}/mlflow.db"
    else:
        assert uri == Project(here).tracking_uri({})


def test_the_cell_can_run_again(run_cell, tmp_path):
    (tmp_path / "a").mkdir()
    _, first = run_cell(tmp_path / "a")
    (tmp_path / "a" / "mlflow.db").touch()
    (tmp_path / ".git").mkdir()
    fake, second = run_cell(tmp_path / "a")
    assert second == first
    assert fake.calls[0] == ("end_run",)
    assert fake.calls[-1][0] == "autolog"


def test_what_the_environment_names_goes_first(run_cell, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://mlflow:5000")
    monkeypatch.setenv("MLFLOW_EXPERIMENT_ID", "7")
    fake, uri = run_cell(tmp_path)
    assert uri == "http://mlflow:5000"
    assert [name for name, *_ in fake.calls] == ["end_run", "autolog"]


def test_the_experiment_is_made_beside_its_store(run_cell, tmp_path):
    fake, _ = run_cell(tmp_path)
    assert ("create_experiment", "a", (tmp_path / "mlruns").as_uri()) in fake.calls
    assert ("set_experiment", "a") in fake.calls


def test_settings_may_name_the_store(run_cell, tmp_path):
    _, uri = run_cell(tmp_path, settings=Settings(tracking_uri="http://mlflow:5000"))
    assert uri == "http://mlflow:5000"


def test_settings_may_name_a_database_of_the_project(tmp_path, monkeypatch, run_cell):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    settings = Settings(tracking_uri="sqlite:///runs/all.db", root=tmp_path)
    assert str(tmp_path) not in tracking.plan(notebook(FIT, "a.ipynb"), settings=settings)[0].source
    _, uri = run_cell(tmp_path / "notebooks", settings=settings)
    assert uri == f"sqlite:///{tmp_path.as_posix()}/runs/all.db"


def test_without_mlflow_the_cell_says_how_to_install_it_and_the_notebook_goes_on(monkeypatch, capsys):
    real = builtins.__import__

    def without_mlflow(name, *rest):
        if name == "mlflow":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_mlflow)
    exec(tracking.plan(notebook(FIT))[0].source, {})  # noqa: S102 - the cell is what is tested
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "%pip install mlflow" in said


def test_a_file_is_tracked_only_when_it_is_to_be_written(percent_file):
    path = percent_file("a.ipynb", FIT)
    before = path.read_bytes()
    assert len(tracking.track(path)) == 1
    assert path.read_bytes() == before
    tracking.track(path, write=True)
    assert len(read_notebook(path).cells) == 4
    tracking.track(str(path), write=True, remove=True)
    assert path.read_bytes() == before


def test_a_planned_cell_is_a_cell_of_the_live_notebook():
    document = percent_document(FIT)
    made = apply(document, tracking.plan(parse_notebook(document)))
    assert [each["source"][:9] for each in made["cells"]] == ["import sk", "# Records", "x = 1", "sklearn.s"]
