"""From the plan over the consent to the pipeline, as the browser asks for it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_server.auth import Authorizer
from jupyter_server.services.contents.manager import AsyncContentsManager

from nbcoach.faces.server import exports

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask, Exported

CODE = "trees = 100\nprint(trees)"
REQUEST = {"path": "work/train.ipynb", "to": "work/train-pipeline"}
SLEEP = "import time\ntime.sleep(300)"


def write(path: Path, *sources: str) -> Path:
    """A notebook on disk, as Jupyter saves it; what begins with `#` and a space is a heading."""
    notebook = live(*sources)
    for cell in notebook["cells"]:
        if cell["source"].startswith("# "):
            cell["cell_type"] = "markdown"
        else:
            cell.update(outputs=[], execution_count=None)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**notebook, "metadata": {"kernelspec": kernel}}))
    return path


@pytest.fixture
def saved(jp_root_dir: Path) -> Path:
    return write(jp_root_dir / "work" / "train.ipynb", CODE)


class TestPlan:
    def test_shows_steps_and_parameters_and_writes_nothing(self, ask: Ask, saved: Path) -> None:
        answer = ask("export-plan", {**REQUEST, "notebook": live(CODE)})

        assert answer.status == 200
        (parameter,) = answer.body["parameters"]
        assert parameter["name"] == "trees"
        assert parameter["default"] == "100"
        assert parameter["types"] == ["integer", "number"]
        assert parameter["taken"] is True
        assert answer.body["stands"] == "nothing"
        assert {
            "pipeline.yaml",
            "params.yaml",
            "export-report.html",
            *(each["notebook"] for each in answer.body["steps"]),
        } < set(answer.body["files"])
        assert list(saved.parent.iterdir()) == [saved]

    def test_follows_the_way_to_cut(self, ask: Ask) -> None:
        cells = live("# Load", "x = 1", "# Show", "print(x)")
        cells["cells"][0]["cell_type"] = cells["cells"][2]["cell_type"] = "markdown"

        cut = ask("export-plan", {**REQUEST, "notebook": cells, "how": "headings"})
        one = ask("export-plan", {**REQUEST, "notebook": cells})

        assert [(each["title"], each["cells"], each["carries"]) for each in cut.body["steps"]] == [
            ("Load", [1], ["x"]),
            ("Show", [3], []),
        ]
        assert len(one.body["steps"]) == 1

    def test_follows_what_is_taken_and_its_type(self, ask: Ask) -> None:
        notebook = live("trees = 100\ndepth = 3\nprint(trees, depth)")

        answer = ask(
            "export-plan", {**REQUEST, "notebook": notebook, "parameters": ["trees"], "types": {"trees": "number"}}
        )

        found = {each["name"]: (each["taken"], each["type"]) for each in answer.body["parameters"]}
        assert found == {"trees": (True, "number"), "depth": (False, "integer")}

    def test_says_by_the_parameter_which_name_cannot_be(self, ask: Ask) -> None:
        notebook = live("trees = 100\ndepth = 3\nrows = []\nprint(trees, depth)")

        answer = ask("export-plan", {**REQUEST, "notebook": notebook, "names": {"trees": "rows", "depth": "max_depth"}})

        assert answer.status == 200
        found = {each["name"]: each["misnamed"] for each in answer.body["parameters"]}
        assert found == {"trees": "The notebook has something else of that name, in cell 1.", "depth": ""}
        assert answer.body["steps"][0]["parameters"] == ["trees", "max_depth"]

    def test_says_what_stands_in_the_folder(self, ask: Ask, exported: Exported, saved: Path) -> None:
        request = {**REQUEST, "notebook": live(CODE)}
        exported(REQUEST)

        assert ask("export-plan", request).body["stands"] == "pipeline"
        assert ask("export-plan", {**request, "to": "work"}).body["stands"] == "other"


class TestIntent:
    def test_tells_what_would_be_executed(self, ask: Ask, saved: Path) -> None:
        answer = ask("export-intent", {"notebook": live(CODE, "x = 1"), "path": REQUEST["path"]})

        assert answer.status == 200
        assert answer.body == {
            "folder": "work",
            "files": 1,
            "size": saved.stat().st_size,
            "is_large": False,
            "code_cells": 2,
            "seconds": None,
            "may_run": True,
        }


class TestStatic:
    """Exports that execute nothing."""

    def test_wishes_go_by_the_names_of_the_notebook(self, exported: Exported, saved: Path) -> None:
        wishes = {"names": {"trees": "n_trees"}, "types": {"trees": "number"}, "values": {"trees": "0.5"}}

        assert exported({**REQUEST, **wishes}).body["state"] == "done"

        folder = saved.parent.parent / REQUEST["to"]
        assert "n_trees: 0.5" in (folder / "params.yaml").read_text("utf-8")
        assert exported({**REQUEST, "names": {"trees": "print"}, "over": "replace"}).body["state"] == "failed"

    def test_writes_the_pipeline_and_leaves_the_notebook(
        self, exported: Exported, saved: Path, jp_root_dir: Path
    ) -> None:
        before = saved.read_bytes()

        status = exported(REQUEST).body

        assert status["state"] == "done", status
        result = status["result"]
        assert result["folder"] == "work/train-pipeline"
        assert result["outcome"] == "unverified"
        assert result["verdict"] == "unverified (static)"
        assert (jp_root_dir / result["pipeline"]).is_file()
        assert (jp_root_dir / result["report"]).is_file()
        assert all((jp_root_dir / step).is_file() for step in result["steps"])
        assert result["steps"]
        assert saved.read_bytes() == before

    def test_takes_what_was_asked_for(self, exported: Exported, saved: Path) -> None:
        write(saved, "trees = 100\ndepth = 3\nprint(trees, depth)")

        exported({**REQUEST, "parameters": ["trees"], "types": {"trees": "number"}, "values": {"trees": "0.5"}})

        pipeline = saved.parent / "train-pipeline"
        assert "trees: 0.5" in (pipeline / "params.yaml").read_text()
        assert "depth" not in (pipeline / "pipeline.yaml").read_text()

    def test_a_value_that_does_not_fit_is_told(self, exported: Exported, saved: Path) -> None:
        status = exported({**REQUEST, "values": {"trees": "many"}}).body

        assert status["state"] == "failed"
        assert status["error"]["kind"] == "bad-call"
        assert "whole number" in status["error"]["message"]
        assert list(saved.parent.iterdir()) == [saved]

    def test_a_pipeline_that_stands_there_is_refused_merged_or_replaced(self, exported: Exported, saved: Path) -> None:
        folder = saved.parent / "train-pipeline"
        exported(REQUEST)
        (folder / "params.yaml").write_text("trees: 7\n")

        refused = exported(REQUEST)
        merged = exported({**REQUEST, "over": "merge"}).body
        seven = (folder / "params.yaml").read_text()
        replaced = exported({**REQUEST, "over": "replace"}).body

        assert refused.status == 409
        assert refused.body["kind"] == "taken"
        assert merged["result"]["kept"] == ["params.yaml"]
        assert "7" in seven
        assert replaced["state"] == "done"
        assert "100" in (folder / "params.yaml").read_text()

    def test_a_folder_that_is_no_pipeline_is_never_replaced(self, exported: Exported, saved: Path) -> None:
        mine = saved.parent / "train-pipeline" / "thesis.txt"
        mine.parent.mkdir()
        mine.write_text("mine")

        status = exported({**REQUEST, "over": "replace"}).body

        assert status["state"] == "failed"
        assert status["error"]["kind"] == "bad-call"
        assert mine.read_text() == "mine"

    def test_a_notebook_that_is_not_there_is_said_to_be_missing(self, ask: Ask) -> None:
        answer = ask("export", {"path": "none.ipynb", "to": "none"})

        assert answer.status == 400
        assert "none.ipynb" in answer.body["message"]

    def test_a_file_that_is_no_notebook_is_said_to_be_none(self, ask: Ask, jp_root_dir: Path) -> None:
        (jp_root_dir / "page.ipynb").write_text("<!doctype html><p>Not found")

        answer = ask("export", {"path": "page.ipynb", "to": "page"})

        assert answer.status == 422
        assert "HTML" in answer.body["message"]


class TestRun:
    """Exports that execute the notebook, in real kernels."""

    @pytest.mark.slow
    def test_a_notebook_of_two_headings_is_proven_and_told_on_the_way(self, exported: Exported, saved: Path) -> None:
        write(saved, "# Load", "x = 20", "# Show", "print(x + 1)")
        stages = []

        def look(status: dict[str, Any]) -> bool:
            stages.append((status["stage"], status["step"]))
            return bool(status["state"] != "running")

        status = exported({**REQUEST, "run": "prove", "how": "headings"}, look).body

        assert status["state"] == "done", status
        assert status["result"]["outcome"] == "verified"
        assert status["result"]["counts"]["equal"] >= 2
        assert status["result"]["counts"]["differs"] == 0
        assert len(status["result"]["steps"]) == 2
        assert status["stage"] == "trying"
        assert {stage for stage, _ in stages} <= {"starting", "observing", "repeating", "trying"}
        assert {"observing", "trying"} & {stage for stage, _ in stages}

    @pytest.mark.slow
    def test_what_differs_is_shown_side_by_side_and_set_aside(self, exported: Exported, saved: Path) -> None:
        write(saved, "import os", "print('pipeline' if os.environ.get('PIPELINE_DIR') else 'notebook')")

        result = exported({**REQUEST, "run": "prove"}).body["result"]

        assert result["outcome"] == "differs"
        assert result["is_set_aside"] is True
        assert result["folder"] == "work/train-pipeline.differs"
        first = result["first_difference"]
        assert (first["what"], first["cell"]) == ("output", 1)
        assert "notebook" in first["expected"]
        assert "pipeline" in first["got"]

    @pytest.mark.slow
    def test_a_run_is_stopped_in_the_middle_of_a_cell(
        self, ask: Ask, exported: Exported, saved: Path, jp_root_dir: Path
    ) -> None:
        write(saved, SLEEP)
        status = exported({**REQUEST, "run": "prove"}, lambda status: status["cell"] == 1).body
        assert (status["state"], status["stage"], status["cells"]) == ("running", "observing", 1)
        begun = time.monotonic()

        ask("export-cancel", {"id": status["id"]})
        while status["state"] == "running":
            time.sleep(0.1)
            status = ask("export-status", {"id": status["id"]}).body

        assert status["state"] == "stopped"
        assert status["error"] is None
        assert time.monotonic() - begun < exports.PATIENCE
        assert list(saved.parent.iterdir()) == [saved]
        assert ask("export-cancel", {"id": status["id"]}).body["state"] == "stopped"

    @pytest.mark.slow
    def test_two_run_at_once_into_two_folders_and_never_into_one(
        self, ask: Ask, exported: Exported, saved: Path
    ) -> None:
        write(saved, SLEEP)
        write(saved.with_name("other.ipynb"), CODE)
        running = exported({**REQUEST, "run": "prove"}, lambda _: True).body

        refused = ask("export", {**REQUEST, "path": "work/other.ipynb"})
        other = exported({"path": "work/other.ipynb", "to": "work/other-pipeline"}).body

        assert refused.status == 409
        assert refused.body["kind"] == "busy"
        assert other["state"] == "done"
        assert ask("export-status", {"id": running["id"]}).body["state"] == "running"

    def test_there_is_an_end_to_how_many_run_at_once(
        self, ask: Ask, exported: Exported, saved: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "AT_ONCE", 1)
        monkeypatch.setattr(exports, "COMMAND", ("sleep", "300"))
        monkeypatch.setattr(exports, "PATIENCE", 0.0)
        exported({**REQUEST, "run": "prove"}, lambda _: True)

        refused = ask("export", {**REQUEST, "to": "work/another"})

        assert refused.status == 409
        assert refused.body["kind"] == "busy"

    def test_a_process_that_dies_is_told(
        self, exported: Exported, saved: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "COMMAND", ("false",))

        status = exported(REQUEST).body

        assert status["state"] == "failed"
        assert "exit code 1" in status["error"]["message"]
        assert status["error"]["cure"]

    def test_an_export_is_forgotten_after_a_while(
        self, ask: Ask, exported: Exported, saved: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "COMMAND", ("false",))
        id_ = exported(REQUEST).body["id"]
        monkeypatch.setattr(exports, "KEPT", 0.0)

        answer = ask("export-status", {"id": id_})

        assert answer.status == 404
        assert answer.body["kind"] == "gone"
        monkeypatch.setattr(exports, "KEPT", 600.0)

    def test_what_goes_on_is_found_by_the_path_of_the_notebook_until_its_end_was_told(
        self, ask: Ask, saved: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "COMMAND", ("sleep", "300"))
        monkeypatch.setattr(exports, "PATIENCE", 0.0)
        write(saved.with_name("other.ipynb"), CODE)
        request = {**REQUEST, "run": "prove", "names": {"trees": "n_trees"}}
        begun = ask("export", request).body
        other = ask("export", {"path": "work/other.ipynb", "to": "work/other-pipeline"}).body
        ask("export-cancel", {"id": other["id"]})

        (found,) = ask("export-list", {"path": REQUEST["path"]}).body["exports"]
        assert found["status"]["id"] == begun["id"]
        assert found["status"]["state"] == "running"
        assert {name: found["request"][name] for name in request} == request
        assert ask("export-list", {"path": "work/none.ipynb"}).body == {"exports": []}

        ask("export-cancel", {"id": begun["id"]})
        while (status := ask("export-list", {"path": REQUEST["path"]}).body["exports"][0]["status"])[
            "state"
        ] == "running":
            time.sleep(0.1)
        assert status["state"] == "stopped"
        assert ask("export-status", {"id": begun["id"]}).body["state"] == "stopped"
        assert ask("export-list", {"path": REQUEST["path"]}).body == {"exports": []}

    def test_an_export_that_never_was_is_not_known(self, ask: Ask) -> None:
        assert ask("export-status", {"id": "none"}).status == 404
        assert ask("export-cancel", {"id": "none"}).body["kind"] == "gone"


class NoCode(Authorizer):
    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return action != "execute"


class TestWithoutPermissionToExecute:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {"ServerApp": {"jpserver_extensions": {"nbcoach": True}, "authorizer_class": NoCode}}

    def test_nothing_is_run_and_what_is_only_read_is_exported(self, ask: Ask, exported: Exported, saved: Path) -> None:
        for run in ("observe", "prove"):
            refused = ask("export", {**REQUEST, "run": run})
            assert refused.status == 403
            assert refused.body["kind"] == "forbidden"
            assert refused.body["cure"]
        assert list(saved.parent.iterdir()) == [saved]

        assert ask("export-intent", {"notebook": live(CODE), "path": REQUEST["path"]}).body["may_run"] is False
        assert exported(REQUEST).body["state"] == "done"


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
