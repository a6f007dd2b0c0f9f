from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_server.services.contents.manager import AsyncContentsManager

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

CODE = "trees = 100\nprint(trees)"
REQUEST = {"path": "work/train.ipynb", "to": "work/train-pipeline"}


@pytest.fixture
def saved(jp_root_dir: Path) -> Path:
    """A notebook on disk, as Jupyter saves it."""
    notebook = live(CODE)
    for cell in notebook["cells"]:
        cell.update(outputs=[], execution_count=None)
    path = jp_root_dir / "work" / "train.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(notebook))
    return path


def test_a_plan_shows_steps_and_parameters_and_writes_nothing(ask: Ask, saved: Path) -> None:
    answer = ask("export-plan", {**REQUEST, "notebook": live(CODE)})

    assert answer.status == 200
    assert [(each["name"], each["default"]) for each in answer.body["parameters"]] == [("trees", "100")]
    assert len(answer.body["steps"]) == 1
    assert answer.body["exists"] is False
    assert list(saved.parent.iterdir()) == [saved]


def test_an_export_writes_the_pipeline_and_leaves_the_notebook(ask: Ask, saved: Path, jp_root_dir: Path) -> None:
    before = saved.read_bytes()

    answer = ask("export", REQUEST)

    assert answer.status == 200
    assert answer.body["folder"] == "work/train-pipeline"
    assert (jp_root_dir / answer.body["pipeline"]).is_file()
    assert all((jp_root_dir / step).is_file() for step in answer.body["steps"])
    assert answer.body["steps"]
    assert saved.read_bytes() == before


def test_a_pipeline_is_replaced_only_by_agreement(ask: Ask, saved: Path) -> None:
    ask("export", REQUEST)
    saved.write_text(saved.read_text().replace("100", "200"))

    refused = ask("export", REQUEST)
    agreed = ask("export", {**REQUEST, "force": True})

    assert refused.status == 409
    assert agreed.status == 200
    assert "200" in (saved.parent / "train-pipeline" / "params.yaml").read_text()


def test_a_folder_that_is_no_pipeline_is_never_replaced(ask: Ask, saved: Path) -> None:
    mine = saved.parent / "train-pipeline" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("mine")

    answer = ask("export", {**REQUEST, "force": True})

    assert answer.status == 400
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("field", ["path", "to"])
def test_a_link_out_of_the_root_is_not_followed(
    ask: Ask, saved: Path, field: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "train.ipynb").write_bytes(saved.read_bytes())
    (saved.parent / "link").symlink_to(outside)

    answer = ask("export", {**REQUEST, field: f"work/link/{'train.ipynb' if field == 'path' else 'pipeline'}"})

    assert answer.status == 403
    assert list(outside.iterdir()) == [outside / "train.ipynb"]


def test_a_notebook_that_is_not_there_is_said_to_be_missing(ask: Ask) -> None:
    answer = ask("export", {"path": "none.ipynb", "to": "none"})

    assert answer.status == 400
    assert "none.ipynb" in answer.body["message"]


def test_a_file_that_is_no_notebook_is_said_to_be_none(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "page.ipynb").write_text("<!doctype html><p>Not found")

    answer = ask("export", {"path": "page.ipynb", "to": "page"})

    assert answer.status == 422
    assert "HTML" in answer.body["message"]


class TestWithoutFiles:
    """A contents manager that keeps notebooks elsewhere."""

    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        class Elsewhere(AsyncContentsManager):
            async def dir_exists(self, path: str) -> bool:
                return path == ""

        return {"ServerApp": {"jpserver_extensions": {"nbcoach": True}, "contents_manager_class": Elsewhere}}

    def test_hints_come_and_exports_are_refused_with_a_reason(self, ask: Ask, jp_root_dir: Path) -> None:
        lint = ask("lint", {"notebook": live("import random\nx = random.random()"), "path": "a.ipynb"})
        export = ask("export", REQUEST)

        assert "unseeded-run" in [hint["check"] for hint in lint.body["hints"]]
        assert ask("status").body["has_files"] is False
        assert export.status == 501
        assert "no files" in export.body["message"]
        assert list(jp_root_dir.iterdir()) == []
