"""A folder of saved notebooks, looked at some files at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.wire.folders import FILES_AT_MOST

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

UNSEEDED = "import numpy as np\nx = np.random.rand(3)"


@pytest.fixture
def folder(jp_root_dir: Path) -> Path:
    """A folder with two notebooks, one of them deeper, a broken one, and what is left out."""
    made = {"work/a.ipynb": live("a = 1", UNSEEDED), "work/deep/b.ipynb": live("b = 1"), "other.ipynb": live("c = 1"),
            "work/.hidden/d.ipynb": live("d = 1"), "work/.ipynb_checkpoints/a.ipynb": live("a = 1")}  # fmt: skip
    for path, document in made.items():
        (jp_root_dir / path).parent.mkdir(parents=True, exist_ok=True)
        (jp_root_dir / path).write_text(json.dumps(document))
    (jp_root_dir / "work" / "broken.ipynb").write_text("<html>")
    return jp_root_dir / "work"


def findings(file: dict[str, Any]) -> list[tuple[str, int | None, int | None]]:
    return [(each["check"], each["cell"], each["line"]) for each in file["findings"]]


def test_the_notebooks_of_a_folder_are_named_from_the_root(ask: Ask, folder: Path) -> None:
    answer = ask("folder", {"path": "work"})

    assert answer.body["notebooks"] == ["work/a.ipynb", "work/broken.ipynb", "work/deep/b.ipynb"]
    assert len(ask("folder", {"path": ""}).body["notebooks"]) == 4
    assert folder.is_dir()


def test_what_the_settings_exclude_is_left_out(ask: Ask, folder: Path) -> None:
    (folder / ".nbcoach.toml").write_text('exclude = ["deep/"]\nignore = ["unseeded-run"]')

    assert ask("folder", {"path": "work"}).body["notebooks"] == ["work/a.ipynb", "work/broken.ipynb"]
    answer = ask("files", {"folder": "work", "paths": ["work/a.ipynb"]})

    assert "unseeded-run" not in [check for check, *_ in findings(answer.body["files"][0])]


def test_findings_come_with_cell_and_line(ask: Ask, folder: Path) -> None:
    answer = ask("files", {"folder": "work", "paths": ["work/a.ipynb", "work/deep/b.ipynb"]})

    first, second = answer.body["files"]
    assert ("unseeded-run", 1, 2) in findings(first)
    assert (first["path"], second["path"]) == ("work/a.ipynb", "work/deep/b.ipynb")
    assert "unseeded-run" not in [check for check, *_ in findings(second)]
    assert folder.is_dir()


def test_a_broken_file_is_one_entry_and_the_others_go_on(ask: Ask, folder: Path) -> None:
    paths = ["work/broken.ipynb", "work/gone.ipynb", "work/a.ipynb"]

    broken, gone, good = ask("files", {"folder": "work", "paths": paths}).body["files"]

    assert broken["problem"].startswith("work/broken.ipynb")
    assert str(folder) not in broken["problem"] + gone["problem"]
    assert gone["problem"]
    assert good["findings"]


def test_a_link_out_of_the_root_is_not_followed(ask: Ask, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.ipynb").write_text(json.dumps(live("x = 1")))
    (folder / "link.ipynb").symlink_to(outside / "secret.ipynb")
    (folder / "linked").symlink_to(outside)

    assert not [each for each in ask("folder", {"path": "work"}).body["notebooks"] if "link" in each]
    assert ask("files", {"folder": "work", "paths": ["work/link.ipynb"]}).status == 403
    assert ask("folder", {"path": "work/linked"}).status == 403


def test_a_file_is_no_folder(ask: Ask, folder: Path) -> None:
    answer = ask("folder", {"path": "work/a.ipynb"})

    assert answer.status == 400
    assert answer.body["cure"]
    assert folder.is_dir()


def test_more_files_than_one_question_may_hold_are_refused(ask: Ask) -> None:
    assert ask("files", {"folder": "", "paths": ["a.ipynb"] * (FILES_AT_MOST + 1)}).status == 400
