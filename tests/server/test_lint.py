from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

UNSEEDED = "import numpy as np\nx = np.random.rand(3)"


def checks(hints: list[dict[str, Any]]) -> list[str]:
    return [hint["check"] for hint in hints]


def test_a_hint_names_its_cell_and_place(ask: Ask) -> None:
    answer = ask("lint", {"notebook": live("a = 1", UNSEEDED)})

    (hint,) = [each for each in answer.body["hints"] if each["check"] == "unseeded-run"]
    assert answer.status == 200
    assert hint["cell_id"] == "cell-1"
    assert hint["range"]["line"] == 2
    assert hint["severity"] == "warning"


def test_columns_count_utf16_units(ask: Ask) -> None:
    plain = ask("lint", {"notebook": live("import numpy as np\ns = 'ab'; x = np.random.rand(3)")})
    astral = ask("lint", {"notebook": live("import numpy as np\ns = '😀'; x = np.random.rand(3)")})

    ranges = [[hint["range"] for hint in answer.body["hints"] if hint["range"]] for answer in (plain, astral)]
    assert ranges[0] == ranges[1] != []


def test_a_notebook_in_another_language_gets_no_hints_and_says_so(ask: Ask) -> None:
    notebook = live("x <- runif(3)", metadata={"kernelspec": {"name": "ir", "language": "R"}})

    answer = ask("lint", {"notebook": notebook})

    assert answer.body["hints"] == []
    assert answer.body["language"] == "r"


def test_cells_that_do_not_parse_are_named(ask: Ask) -> None:
    answer = ask("lint", {"notebook": live("a = (", "b = 1")})

    assert answer.body["unparsed"] == ["cell-0"]


def test_the_settings_of_the_project_hold(ask: Ask, jp_root_dir: Path) -> None:
    request = {"notebook": live(UNSEEDED), "path": "work/a.ipynb"}
    assert "unseeded-run" in checks(ask("lint", request).body["hints"])

    (jp_root_dir / ".nbcoach.toml").write_text('ignore = ["unseeded-run"]')

    assert "unseeded-run" not in checks(ask("lint", {**request, "anew": True}).body["hints"])


def test_wrong_settings_are_said_not_raised(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / ".nbcoach.toml").write_text("ignore = 3")

    answer = ask("lint", {"notebook": live(UNSEEDED), "path": "a.ipynb"})

    assert answer.status == 400
    assert ".nbcoach.toml" in answer.body["message"]
    assert answer.body["cure"]


def test_data_that_the_project_versions_is_known(ask: Ask, jp_root_dir: Path) -> None:
    request = {"notebook": live("import pandas as pd\ndf = pd.read_csv('data.csv')"), "path": "a.ipynb"}
    assert "untracked-data" in checks(ask("lint", request).body["hints"])

    (jp_root_dir / "data.csv").write_text("a\n1\n")
    (jp_root_dir / "data.csv.dvc").write_text("outs:\n- md5: d3b07384d113edec49eaa6238ad5ff00\n  path: data.csv\n")
    (jp_root_dir / ".dvc").mkdir()

    assert "untracked-data" not in checks(ask("lint", {**request, "anew": True}).body["hints"])


def test_an_empty_notebook_is_no_mistake(ask: Ask) -> None:
    answer = ask("lint", {"notebook": live()})

    assert answer.status == 200


def test_outputs_are_looked_at_when_they_are_sent_on_a_save_and_not_before(ask: Ask) -> None:
    notebook = live("a = 1", "b = 2")
    ran = {"execution_count": 1, "outputs": [{"output_type": "error", "ename": "E", "evalue": "no", "traceback": []}]}
    notebook["cells"][0].update(ran)

    typing = ask("lint", {"notebook": notebook}).body["hints"]
    saved = ask("lint", {"notebook": notebook, "anew": True}).body["hints"]

    assert not [hint for hint in typing if hint["from_outputs"]]
    assert {"failed-cell", "unrun-cell"} <= {hint["check"] for hint in saved if hint["from_outputs"]}
    assert {hint["check"] for hint in typing} == {hint["check"] for hint in saved if not hint["from_outputs"]}
