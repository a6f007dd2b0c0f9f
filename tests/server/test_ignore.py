"""A check is told to pass over a place, with a reason, or over the whole project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

UNSEEDED = "import random\nx = random.random()"
HERE = {"check": "unseeded-run", "reason": "a demonstration", "cell_id": "cell-0", "line": 2, "end_line": 2}


def test_a_comment_with_the_reason_goes_to_the_end_of_the_line(ask: Ask) -> None:
    answer = ask("ignore", {**HERE, "notebook": live(UNSEEDED)})

    (edit,) = answer.body["edits"]
    assert edit["kind"] == "text"
    assert edit["range"] == {"line": 2, "column": 19, "end_line": 2, "end_column": 19}
    assert edit["new"] == "  # nbcoach: ignore[unseeded-run] -- a demonstration"


def test_a_finding_about_the_notebook_is_passed_over_in_its_metadata(ask: Ask) -> None:
    notebook = live("a = 1", metadata={"nbcoach": {"ignore": ["missing-owner -- mine"], "other": 1}})
    wish = {"check": "missing-purpose", "reason": "a scratch pad", "notebook": notebook}

    (edit,) = ask("ignore", wish).body["edits"]

    assert edit["kind"] == "metadata"
    assert edit["cell_id"] is None
    assert edit["old"] == notebook["metadata"]["nbcoach"]
    assert edit["new"] == {"ignore": ["missing-owner -- mine", "missing-purpose -- a scratch pad"], "other": 1}


def test_what_metadata_passes_over_is_silent(ask: Ask) -> None:
    def seen(notebook: dict[str, Any]) -> set[str]:
        return {hint["check"] for hint in ask("lint", {"notebook": notebook}).body["hints"]}

    before = live("a = 1")
    assert "missing-purpose" in seen(before)
    (edit,) = ask("ignore", {"check": "missing-purpose", "reason": "a try", "notebook": before}).body["edits"]

    assert "missing-purpose" not in seen(live("a = 1", metadata={edit["key"]: edit["new"]}))


def test_a_cell_without_room_for_a_comment_is_tagged_and_the_reason_is_said_to_be_lost(ask: Ask) -> None:
    notebook = live("%%html\n<b>x</b>")

    answer = ask("ignore", {**HERE, "notebook": notebook, "line": None, "end_line": None})

    (edit,) = answer.body["edits"]
    assert (edit["key"], edit["new"]) == ("tags", ["nbcoach-ignore-unseeded-run"])
    assert "reason is not kept" in answer.body["note"]


def test_a_cell_that_is_gone_and_a_check_that_is_none_are_refused(ask: Ask) -> None:
    gone = ask("ignore", {**HERE, "notebook": live(UNSEEDED), "cell_id": "gone"})
    unknown = ask("ignore", {**HERE, "notebook": live(UNSEEDED), "check": "unseeded-runs"})

    assert (gone.status, gone.body["kind"]) == (409, "stale")
    assert (unknown.status, unknown.body["cure"]) == (400, "Did you mean 'unseeded-run'?")


SETTINGS = '# ours\n[project]\nname = "churn"  # keep\n\n[tool.nbcoach]\nignore = [\n  "missing-owner",  # nobody\n]\n'
PROJECT = {"path": "work/a.ipynb", "check": "unseeded-run"}


@pytest.fixture
def settings(jp_root_dir: Path) -> Path:
    (jp_root_dir / "work").mkdir()
    (jp_root_dir / "work" / "pyproject.toml").write_text(SETTINGS)
    return jp_root_dir / "work" / "pyproject.toml"


def test_without_agreement_the_settings_are_shown_and_not_written(ask: Ask, settings: Path) -> None:
    answer = ask("ignore-in-project", PROJECT)

    assert answer.status == 200
    assert (answer.body["file"], answer.body["before"]) == ("work/pyproject.toml", SETTINGS)
    assert answer.body["after"] == SETTINGS.replace("nobody\n", 'nobody\n  "unseeded-run",\n')
    assert answer.body["is_written"] is False
    assert settings.read_text() == SETTINGS


def test_by_agreement_they_are_written_and_the_next_look_knows(ask: Ask, settings: Path) -> None:
    request = {"notebook": live(UNSEEDED), "path": "work/a.ipynb"}
    assert ask("lint", request).body["hints"]
    shown = ask("ignore-in-project", PROJECT).body

    answer = ask("ignore-in-project", {**PROJECT, "expected": shown["digest"]})

    assert answer.body["is_written"] is True
    assert settings.read_text() == shown["after"]
    assert "unseeded-run" not in {hint["check"] for hint in ask("lint", request).body["hints"]}


def test_settings_that_changed_since_they_were_shown_stay(ask: Ask, settings: Path) -> None:
    shown = ask("ignore-in-project", PROJECT).body
    settings.write_text(SETTINGS + "# mine\n")

    answer = ask("ignore-in-project", {**PROJECT, "expected": shown["digest"]})

    assert (answer.status, answer.body["kind"]) == (409, "stale")
    assert settings.read_text() == SETTINGS + "# mine\n"


def test_a_project_without_settings_gets_a_file_of_its_own(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "work").mkdir()
    shown = ask("ignore-in-project", PROJECT).body
    assert shown["before"] is None

    ask("ignore-in-project", {**PROJECT, "expected": shown["digest"]})

    assert (jp_root_dir / shown["file"]).read_text() == 'ignore = ["unseeded-run"]\n'


def test_settings_outside_of_the_root_are_left_alone_and_the_user_is_told_what_to_write(
    ask: Ask, jp_root_dir: Path
) -> None:
    (jp_root_dir / "work").mkdir()
    outside = jp_root_dir.parent / "pyproject.toml"
    outside.write_text("[tool.nbcoach]\nignore = []\n")

    answer = ask("ignore-in-project", {**PROJECT, "expected": "x"})

    assert (answer.status, answer.body["kind"]) == (403, "outside")
    assert 'Add "unseeded-run" to `ignore`' in answer.body["cure"]
    assert outside.read_text() == "[tool.nbcoach]\nignore = []\n"


def test_settings_that_are_a_link_out_of_the_root_are_left_alone(
    ask: Ask, jp_root_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "mine.toml"
    outside.write_text("ignore = []\n")
    (jp_root_dir / "work").mkdir()
    (jp_root_dir / "work" / ".nbcoach.toml").symlink_to(outside)

    answer = ask("ignore-in-project", {**PROJECT, "expected": "x"})

    assert (answer.status, answer.body["kind"]) == (403, "outside")
    assert outside.read_text() == "ignore = []\n"
