"""`nbcoach lint --changed-since` in real repositories."""

import json
import os
from pathlib import Path

import pytest
from repositories import commit_all, git, repository

from nbcoach.faces.cli import main
from nbcoach.project import ask_git

HEAD = "# %% [markdown]\n# # Noise\n# %%\nimport numpy as np\n"
OLD = f"{HEAD}# %%\nold = np.random.rand(3)\n"
NEW = f"{OLD}# %%\nnew = np.random.rand(4)\n"
UNTITLED = OLD.split("# # Noise\n")[1]


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(repository(tmp_path / "project"))
    return tmp_path / "project"


@pytest.fixture
def write(percent_file):
    return lambda name, text: percent_file(f"project/{name}", text)


@pytest.fixture
def lint(capsys):
    def call(*words):
        code = main(["lint", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def found(lint):
    """The places of the findings since a revision: path, cell and check."""

    def call(*words):
        code, output, error = lint(*words, "--format", "json", "--ignore", "unpinned-environment")
        assert (code in (0, 1), error) == (True, "")
        return [(each["path"], each["cell"], each["check"]) for each in json.loads(output)["findings"]]

    return call


def test_only_cells_whose_code_changed_count(found, write, project):
    write("a.ipynb", OLD)
    commit_all(project)
    write("a.ipynb", NEW)

    assert found(".", "--changed-since", "HEAD") == [("a.ipynb", 3, "unseeded-run")]
    assert found("a.ipynb", "--changed-since", "main") == [("a.ipynb", 3, "unseeded-run")]


def test_outputs_counts_and_metadata_are_no_change(found, write, project):
    file = write("a.ipynb", OLD)
    commit_all(project)
    document = json.loads(file.read_text())
    document["cells"][2] |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": ["1"]}]}
    document["cells"][2] |= {"execution_count": 7, "metadata": {"tags": ["x"]}}
    file.write_text(json.dumps(document))

    assert found(".", "--changed-since", "HEAD") == []


def test_a_new_notebook_counts_whole_also_where_git_ignores_it(found, write, project):
    write("a.ipynb", OLD)
    commit_all(project)
    write("untracked.ipynb", UNTITLED)
    write("staged.ipynb", OLD)
    git(project, "add", "staged.ipynb")
    (project / ".gitignore").write_text("ignored.ipynb\n")
    write("ignored.ipynb", OLD)

    assert found(".", "ignored.ipynb", "--changed-since", "HEAD") == [
        ("staged.ipynb", 2, "unseeded-run"),
        ("untracked.ipynb", None, "missing-purpose"),
        ("untracked.ipynb", 1, "unseeded-run"),
        ("ignored.ipynb", 2, "unseeded-run"),
    ]


@pytest.mark.parametrize("is_staged", [True, False])
def test_a_renamed_notebook_is_compared_with_what_it_was(found, write, project, is_staged):
    write("old/a.ipynb", OLD)
    write("old/b.ipynb", "# %% [markdown]\n# # Other\n# %%\nx = 1\n")
    commit_all(project)
    (project / "old" / "a.ipynb").unlink()
    write("new/c.ipynb", NEW)
    if is_staged:
        git(project, "add", "-A")

    assert found(".", "--changed-since", "HEAD") == [("new/c.ipynb", 3, "unseeded-run")]


def test_a_finding_about_the_notebook_counts_when_any_cell_changed(found, write, project):
    write("a.ipynb", UNTITLED)
    write("b.ipynb", UNTITLED)
    commit_all(project)
    write("a.ipynb", UNTITLED + "# %%\nx = 1\n")
    os.utime(project / "b.ipynb", (1, 1))

    assert found(".", "--changed-since", "HEAD") == [("a.ipynb", None, "missing-purpose")]


def test_notebooks_that_did_not_change_are_not_read(lint, write, project, monkeypatch):
    write("a.ipynb", OLD)
    write("b.ipynb", OLD)
    commit_all(project)
    old = (project / "b.ipynb").stat().st_mtime_ns - 5_000_000_000
    for name in ("a.ipynb", "b.ipynb"):
        os.utime(project / name, ns=(old, old))
    git(project, "update-index", "--refresh")
    write("a.ipynb", NEW)
    read = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path.name), real(path))[1])

    code, output, _ = lint(".", "--changed-since", "HEAD", "--ignore", "unpinned-environment")

    assert (code, "b.ipynb" in read, "a.ipynb" in read) == (1, False, True)
    assert "Found 1 habit in 1 notebook" in output


