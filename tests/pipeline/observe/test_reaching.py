"""Which folder a run needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cells import notebook

from nbcoach.pipeline.observe import copied, folder_of, reach

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path) -> Path:
    for name in ("work/nb/deep", "work/data/raw", "other"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "work" / "pyproject.toml").write_text("")
    (tmp_path / "work" / "data" / "x.csv").write_text("1")
    (tmp_path / "other" / "y.csv").write_text("2")
    return tmp_path / "work"


def needed(project: Path, *cells: str, place: str = "nb") -> str:
    source = project / place / "a.ipynb"
    return folder_of(notebook(*cells), source).relative_to(project.parent).as_posix()


def test_a_notebook_that_stays_at_home_needs_its_own_folder(project):
    assert needed(project, "open('x.csv')", "'...'; 'a..b'; 'and so on ...'") == "work/nb"


@pytest.mark.parametrize(
    "cell",
    [
        "open('../data/x.csv')",
        "from pathlib import Path\nPath('..') / 'data' / 'x.csv'",
        "import os\nos.path.join('..', 'data', 'x.csv')",
        "import sys\nsys.path.append('..')",
        "import glob\nglob.glob('../data/*.csv')",
        "name = 'x'\nopen(f'../data/{name}.csv')",
        "!head ../data/x.csv",
        "%run ../data/x.py",
        "%cd ..",
        "from pathlib import Path\nPath.cwd().parent / 'data'",
        "import os\nos.path.dirname(os.getcwd())",
        "open('../results.csv', 'w')",
    ],
)
def test_a_notebook_that_reaches_up_needs_the_folder_around(project, cell):
    assert needed(project, cell) == "work"


def test_the_folder_that_a_cell_changes_to_counts(project):
    assert needed(project, "%cd ..", "open('../data/x.csv')", place="nb/deep") == "work"
    assert needed(project, "import os\nos.chdir('..')", "open('../data/x.csv')", place="nb/deep") == "work"
    assert needed(project, "open('../x.csv')", place="nb/deep") == "work/nb"


def test_what_is_outside_of_the_project_does_not_make_the_folder_larger(project):
    assert needed(project, "open('../../other/y.csv')") == "work/nb"


def test_what_is_outside_is_linked_beside_the_copy(project):
    source = project / "nb" / "a.ipynb"
    told = notebook("open('../../other/y.csv')", "open('../data/x.csv')")
    with copied(folder_of(told, source)) as copy:
        linked = reach(told, source, copy)

        assert linked == (project.parent / "other" / "y.csv",)
        assert (copy.root / "nb" / ".." / ".." / "other" / "y.csv").read_text() == "2"


def test_a_new_file_outside_is_written_beside_the_copy(project):
    source = project / "nb" / "a.ipynb"
    told = notebook("open('../../other/new.csv', 'w')")
    with copied(folder_of(told, source)) as copy:
        assert reach(told, source, copy) == ()
        (copy.root / ".." / ".." / "other" / "new.csv").write_text("1")

    assert not (project.parent / "other" / "new.csv").exists()
