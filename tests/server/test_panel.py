"""The habits of an open notebook, and what was put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Answer, Ask

UNSEEDED = "import numpy as np\nx = np.random.rand(3)"
STALE: dict[str, Any] = {
    "check": "failed-cell", "area": "reproducibility", "severity": "warning", "message": "It failed.",
    "cell_id": "cell-0", "range": None, "fixes": [], "from_outputs": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("nbcoach.faces.server.workspace.jupyter_data_dir", lambda: str(tmp_path / "data"))
    return tmp_path / "data"


def habit(answer: Answer, name: str) -> dict[str, Any]:
    habits = {each["name"]: each for stage in answer.body["stages"] for each in stage["habits"]}
    found: dict[str, Any] = habits[name]
    return found


def test_habits_stand_on_three_stages_with_their_evidence(ask: Ask) -> None:
    answer = ask("habits", {"notebook": live("a = 1", UNSEEDED), "path": "a.ipynb"})

    assert [stage["name"] for stage in answer.body["stages"]] == ["repeatable", "tracked", "handed-on"]
    for stage in answer.body["stages"]:
        standings = [each["standing"] for each in stage["habits"]]
        assert stage["kept"] == standings.count("kept")
        assert stage["counted"] == standings.count("kept") + standings.count("open")
    (place,) = habit(answer, "seeded")["evidence"]
    assert (place["cell_id"], place["line"]) == ("cell-1", 2)


def test_the_step_brings_the_fix_that_makes_it(ask: Ask) -> None:
    step = ask("habits", {"notebook": live(UNSEEDED)}).body["step"]

    assert (step["habit"], step["how"]) == ("seeded", "fix")
    assert step["hint"]["fixes"][step["fix"]]["title"] == step["label"]


def test_hints_about_outputs_hold_until_the_next_save(ask: Ask) -> None:
    request = {"notebook": live("a = 1")}
    assert habit(ask("habits", request), "runs-through")["standing"] == "kept"

    held = ask("habits", {**request, "held": [STALE, {**STALE, "cell_id": "gone"}]})

    assert habit(held, "runs-through")["standing"] == "open"
    assert habit(held, "runs-through")["reason"] == "It failed."


def test_a_notebook_in_another_language_has_no_habits(ask: Ask) -> None:
    notebook = live("x <- runif(3)", metadata={"kernelspec": {"name": "ir", "language": "R"}})

    assert ask("habits", {"notebook": notebook}).body == {"stages": [], "step": None}


def test_later_is_remembered_and_taken_back(ask: Ask, data_folder: Path) -> None:
    request = {"notebook": live(UNSEEDED), "path": "a.ipynb"}

    put_off = ask("later", {**request, "habit": "seeded", "later": True})
    assert put_off.body["step"]["habit"] != "seeded"
    assert habit(put_off, "seeded")["later"]
    assert ask("habits", request).body == put_off.body
    assert (data_folder / "nbcoach" / "later.json").is_file()

    moved = {"notebook": live("first = 1", UNSEEDED), "path": "a.ipynb"}
    assert habit(ask("habits", moved), "seeded")["later"]
    assert not habit(ask("habits", {**request, "path": "b.ipynb"}), "seeded")["later"]

    again = ask("later", {**request, "habit": "seeded", "later": False})
    assert again.body["step"]["habit"] == "seeded"


def test_a_habit_that_does_not_exist_cannot_be_put_off(ask: Ask) -> None:
    answer = ask("later", {"notebook": live("a = 1"), "habit": "tidy", "later": True})

    assert answer.status == 400
    assert "tidy" in answer.body["message"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1, "notebooks": 3}'])
def test_a_broken_memory_is_as_good_as_none(ask: Ask, data_folder: Path, content: bytes) -> None:
    (data_folder / "nbcoach").mkdir(parents=True)
    (data_folder / "nbcoach" / "later.json").write_bytes(content)

    assert ask("habits", {"notebook": live(UNSEEDED), "path": "a.ipynb"}).status == 200
    put_off = ask("later", {"notebook": live(UNSEEDED), "path": "a.ipynb", "habit": "seeded", "later": True})

    assert habit(put_off, "seeded")["later"]
