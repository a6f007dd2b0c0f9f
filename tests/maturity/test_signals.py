"""What is read from notebooks, scripts and files, and what is not claimed."""

import json

import pytest
from repositories import commit_all, repository

from nbcoach.config import Settings
from nbcoach.maturity import Rung, State
from nbcoach.maturity.probes import read_signal


def state(reading):
    """A reading in a word: its rung where it was seen, else absent or unknown."""
    return reading.rung.name.lower() if reading.state is State.SEEN else reading.state.value


FITS = {
    "from sklearn.cluster import KMeans\nKMeans(3).fit(x)": "wired",
    "import xgboost as xgb\nxgb.train({}, d)": "wired",
    "from sklearn.linear_model import Ridge\nfor model in [Ridge()]:\n    model.fit(x, y)": "wired",
    "from sklearn.preprocessing import StandardScaler\nStandardScaler().fit(x)": "absent",
    "from scipy import stats\nstats.norm.fit(x)": "absent",
    "import pandas as pd\npd.read_csv('a.csv')": "absent",
    "import sklearn\ndef work(thing):\n    thing.fit(x)": "unknown",
    "from sklearn.cluster import KMeans\n# KMeans(3).fit(x)": "absent",
}


@pytest.mark.parametrize("code", FITS)
def test_training_is_told_from_other_fitting(folder, code):
    assert state(folder.write("a.ipynb", code).read("ml-training-present")) == FITS[code]


def test_what_cannot_be_read_makes_an_absence_unknown(folder):
    folder.write("good.ipynb", "x = 1").write("bad.ipynb", "x = = 1")

    reading = folder.read("ml-training-present")

    assert reading.state is State.UNKNOWN
    assert "bad.ipynb does not parse (cell 1)" in reading.reason


@pytest.mark.parametrize(
    "content", ["<html>", "", "{", '{"cells": 3}', '{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}']
)
def test_notebooks_of_another_kind_are_gaps_and_no_errors(folder, content):
    (folder.top / "odd.ipynb").write_text(content)

    reading = folder.read("ml-training-present")

    assert reading.state is State.UNKNOWN
    assert "odd.ipynb" in reading.reason


def test_training_among_tests_and_examples_is_only_mentioned(folder):
    folder.write("tests/test_a.py", folder.MODULE).write("docs/how.ipynb", folder.TRAINING)

    reading = folder.read("ml-training-present")

    assert (reading.rung, reading.holds) == (Rung.MENTIONED, False)


def test_a_place_leads_to_the_line_in_the_file(folder):
    folder.write("train.ipynb", folder.TRAINING)

    [place] = folder.read("ml-training-present").places

    assert (place.path, place.cell, place.cell_line) == ("train.ipynb", 1, 2)
    lines = (folder.top / "train.ipynb").read_text("utf-8").splitlines()
    assert "LinearRegression().fit" in lines[place.line - 1]


def test_notebook_only_training_is_refuted_by_a_script(folder):
    folder.write("train.ipynb", folder.TRAINING)
    assert state(folder.read("notebook-only-training")) == "wired"

    folder.write("src/train.py", folder.MODULE)
    assert state(folder.read("notebook-only-training")) == "absent"


def test_the_text_form_of_a_notebook_is_no_script(folder):
    folder.write("train.ipynb", folder.TRAINING).write("train.py", f"# %%\n{folder.TRAINING}")

    assert state(folder.read("notebook-only-training")) == "wired"


IMPORTABLE = {
    "def train(x, y):\n    from sklearn.svm import SVC\n    SVC().fit(x, y)": "wired",
    "from sklearn.svm import SVC\nif __name__ == '__main__':\n    SVC().fit(x, y)": "wired",
    "from sklearn.svm import SVC\nSVC().fit(x, y)": "absent",
    "from sklearn.svm import SVC\nif x:\n    SVC().fit(x, y)": "absent",
    "import sklearn\ndef train(model, x):\n    model.fit(x)": "unknown",
}


