"""Copies of folders, and that nothing is left of them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from nbcoach.errors import BadCallError
from nbcoach.pipeline.observe import cloning, copied, copying
from nbcoach.pipeline.observe.cloning import clone

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files of its own, so that leftovers show."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "project"
    (made / "data").mkdir(parents=True)
    (made / "data" / "x.csv").write_text("a,b\n1,2\n")
    (made / "train.ipynb").write_text("{}")
    return made


def test_a_copy_holds_the_files_and_goes_at_the_end(folder, temporary):
    with copied(folder) as copy:
        assert (copy.root / "data" / "x.csv").read_text() == "a,b\n1,2\n"
        assert copy.root.name == "project"
        assert copy.place(folder / "data") == copy.root / "data"
    assert list(temporary.iterdir()) == []


def test_what_is_written_in_a_copy_does_not_reach_the_original(folder):
    with copied(folder) as copy:
        (copy.root / "data" / "x.csv").write_text("changed")
        (copy.root / "new").write_text("1")

    assert (folder / "data" / "x.csv").read_text() == "a,b\n1,2\n"
    assert not (folder / "new").exists()


def test_times_and_modes_are_kept_and_every_file_can_be_written(folder):
    script = folder / "run.sh"
    script.write_text("true")
    script.chmod(0o555)
    os.utime(script, (10**9, 10**9))

    with copied(folder) as copy:
        status = (copy.root / "run.sh").stat()

    assert status.st_mtime == 10**9
    assert status.st_mode & 0o777 == 0o755


def test_links_of_a_copy_lead_into_the_copy(folder):
    (folder / "latest.csv").symlink_to(folder / "data" / "x.csv")

    with copied(folder) as copy:
        (copy.root / "latest.csv").write_text("changed")

    assert (folder / "data" / "x.csv").read_text() == "a,b\n1,2\n"


def test_a_write_protected_folder_in_a_copy_does_not_stay(folder, temporary):
    with copied(folder) as copy:
        (copy.root / "data").chmod(0o500)

    assert list(temporary.iterdir()) == []


def test_an_error_while_a_copy_is_used_leaves_nothing_behind(folder, temporary):
    with pytest.raises(KeyboardInterrupt), copied(folder):
        raise KeyboardInterrupt

    assert list(temporary.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing_behind(folder, temporary, monkeypatch):
    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(copying, "clone", full)

    with pytest.raises(BadCallError, match="no room for it"), copied(folder):
        pytest.fail("the copy was made")
    assert list(temporary.iterdir()) == []


def test_a_temporary_folder_that_cannot_be_written_is_told(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    with pytest.raises(BadCallError, match="cannot be copied"), copied(folder):
        pytest.fail("the copy was made")


def test_a_copy_inside_the_folder_does_not_copy_itself(folder, monkeypatch):
    inside = folder / "tmp"
    inside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(inside))

    with copied(folder) as copy:
        assert not any((copy.root / "tmp" / copy.home.name).rglob("*.csv"))


def test_the_copy_of_a_killed_process_is_swept_away_by_the_next(folder, temporary):
    code = f"""
import os, tempfile
from pathlib import Path
from nbcoach.pipeline.observe.copying import copied
tempfile.tempdir = {str(temporary)!r}
with copied(Path({str(folder)!r})):
    os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    left = list(temporary.iterdir())
    assert len(left) == 1

    with copied(folder):
        assert not left[0].exists()


def test_two_copies_at_once_do_not_disturb_each_other(folder):
    with copied(folder) as first, copied(folder) as second:
        (first.root / "data" / "x.csv").write_text("changed")
        assert (second.root / "data" / "x.csv").read_text() == "a,b\n1,2\n"


def test_git_in_a_copy_knows_the_history(folder):
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "First"]):
        subprocess.run(["git", *words], cwd=folder, check=True)

    with copied(folder) as copy:
        said = subprocess.run(["git", "log", "--format=%s"], cwd=copy.root, check=True, capture_output=True, text=True)

    assert said.stdout == "First\n"


@pytest.mark.parametrize("ways", [(False, False), (False, True), (True, True)])
def test_a_clone_is_equal_whatever_the_disk_can_do(tmp_path, monkeypatch, ways):
    share, inside = ways
    if not share:
        monkeypatch.setattr(cloning, "_share", lambda *_: False)
    if not inside:
        monkeypatch.setattr(cloning, "_copy_inside", lambda *_: False)
    source = tmp_path / "source"
    source.write_bytes(bytes(range(256)) * 5000)

    clone(str(source), str(tmp_path / "target"))

    assert (tmp_path / "target").read_bytes() == source.read_bytes()


def test_paths_of_a_copy_are_told_as_those_of_the_original(folder):
    with copied(folder) as copy:
        assert copy.plain(f"File {copy.root}/train.py, line 3") == f"File {folder}/train.py, line 3"
