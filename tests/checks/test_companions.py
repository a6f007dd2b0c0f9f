"""What checks say where a notebook runs or imports files of its own folder."""

from pathlib import Path

import pytest

from nbcoach.checking.discover import discover
from nbcoach.checking.testing import Case
from nbcoach.project import Project

CHECKS = tuple(
    check for check in discover() if check.name in {"undefined-on-restart", "unseeded-run", "untracked-experiment"}
)


def verify(folder: Path, text: str) -> None:
    Case("companions", text, CHECKS).verify(Project.find(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "start.py").write_text("import random\nimport numpy as np\nnp.random.seed(7)\nlimit = 3\n")
    (tmp_path / "fixing.py").write_text("import random\n\ndef everything(number):\n    random.seed(number)\n")
    (tmp_path / "logbook.py").write_text("import mlflow\n\ndef note(name):\n    mlflow.log_param('name', name)\n")
    (tmp_path / "open_end.py").write_text("from os import *\n")
    return tmp_path


def test_a_file_that_is_run_brings_its_names_and_its_seed(folder):
    verify(
        folder,
        """
        %run start.py
        np.random.rand(limit)
        # %%
        random.random()  # expect: unseeded-run
        print(missing)  # expect: undefined-on-restart
        """.replace("\n        ", "\n"),
    )


def test_a_file_that_may_bind_anything_silences_what_follows(folder):
    verify(folder, "%run open_end.py\nprint(missing)")


def test_a_file_that_cannot_be_read_silences_what_follows(folder):
    verify(folder, "%run elsewhere.py\nprint(missing)")


def test_a_function_of_a_local_module_seeds_from_its_call_on(folder):
    verify(
        folder,
        "import random\nfrom fixing import everything\nrandom.random()  # expect: unseeded-run\n"
        "everything(3)\nrandom.random()",
    )


def test_a_local_module_that_tracks_is_a_tracker(folder):
    fit = "from sklearn.linear_model import Ridge\nX, y = [[1]], [1]\nRidge().fit(X, y)"
    verify(folder, f"import logbook\n{fit}")
    verify(folder, f"import fixing\n{fit}  # expect: untracked-experiment")
