"""What belongs to a copy of a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nbcoach.pipeline.observe.extent import Extent, entries, measure

if TYPE_CHECKING:
    from pathlib import Path


def tree(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def kinds(folder: Path) -> dict[str, str]:
    return {entry.place.replace(os.sep, "/"): entry.kind for entry in entries(folder)}


def test_files_and_their_bytes_are_counted(tmp_path):
    tree(tmp_path, a="12345", data__b="123")

    assert measure(tmp_path) == Extent(2, 8)


def test_what_no_notebook_reads_is_left_out(tmp_path):
    tree(tmp_path, a="", node_modules__x="1", data__node_modules__x="1")
    for name in (".ipynb_checkpoints", "__pycache__", "env/.x", ".dvc/cache/ab", ".git/objects/ab", "pipe/runs/1"):
        tree(tmp_path / name, f="1")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    (tmp_path / "pipe" / "pipeline.yaml").write_text("")

    assert {place for place, kind in kinds(tmp_path).items() if kind == "file"} == {"a", "pipe/pipeline.yaml"}


def test_a_folder_called_runs_stays_where_no_pipeline_is(tmp_path):
    tree(tmp_path, runs__log="1")

    assert measure(tmp_path).files == 1


def test_the_head_of_a_repository_stays_and_its_objects_do_not(tmp_path):
    tree(tmp_path / ".git", HEAD="ref: refs/heads/main", refs__heads__main="1", objects__ab__cd="1")

    assert {".git/HEAD", ".git/refs/heads/main"} <= set(kinds(tmp_path))
    assert ".git/objects" not in kinds(tmp_path)


def test_a_git_file_that_leads_elsewhere_is_left_out(tmp_path):
    tree(tmp_path / "work").joinpath("x").mkdir(parents=True)
    (tmp_path / "work" / "x" / ".git").write_text("gitdir: /elsewhere/.git/worktrees/x\n")

    assert "work/x/.git" not in kinds(tmp_path)


def test_a_link_inside_stays_a_link_and_one_that_leads_out_becomes_what_it_leads_to(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    tree(inside, data__x="1")
    tree(outside, y="22", deep__z="333")
    (inside / "own").symlink_to(inside / "data" / "x")
    (inside / "file").symlink_to(outside / "y")
    (inside / "folder").symlink_to(outside, target_is_directory=True)

    found = kinds(inside)

    assert found["own"] == "link"
    assert found["file"] == found["folder/y"] == found["folder/deep/z"] == "file"
    assert measure(inside) == Extent(4, 1 + 2 + 2 + 3)


def test_a_link_into_what_is_left_out_becomes_the_file(tmp_path):
    tree(tmp_path / ".git" / "annex" / "objects", f="content")
    (tmp_path / "data.csv").symlink_to(".git/annex/objects/f")

    assert kinds(tmp_path)["data.csv"] == "file"


def test_links_that_lead_round_in_circles_end(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "self").symlink_to("self")
    (inside / "up").symlink_to(tmp_path, target_is_directory=True)
    (inside / "out").symlink_to(outside, target_is_directory=True)
    (outside / "again").symlink_to(outside, target_is_directory=True)
    (outside / "back").symlink_to(inside, target_is_directory=True)

    found = kinds(inside)

    assert found["self"] == "broken"
    assert "up" not in found
    assert "out/again" not in found
    assert found["out/back"] == "link"


def test_pipes_and_what_cannot_be_read_do_not_stop_the_walk(tmp_path):
    tree(tmp_path, a="1")
    os.mkfifo(tmp_path / "pipe")

    assert kinds(tmp_path) == {"a": "file"}
