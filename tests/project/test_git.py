"""What git says of a folder, also of one that means harm."""

import hashlib
import os
import stat

import pytest
from repositories import commit_all, git, listing, repository

from nbcoach.project import Git, Project, ask_git


@pytest.fixture
def folder(tmp_path):
    return repository(tmp_path.resolve() / "project")


def test_a_folder_without_a_repository_has_no_git(tmp_path):
    assert Project.find(tmp_path).git is None


def test_a_repository_without_commits_says_so(folder):
    found = Project.find(folder).git

    assert found.has_commits() is False
    assert found.commit() is None
    assert found.committed == {}


def test_the_commit_that_is_checked_out_is_known(folder):
    (folder / "a.txt").write_text("one\n")
    commit = commit_all(folder)

    found = Git(folder)

    assert (found.has_commits(), found.commit()) == (True, commit)
    assert found.has_commit(commit) is True
    assert found.has_commit("0" * 40) is False
    assert found.has_commit("--help") is False


def test_tracked_and_clean_are_told_apart(folder):
    for name in ("clean.txt", "changed.txt", "data/deep.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("one\n")
    commit_all(folder)
    (folder / "changed.txt").write_text("two\n")
    (folder / "new.txt").write_text("three\n")

    found = Git(folder)

    assert [found.is_tracked(folder / name) for name in ("clean.txt", "changed.txt", "new.txt")] == [True, True, False]
    assert [found.is_clean(folder / name) for name in ("clean.txt", "changed.txt", "new.txt")] == [True, False, False]
    assert found.is_tracked(folder / "data") is True
    assert found.is_tracked(folder.parent / "elsewhere.txt") is False


def test_line_ends_of_windows_do_not_make_a_file_dirty(folder):
    (folder / "a.txt").write_bytes(b"one\ntwo\n")
    commit_all(folder)
    (folder / "a.txt").write_bytes(b"one\r\ntwo\r\n")

    assert Git(folder).is_clean(folder / "a.txt") is True


def test_a_deleted_file_is_not_clean(folder):
    (folder / "a.txt").write_text("one\n")
    commit_all(folder)
    (folder / "a.txt").unlink()

    assert Git(folder).is_clean(folder / "a.txt") is False


def test_names_with_spaces_umlauts_and_line_breaks_are_understood(folder):
    names = ["a b.txt", "grün.txt", "line\nbreak.txt", "-option.txt"]
    for name in names:
        (folder / name).write_text("x")
    commit_all(folder)

    found = Git(folder)

    assert found.tracked == frozenset(names)
    assert all(found.is_clean(folder / name) for name in names)


def test_files_are_those_that_are_tracked_or_could_be(folder):
    (folder / ".gitignore").write_text("*.log\n")
    (folder / "kept.txt").write_text("x")
    commit_all(folder)
    (folder / "new.txt").write_text("x")
    (folder / "noise.log").write_text("x")

    assert Git(folder).files == (".gitignore", "kept.txt", "new.txt")


def test_content_kept_by_lfs_is_compared_by_its_pointer(folder):
    content = b"1,2\n" * 100
    digest = hashlib.sha256(content).hexdigest()
    (folder / ".gitattributes").write_text("*.csv filter=lfs\n")
    (folder / "data.csv").write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 400\n")
    commit_all(folder)
    (folder / "data.csv").write_bytes(content)

    found = Git(folder)

    assert found.lfs == {"data.csv"}
    assert found.is_clean(folder / "data.csv") is True


def test_without_git_nothing_is_known(folder, monkeypatch):
    (folder / "a.txt").write_text("one\n")
    commit_all(folder)
    monkeypatch.setattr(ask_git, "_program", lambda: None)

    found = Git(folder)

    assert found.has_commits() is None
    assert found.commit() is None
    assert found.is_tracked(folder / "a.txt") is None
    assert found.is_clean(folder / "a.txt") is None
    assert found.files is None


def test_a_git_that_hangs_is_given_up(folder, tmp_path, monkeypatch):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ask_git, "_program", lambda: str(slow))
    monkeypatch.setattr(ask_git, "SECONDS", 0.2)

    assert Git(folder).has_commits() is None


def test_an_empty_git_folder_is_not_answered_by_the_repository_around_it(folder):
    (folder / "inner").mkdir()
    (folder / "inner" / "a.txt").write_text("x")
    commit_all(folder)
    (folder / "inner" / ".git").mkdir()

    found = Project.find(folder / "inner").git

    assert found.root == folder / "inner"
    assert found.has_commits() is None


def test_variables_that_a_hook_sets_lead_nowhere_else(folder, tmp_path, monkeypatch):
    (folder / "a.txt").write_text("x")
    commit = commit_all(folder)
    other = repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))

    assert Git(folder).commit() == commit
    assert Git(folder).is_tracked(folder / "a.txt") is True


def test_programs_that_a_repository_names_are_not_started(folder, tmp_path):
    """The settings of a repository that came as an archive may name programs for reading commands to run."""
    trap, mark = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    trap.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch '{mark}'\n")
        (hooks / hook).chmod(0o755)
    (folder / ".gitattributes").write_text("*.txt filter=evil diff=evil\n")
    (folder / "a.txt").write_text("one\n")
    commit_all(folder)
    for name, value in {
        "core.fsmonitor": str(trap),
        "core.hooksPath": str(hooks),
        "core.pager": str(trap),
        "filter.evil.clean": str(trap),
        "filter.evil.smudge": str(trap),
        "diff.evil.textconv": str(trap),
        "log.showSignature": "true",
        "gpg.program": str(trap),
    }.items():
        git(folder, "config", name, value)
    mark.unlink(missing_ok=True)
    (folder / "a.txt").write_text("two\n")
    before = listing(folder)

    found = Git(folder)
    answers = (found.commit(), found.tracked, found.files, found.lfs, found.is_clean(folder / "a.txt"))

    assert answers[4] is False
    assert found.committed_content(folder / "a.txt") == b"one\n"
    assert not mark.exists()
    assert listing(folder) == before


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX")
def test_a_partial_clone_is_not_completed_over_the_network(folder, tmp_path):
    (folder / "a.txt").write_text("one\n")
    commit_all(folder)
    blob = git(folder, "rev-parse", "HEAD:a.txt").strip()
    mark = tmp_path / "sprung"
    git(folder, "config", "extensions.partialClone", "origin")
    git(folder, "config", "remote.origin.promisor", "true")
    git(folder, "config", "remote.origin.url", f"ext::sh -c touch% {mark}")
    git(folder, "config", "protocol.ext.allow", "always")
    loose = folder / ".git" / "objects" / blob[:2] / blob[2:]
    loose.unlink()

    assert Git(folder).committed_content(folder / "a.txt") is None
    assert not mark.exists()
