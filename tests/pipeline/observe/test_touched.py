"""What the times of files tell."""

from __future__ import annotations

import subprocess

import pytest

from nbcoach.pipeline.observe import copied, touched
from nbcoach.pipeline.observe.touched import Seen, Touched


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / name).write_text(name * 100)
    with copied(folder) as made:
        yield made


def names(seen: Seen) -> tuple[list[str], list[str]]:
    return [each.rpartition("/")[2] for each in seen.read], [each.rpartition("/")[2] for each in seen.written]


def test_files_that_other_processes_read_and_write_are_seen_once(copy):
    files = Touched(copy)
    subprocess.run("cat a > new; echo 1 >> b", shell=True, check=True, cwd=copy.root)  # noqa: S602 - fixed text

    read, written = names(files.look())
    assert (read, sorted(written)) == (["a"], ["b", "new"])
    assert files.look() == Seen()


def test_a_file_read_again_is_seen_again(copy):
    files = Touched(copy)
    (copy.root / "a").read_bytes()
    first = names(files.look())
    (copy.root / "a").read_bytes()

    assert first == names(files.look()) == (["a"], [])


def test_a_folder_that_takes_long_to_look_at_is_looked_at_at_the_end(copy, monkeypatch):
    monkeypatch.setattr(touched, "_SLOW", -1.0)
    files = Touched(copy)
    (copy.root / "a").write_text("changed")

    assert files.look() == Seen()
    assert names(files.look(is_last=True)) == ([], ["a"])
