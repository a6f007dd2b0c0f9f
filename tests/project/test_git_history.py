"""What a repository holds at a revision, and which files are surely as they were staged."""

import os

import pytest
from repositories import commit_all, git, repository

from nbcoach.project import Git, git_history

SECOND = 1_000_000_000


@pytest.fixture
def folder(tmp_path):
    return repository(tmp_path.resolve() / "project")


def test_files_of_a_commit_are_listed_with_their_contents(folder):
    (folder / "sp ace").mkdir()
    (folder / "sp ace" / "ü.txt").write_bytes(b"one\n")
    (folder / "empty").write_bytes(b"")
    first = commit_all(folder)
    (folder / "empty").write_bytes(b"two\n\n")
    commit_all(folder)
    found = Git(folder)

    files = git_history.files_at(found, git_history.commit_of(found, "HEAD~1"))

    assert git_history.commit_of(found, "HEAD~1") == first
    assert dict(git_history.contents(found, files.values())) == {
        files["sp ace/ü.txt"]: b"one\n",
        files["empty"]: b"",
    }


def test_more_contents_than_are_asked_for_at_once_all_come(folder):
    for number in range(70):
        (folder / f"{number}.txt").write_text(f"{number}\n" * number)
    commit_all(folder)
    found = Git(folder)

    files = git_history.files_at(found, "HEAD")

    told = dict(git_history.contents(found, files.values()))
    assert {name: told[identity] for name, identity in files.items()} == {
        f"{number}.txt": f"{number}\n".encode() * number for number in range(70)
    }


def test_an_object_that_is_not_there_is_left_out(folder):
    commit_all(folder)

    assert list(git_history.contents(Git(folder), ["0" * 40])) == []


@pytest.mark.parametrize("revision", ["", "nowhere", "--all", "-h", "HEAD^{tree}", "HEAD:a.txt"])
def test_what_names_no_commit_is_none(folder, revision):
    (folder / "a.txt").write_text("a")
    commit_all(folder)

    assert git_history.commit_of(Git(folder), revision) is None


def test_a_file_is_untouched_until_its_time_or_size_changes(folder):
    file = folder / "a.txt"
    file.write_text("one")
    old = file.stat().st_mtime_ns - 10 * SECOND
    os.utime(file, ns=(old, old))
    commit_all(folder)
    found = Git(folder)
    staged, time = git_history.staged(found)["a.txt"], git_history.index_time(found)

    assert staged.is_untouched(str(file), time)
    assert not staged.is_untouched(str(file), old)
    file.write_text("two")
    assert not staged.is_untouched(str(file), time)
    os.utime(file, ns=(old, old))
    assert staged.is_untouched(str(file), time)
    file.write_text("three")
    os.utime(file, ns=(old, old))
    assert not staged.is_untouched(str(file), time)
    file.unlink()
    assert not staged.is_untouched(str(file), time)


def test_files_in_conflict_are_not_known(folder):
    (folder / "a.txt").write_text("one\n")
    commit_all(folder)
    git(folder, "checkout", "-q", "-b", "other")
    (folder / "a.txt").write_text("two\n")
    commit_all(folder)
    git(folder, "checkout", "-q", "main")
    (folder / "a.txt").write_text("three\n")
    commit_all(folder)
    with pytest.raises(Exception, match="returned non-zero"):
        git(folder, "merge", "other")

    assert git_history.staged(Git(folder)) == {}


def test_a_folder_that_git_does_not_read_tells_nothing(tmp_path):
    nowhere = Git(tmp_path)

    assert git_history.commit_of(nowhere, "HEAD") is None
    assert git_history.files_at(nowhere, "HEAD") is None
    assert git_history.staged(nowhere) == {}
    assert git_history.index_time(nowhere) == 0
