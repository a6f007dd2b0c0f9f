import pytest
from repositories import repository

from nbcoach.project import Project
from nbcoach.project.declared import of_lock, of_requirements, of_toml, requirement
from nbcoach.project.environment import Environments, providers


def project(tmp_path, **files):
    for name, text in files.items():
        file = tmp_path / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Project.find(tmp_path)


def written(tmp_path, files):
    project(tmp_path, **{name.replace("/", "__"): text for name, text in files.items()})
    return Environments().of(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("line", "name", "is_exact"),
    [
        ("pandas", "pandas", False),
        ("Pandas_TA==0.3.14", "pandas-ta", True),
        ("torch==2.*", "torch", False),
        ("numpy>=1.26,<2", "numpy", False),
        ("uvicorn[standard] ~= 0.30 ; python_version > '3.8'", "uvicorn", False),
        ("lab @ git+https://git.lab.org/lab.git@3f1c2ab", "lab", True),
        ("git+https://github.com/openai/CLIP.git", "clip", False),
        ("-e git+https://github.com/lab/tools.git@3f1c2ab9#egg=tools", "tools", True),
        ("https://host.org/numpy-1.26.4-py311_0.conda", "numpy", True),
    ],
)
def test_a_requirement_names_a_distribution_and_may_pin_it(line, name, is_exact):
    assert requirement(line) == (name, is_exact)


@pytest.mark.parametrize("line", ["", "-r other.txt", "--index-url https://host.org", "-e .", "./wheels/a.whl"])
def test_options_and_local_paths_name_none(line):
    assert requirement(line) is None


def test_comments_and_continued_lines_are_read_as_pip_does():
    found = of_requirements("# numpy\nscipy==1.14.1 \\\n  --hash=sha256:00  # fast\n")

    assert found == (("scipy", True),)


def test_tables_of_every_tool_are_read():
    text = """
    [project]
    dependencies = ["pandas>=2"]
    [project.optional-dependencies]
    plots = ["seaborn"]
    [dependency-groups]
    dev = ["pytest==8.3.2"]
    [tool.poetry.dependencies]
    torch = {version = "2.4.1"}
    [tool.poetry.group.dev.dependencies]
    black = "^24"
    [tool.pixi.dependencies]
    gdal = "*"
    [tool.ruff.lint.per-file-ignores]
    tests = ["S101"]
    """

    assert {each.name for each in of_toml(text)} == {"pandas", "seaborn", "pytest", "torch", "black", "gdal"}
    assert {each.name for each in of_toml(text) if each.is_exact} == {"pytest", "torch"}


@pytest.mark.parametrize(
    "lock",
    [
        '[[package]]\nname = "numpy"\nversion = "1"\n',
        '{\n    "default": {\n        "numpy": {\n            "version": "==1"\n        }\n    }\n}',
        "- conda: https://host.org/linux-64/numpy-1.26.4-py311_0.conda\n  sha256: 00\n",
        "package:\n- name: numpy\n  version: 1\n",
    ],
)
def test_locks_of_every_tool_are_read(lock):
    assert "numpy" in {each.name for each in of_lock(lock)}


def test_files_above_and_in_usual_folders_count(tmp_path):
    files = {
        "requirements.txt": "pandas\n",
        "binder/environment.yml": "dependencies: [scipy]\n",
        "pyproject.toml": "[project]",
    }
    project(tmp_path, **{name.replace("/", "__"): text for name, text in files.items()})
    (tmp_path / "notebooks" / "deep").mkdir(parents=True)

    found = Environments().of(tmp_path / "notebooks" / "deep", tmp_path)

    assert found.names >= {"pandas", "scipy"}
    assert found.files == ("requirements.txt", "binder/environment.yml")
    assert not found.is_pinned


def test_one_pinned_file_is_enough(tmp_path):
    found = written(tmp_path, {"requirements.in": "pandas\n", "requirements.txt": "pandas==2.2.3\nnumpy==1.26.4\n"})

    assert found.is_pinned
    assert found.loose == ()


def test_the_nearest_to_a_pinned_file_says_what_is_loose(tmp_path):
    found = written(
        tmp_path, {"requirements.txt": "pandas==2\nscipy\n", "environment.yml": "dependencies: [a, b, python=3]"}
    )

    assert (found.loosest, found.loose) == ("requirements.txt", ("scipy",))


def test_a_lock_is_enough(tmp_path):
    found = written(
        tmp_path, {"pyproject.toml": '[project]\ndependencies = ["pandas"]', "uv.lock": 'name = "pandas"\n'}
    )

    assert found.is_pinned
    assert found.locks == ("uv.lock",)


@pytest.mark.parametrize("text", ["\0", "[[[", "dependencies: [", "a: &a [*a]", "x" * 100_000])
def test_broken_files_name_nothing(tmp_path, text):
    for name in ("environment.yml", "pyproject.toml", "Pipfile"):
        (tmp_path / name).write_text(text, "utf-8")

    assert Environments().of(tmp_path, tmp_path).names == frozenset()


def test_requirements_that_name_each_other_end(tmp_path):
    found = written(
        tmp_path,
        {"requirements.txt": "-r more-requirements.txt\na\n", "more-requirements.txt": "-r requirements.txt\nb\n"},
    )

    assert found.names == {"a", "b"}


def test_modules_know_their_distributions():
    assert providers("sklearn")[0] == "scikit-learn"
    assert providers("pandas") == ("pandas",)
    assert "opencv-python-headless" in providers("cv2")
    assert providers("of_nobody") == ()


def test_a_loose_environment_is_told_at_the_first_notebook_of_a_project(tmp_path):
    around = project(tmp_path, **{"requirements.txt": "a", "b__2.ipynb": "{}", "b__1.ipynb": "{}", "c.ipynb": "{}"})

    assert around.loose_environment(str(tmp_path / "c.ipynb")) == ("requirements.txt", "a")
    assert around.loose_environment(str(tmp_path / "b" / "1.ipynb")) == ()
    assert around.loose_environment(None) == ()


def test_a_folder_that_is_no_project_has_no_loose_environment(tmp_path):
    assert project(tmp_path, **{"c.ipynb": "{}"}).loose_environment(str(tmp_path / "c.ipynb")) == ()


def test_a_repository_without_requirements_has_one(tmp_path):
    assert Project.find(repository(tmp_path / "lab")).loose_environment("a.ipynb") == ("",)


def test_modules_that_nothing_names_are_undeclared(tmp_path):
    around = project(tmp_path, **{"requirements.txt": "pandas", "torch.py": "", "src__scipy__x.py": ""})

    assert around.undeclared(["pandas", "torch", "scipy", "of_nobody", "seaborn"]) == ("seaborn",)
    assert around.requirement_files() == ("requirements.txt",)


def test_what_a_named_library_brings_along_is_no_finding(tmp_path):
    around = project(tmp_path, **{"requirements.txt": "pymc", "c.ipynb": "{}"})

    assert around.undeclared(["pymc", "numpy", "xarray", "seaborn"]) == ("seaborn",)


def test_nothing_is_undeclared_where_nothing_is_declared(tmp_path):
    assert project(tmp_path, **{"c.ipynb": "{}"}).undeclared(["seaborn"]) == ()