def test_a_change_that_is_committed_counts_since_an_older_commit(found, write, project):
    write("a.ipynb", OLD)
    first = commit_all(project)
    write("a.ipynb", NEW)
    commit_all(project)

    assert found(".", "--changed-since", first) == [("a.ipynb", 3, "unseeded-run")]
    assert found(".", "--changed-since", "HEAD~1") == [("a.ipynb", 3, "unseeded-run")]
    assert found(".", "--changed-since", "HEAD") == []


def test_a_folder_below_and_paths_of_other_repositories_work(
    found, write, project, tmp_path, percent_file, monkeypatch
):
    write("deep/a.ipynb", OLD)
    commit_all(project)
    write("deep/a.ipynb", NEW)
    other = repository(tmp_path / "other")
    percent_file("other/b.ipynb", OLD)
    commit_all(other)
    percent_file("other/b.ipynb", NEW)
    monkeypatch.chdir(project / "deep")

    assert found(".", other, "--changed-since", "HEAD") == [
        ("a.ipynb", 3, "unseeded-run"),
        ("../../other/b.ipynb", 3, "unseeded-run"),
    ]


def test_no_program_that_the_repository_names_is_started(found, write, project):
    write("a.ipynb", OLD)
    commit_all(project)
    git(project, "config", "filter.bad.clean", f"touch {project}/owned; cat")
    git(project, "config", "diff.bad.textconv", f"touch {project}/owned; cat")
    (project / ".gitattributes").write_text("*.ipynb filter=bad diff=bad\n")
    write("a.ipynb", NEW)

    assert found(".", "--changed-since", "HEAD") == [("a.ipynb", 3, "unseeded-run")]
    assert not (project / "owned").exists()


def test_what_was_no_notebook_then_counts_whole(found, write, project):
    (project / "a.ipynb").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n")
    commit_all(project)
    write("a.ipynb", OLD)

    assert found(".", "--changed-since", "HEAD") == [("a.ipynb", 2, "unseeded-run")]


def test_an_untouched_folder_says_so(lint, write, project):
    write("a.ipynb", OLD)
    commit_all(project)
    os.utime(project / "a.ipynb", (1, 1))
    git(project, "update-index", "--refresh")

    assert lint(".", "--changed-since", "HEAD") == (0, "Nothing changed in 1 notebook.\n", "")


def test_a_baseline_holds_for_changed_cells_too(lint, write, project):
    write("a.ipynb", OLD)
    commit_all(project)
    write("a.ipynb", NEW)
    lint(".", "--write-baseline", "base.json")

    code, output, _ = lint(".", "--changed-since", "HEAD", "--baseline", "base.json")

    assert (code, output) == (0, "Nothing new found in 1 notebook.\n")


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", "--all", ""])
def test_a_revision_that_is_not_there_is_a_wrong_call(lint, write, project, revision):
    write("a.ipynb", OLD)
    commit_all(project)

    code, output, error = lint(".", f"--changed-since={revision}")

    assert (code, output) == (2, "")
    assert f"has no revision {revision!r}" in error


def test_a_repository_without_commits_is_a_wrong_call(lint, write, project):
    write("a.ipynb", OLD)

    assert lint(".", "--changed-since", "HEAD")[0] == 2


def test_a_file_outside_of_any_repository_is_a_wrong_call(lint, percent_file, tmp_path, monkeypatch):
    percent_file("alone/a.ipynb", OLD)
    monkeypatch.chdir(tmp_path / "alone")

    code, _, error = lint(".", "--changed-since", "HEAD")

    assert (code, "a.ipynb lies in no Git repository" in error) == (2, True)


def test_without_git_the_call_is_wrong(lint, write, project, monkeypatch):
    write("a.ipynb", OLD)
    commit_all(project)
    monkeypatch.setattr(ask_git, "_program", lambda: None)

    code, _, error = lint(".", "--changed-since", "HEAD")

    assert (code, "git, which is not installed" in error) == (2, True)


@pytest.mark.parametrize("words", [["-"], [".", "--write-baseline", "b.json"]])
def test_what_makes_no_sense_together_is_a_wrong_call(lint, write, project, words):
    write("a.ipynb", OLD)

    assert lint(*words, "--changed-since", "HEAD")[0] == 2
