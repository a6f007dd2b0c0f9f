"""Which system records the version of a data file."""

from textwrap import dedent

import pytest
from repositories import commit_all, repository

from nbcoach.project import Project, Projects, ask_git


@pytest.fixture
def folder(tmp_path):
    return repository(tmp_path.resolve() / "project")


def write(folder, name, text="x"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(dedent(text))


def versions(folder, *names):
    project = Project.find(folder)
    return [project.data_version(name) for name in names]


def test_a_file_in_git_has_a_version_and_one_beside_it_has_none(folder):
    write(folder, "data/a.csv")
    commit_all(folder)
    write(folder, "data/b.csv")

    assert versions(folder, "data/a.csv", "data/b.csv", "data/missing.csv") == ["git", None, None]


def test_relative_paths_start_at_the_notebook(folder):
    write(folder, "data/a.csv")
    write(folder, "notebooks/train.ipynb")
    commit_all(folder)

    project = Project.find(folder / "notebooks" / "train.ipynb")

    assert project.start == folder / "notebooks"
    assert project.data_version("../data/a.csv") == "git"
    assert project.data_version(folder / "data" / "a.csv") == "git"


def test_a_file_kept_by_lfs_is_told_from_one_in_plain_git(folder):
    write(folder, ".gitattributes", "*.parquet filter=lfs diff=lfs merge=lfs -text\n")
    write(folder, "a.parquet")
    write(folder, "a.csv")
    commit_all(folder)

    assert versions(folder, "a.parquet", "a.csv") == ["lfs", "git"]


def test_a_dvc_file_beside_data_tracks_it_whether_it_is_there_or_not(folder):
    write(folder, "data/raw.csv.dvc", "outs:\n- md5: abc\n  path: raw.csv\n")
    write(folder, "images.dvc", "outs:\n- md5: abc.dir\n  path: images\n")

    assert versions(folder, "data/raw.csv", "images", "images/cats/1.png", "data/other.csv") == [
        "dvc", "dvc", "dvc", None,
    ]  # fmt: skip


def test_outputs_and_locked_inputs_of_dvc_stages_have_versions(folder):
    write(
        folder,
        "pipe/dvc.yaml",
        """
        stages:
          prepare:
            cmd: python prepare.py
            wdir: work
            outs:
            - clean.csv
            - features: {cache: true}
          each:
            foreach: [a, b]
            do:
              cmd: echo ${item}
              outs: ["${item}.csv"]
        """,
    )
    write(
        folder,
        "pipe/dvc.lock",
        """
        schema: '2.0'
        stages:
          prepare:
            deps:
            - {path: ../raw.csv, md5: abc, size: 3}
            - {path: ../unhashed.csv}
          each@a:
            outs:
            - {path: a.csv, md5: def}
        """,
    )
    names = ["work/clean.csv", "work/features/x.npy", "raw.csv", "unhashed.csv", "a.csv", "b.csv"]

    assert versions(folder / "pipe", *names) == ["dvc", "dvc", "dvc", None, "dvc", None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "stages: 3\n",
        "stages: {a: 3, b: {outs: 4}, c: {outs: [5, {6: 7}]}}\n",
        "a: [",
        "x: 2020-13-45\n",
    ],
)
def test_a_stage_file_that_makes_no_sense_tracks_nothing(folder, text):
    write(folder, "dvc.yaml", text)
    write(folder, "dvc.lock", text)

    assert versions(folder, "a.csv", "b") == [None, None]


def test_a_stage_file_with_nested_aliases_is_no_bomb(folder):
    lines = ["a: &a [x, x]"] + [f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)]
    write(folder, "dvc.yaml", "\n".join([*lines, "stages: {s: {outs: *u}}"]))

    assert versions(folder, "x") == [None]


def test_a_folder_has_a_version_when_every_file_in_it_has(folder):
    write(folder, "all/a.csv")
    write(folder, "all/deep/b.csv")
    write(folder, "some/a.csv")
    commit_all(folder)
    write(folder, "some/b.csv")
    (folder / "empty").mkdir()

    assert versions(folder, "all", "some", "empty", ".") == ["git", None, None, None]


def test_data_in_another_repository_has_its_version_there(folder, tmp_path):
    other = repository(tmp_path.resolve() / "datasets")
    write(other, "a.csv")
    commit_all(other)

    assert versions(folder, "../datasets/a.csv", "../a.csv") == ["git", None]


def test_a_linked_folder_is_the_folder_it_leads_to(folder, tmp_path):
    write(folder, "data/a.csv")
    commit_all(folder)
    (tmp_path / "short").symlink_to(folder, target_is_directory=True)

    assert Project.find(tmp_path / "short").data_version("data/a.csv") == "git"


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000, "", "..", "/", "~/a.csv", "s3://bucket/a.csv", "*.csv"])
def test_odd_names_have_no_version(folder, name):
    assert Project.find(folder).data_version(name) is None


def test_without_git_no_version_is_known(folder, monkeypatch):
    write(folder, "a.csv")
    write(folder, "b.csv.dvc")
    commit_all(folder)
    monkeypatch.setattr(ask_git, "_program", lambda: None)

    assert versions(folder, "a.csv", "b.csv") == [None, "dvc"]


def test_git_is_asked_once_for_a_whole_repository(folder, monkeypatch):
    for number in range(30):
        write(folder, f"d{number}/a.csv")
    commit_all(folder)
    asked = []
    real = ask_git.ask
    monkeypatch.setattr(
        "nbcoach.project.git.ask", lambda root, *question: asked.append(question) or real(root, *question)
    )
    projects = Projects()

    answers = {projects.of(folder / f"d{number}").data_version("a.csv") for number in range(30)}

    assert answers == {"git"}
    assert asked == [("ls-files", "-z")]