@pytest.mark.parametrize("code", IMPORTABLE)
def test_training_is_importable_in_a_function_or_behind_a_guard(folder, code):
    assert state(folder.write("train.py", code).read("importable-training-code")) == IMPORTABLE[code]


LOCKS = {
    "uv.lock": ("", "configured"),
    "sub/poetry.lock": ("", "configured"),
    "requirements.txt": (
        "# made by pip\nnumpy==1.26.4\npandas == 2.2.0 ; python_version > '3.8'  # pin\n",
        "configured",
    ),
    "requirements-dev.txt": (
        "-r requirements.txt\npkg @ https://host/pkg-1.whl\nx==1 \\\n  --hash=sha256:00\n",
        "configured",
    ),
    "requirements_open.txt": ("numpy==1.26.4\npandas>=2\n", "absent"),
    "requirements_star.txt": ("numpy==1.*\n", "absent"),
    "requirements_bare.txt": ("numpy\n", "absent"),
    "requirements_empty.txt": ("# nothing\n", "absent"),
    "environment.yml": ("dependencies:\n- python=3.11.4\n- numpy=1.26.4=py311\n- pip\n- pip: [x==1.0]\n", "configured"),
    "environment.yaml": ("dependencies:\n- python=3.11.4\n- numpy\n", "absent"),
    "environment_pip.yml": ("dependencies:\n- python=3.11.4\n- pip: [x]\n", "absent"),
    "docs/uv.lock": ("", "mentioned"),
    "pyproject.toml": ("[project]\ndependencies = ['numpy==1.0']\n", "absent"),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_everything(folder, name):
    text, expected = LOCKS[name]

    assert state(folder.write(name, text).read("dependency-lock")) == expected


def test_a_lock_of_the_project_counts_for_a_folder_in_it(folder):
    repository(folder.top)
    folder.write("uv.lock").write("notebooks/train.ipynb", folder.TRAINING).write("other/poetry.lock")

    reading = folder.read("dependency-lock", within="notebooks")

    assert [place.path for place in reading.places] == ["../uv.lock"]
    assert folder.read("dependency-lock", within="notebooks/train.ipynb").places == reading.places


def test_code_is_tracked_when_what_stands_there_is_committed(folder):
    folder.write("train.ipynb", folder.TRAINING)
    assert state(folder.read("training-code-tracked")) == "absent"
    assert state(folder.read("git-repository")) == "absent"

    repository(folder.top)
    assert state(folder.read("git-repository")) == "absent"
    commit_all(folder.top)
    assert state(folder.read("git-repository")) == "configured"
    assert state(folder.read("training-code-tracked")) == "exercised"


def test_outputs_do_not_make_a_notebook_uncommitted_and_code_does(folder):
    folder.write("train.ipynb", folder.TRAINING)
    repository(folder.top)
    commit_all(folder.top)
    file = folder.top / "train.ipynb"
    document = json.loads(file.read_text("utf-8"))

    document["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "0.9"}]
    document["cells"][1]["execution_count"] = 7
    file.write_text(json.dumps(document), "utf-8")
    assert state(folder.read("training-code-tracked")) == "exercised"

    document["cells"][1]["source"] = [*document["cells"][1]["source"], "\nprint(1)"]
    file.write_text(json.dumps(document), "utf-8")
    reading = folder.read("training-code-tracked")
    assert state(reading) == "absent"
    assert [place.path for place in reading.places] == ["train.ipynb"]


def test_without_git_nothing_is_said_of_versions_of_code(folder, monkeypatch):
    folder.write("train.ipynb", folder.TRAINING)
    repository(folder.top)
    commit_all(folder.top)
    monkeypatch.setattr("nbcoach.project.ask_git._program", lambda: None)

    assert state(folder.read("git-repository")) == "unknown"
    assert state(folder.read("training-code-tracked")) == "unknown"
    assert state(folder.read("ml-training-present")) == "wired"


def test_paths_of_one_machine_are_found_in_notebooks_and_scripts(folder):
    folder.write("a.ipynb", "import pandas as pd\npd.read_csv('/home/ada/data.csv')")
    folder.write("b.py", "open('/Users/ada/x.csv')\nprint('see /home')\n# open('/home/ada/y')\n")

    places = folder.read("hard-coded-local-paths").places

    assert [(place.path, place.cell_line or place.line) for place in places] == [("a.ipynb", 2), ("b.py", 1)]


def test_reads_of_data_count_where_something_is_trained(folder):
    folder.write("look.ipynb", "import pandas as pd\npd.read_csv('data.csv')")
    assert state(folder.read("data-read-unversioned")) == "absent"

    folder.write("train.ipynb", folder.TRAINING)
    reading = folder.read("data-read-unversioned")
    assert [place.path for place in reading.places] == ["train.ipynb"]

    folder.write("data.csv").write("data.csv.dvc", "outs:\n- path: data.csv\n  md5: abc\n")
    assert state(folder.read("data-read-unversioned")) == "absent"
    assert state(folder.read("data-versioned")) == "wired"


def test_a_check_that_is_switched_off_leaves_its_signal_unknown(folder):
    folder.write("train.ipynb", folder.TRAINING)
    scene = folder.scene()
    scene.settings = Settings(ignore=("untracked-data",))

    assert state(read_signal(scene, "data-read-unversioned")) == "unknown"


SEARCHES = {
    "import optuna\nstudy = optuna.create_study()": "wired",
    "from hyperopt import fmin\nfmin(f, s)": "wired",
    "from sklearn.model_selection import GridSearchCV\nGridSearchCV(m, {}).fit(x, y)": "unknown",
    "import optuna\nprint(optuna.__version__)": "unknown",
    "x = 1": "absent",
}


@pytest.mark.parametrize("code", SEARCHES)
def test_a_search_for_hyperparameters_is_a_call_of_a_tool(folder, code):
    assert state(folder.write("a.ipynb", code).read("hyperparameter-optimisation")) == SEARCHES[code]


SCHEMAS = {
    "import pandera as pa\nschema = pa.DataFrameSchema({})": "wired",
    "import pandera.pandas as pa\nclass Row(pa.DataFrameModel):\n    a: int": "wired",
    "import great_expectations as gx\ncontext = gx.get_context()": "wired",
    "import pandera": "unknown",
    "assert len(frame)": "absent",
}


@pytest.mark.parametrize("code", SCHEMAS)
def test_expectations_about_data_are_calls_or_classes(folder, code):
    assert state(folder.write("a.ipynb", code).read("data-validation-defined")) == SCHEMAS[code]


def test_a_requirement_alone_shows_no_practice(folder):
    folder.write("requirements.txt", "mlflow\noptuna\npandera\nfeast\n").write("a.ipynb", folder.TRAINING)

    for signal in ("experiment-tracking-calls", "hyperparameter-optimisation", "data-validation-defined"):
        assert folder.read(signal).holds is not True


def test_language_models_and_tables_set_the_scope(folder):
    folder.write("a.ipynb", "from langchain_core import prompts").write("b.ipynb", folder.TRAINING)

    assert state(folder.read("llm-usage")) == "wired"
    assert state(folder.read("tabular-features")) == "wired"


def test_serving_is_seen_in_code_and_otherwise_open(folder):
    folder.write("train.ipynb", folder.TRAINING)
    assert state(folder.read("model-served")) == "unknown"

    folder.write("app.py", "from fastapi import FastAPI\ndef predict(x):\n    return model.predict(x)")
    assert state(folder.read("model-served")) == "configured"


def test_what_cannot_be_read_among_tests_is_no_loss(folder):
    folder.write("a.ipynb", "x = 1").write("tests/cases/broken.py", "def (")

    assert state(folder.read("ml-training-present")) == "absent"
