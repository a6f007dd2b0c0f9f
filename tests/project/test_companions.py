"""The files beside a notebook that it runs or imports."""

from pathlib import Path

import pytest
from tests.cells import notebook

from nbcoach.project import Project
from nbcoach.project.listening import ListeningProject, still_says


def paths(project: Project, *sources: str) -> list[str]:
    return [each.path for each in project.companions(notebook(*sources))]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "tools" / "deep").mkdir(parents=True)
    (tmp_path / "setup cells.py").write_text("import numpy as np\nnp.random.seed(3)\n")
    (tmp_path / "start.ipynb").write_bytes(
        b'{"cells": [{"cell_type": "code", "source": "%run tools/deep/last.py", "metadata": {}, "outputs": [],'
        b' "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
    )
    (tmp_path / "tools" / "__init__.py").write_text("from tools.seeds import fix\n")
    (tmp_path / "tools" / "seeds.py").write_text("def fix():\n    pass\n")
    (tmp_path / "tools" / "deep" / "last.py").write_text("import last\nend = 1\n")
    return Project.find(tmp_path)


def test_run_files_and_local_modules_are_found_in_order(project):
    found = paths(project, "import numpy\nfrom tools import seeds", "%run -i 'setup cells.py' --fast", "%run start")
    assert found == ["tools/seeds.py", "tools/__init__.py", "setup cells.py", "start.ipynb"]


def test_a_package_is_read_where_a_name_of_it_is_no_module(project):
    companion = project.companions(notebook("from tools import fix"))[0]
    assert (companion.path, companion.module) == ("tools/__init__.py", "tools")
    assert [each.path for each in companion.companions] == []


def test_files_bring_their_own_files_along(project):
    companion = project.companions(notebook("%run start.ipynb"))[0]
    assert [each.path for each in companion.companions] == ["tools/deep/last.py"]
    assert [list(each.flow.global_names()) for each in companion.everything()] == [[], ["last", "end"]]


def test_what_is_not_there_or_is_told_by_a_variable_is_left_out(project):
    assert paths(project, "%run missing.py", "%run $path", "import pandas", "from . import tools") == []


def test_files_that_run_each_other_end(tmp_path):
    (tmp_path / "a.py").write_text("import b\n")
    (tmp_path / "b.py").write_text("import a\n")
    assert paths(Project.find(tmp_path), "import a", "import b") == ["a.py"]


def test_what_the_notebook_writes_beside_itself_is_read(tmp_path):
    found = Project.find(tmp_path).companions(
        notebook("%%writefile helper.py\ndef f():\n    return 1", "import helper")
    )
    assert [(each.path, each.module) for each in found] == [("helper.py", "helper")]


def test_functions_are_told_by_how_the_notebook_calls_them(project):
    inner = notebook("from tools.seeds import fix\nimport tools.seeds\nfix()\nlen([])")
    companion = project.companions(inner)[0]
    assert [companion.function(site) for site in inner.calls] == ["fix", ""]


def test_a_cached_answer_ends_with_the_file_that_it_came_from(project):
    listening = ListeningProject(project)
    listening.companions(notebook("import tools", "%run 'setup cells.py'"))
    assert listening.is_complete
    assert still_says(Project.find(project.start), listening.heard)
    (project.start / "setup cells.py").write_text("import numpy\n")
    assert not still_says(Project.find(project.start), listening.heard)
