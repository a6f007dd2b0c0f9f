"""The habits of one notebook, and the step that comes next."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.cells import document, notebook

from nbcoach.config import Settings
from nbcoach.maturity.ladder import Habit, Ladder, climb, keys_of, next_step, put_off
from nbcoach.maturity.ladder.sights import SIGHTS
from nbcoach.maturity.ladder.words import all_words
from nbcoach.notebook import Notebook, parse_notebook
from nbcoach.project import Project

if TYPE_CHECKING:
    from pathlib import Path

FIT = (
    "import pandas as pd\nfrom sklearn.ensemble import RandomForestClassifier\n"
    "df = pd.read_csv('d.csv')\nmodel = RandomForestClassifier(random_state=1).fit(df[['a']], df.b)"
)
TRACKED = "import mlflow\nmlflow.set_experiment('churn')\nmlflow.autolog()"
UNSEEDED = "import numpy as np\nx = np.random.rand(3)"


def climbed(seen: Notebook, folder: Path, name: str = "", **settings: Any) -> Ladder:
    file = folder / name if name else None
    return climb(seen, Project.find(folder), Settings(root=folder, **settings), file=file)


def habit(ladder: Ladder, name: str) -> Habit:
    return next(each for each in ladder.habits if each.name == name)


def standing(ladder: Ladder, name: str) -> str:
    return habit(ladder, name).standing.value


def test_every_habit_has_a_look_and_a_rank_of_its_own() -> None:
    assert {words.name for words in all_words()} == set(SIGHTS)
    ranks = [words.rank for words in all_words()]
    assert len(set(ranks)) == len(ranks)


def test_every_check_that_a_habit_names_is_installed() -> None:
    from nbcoach.checking import catalogue  # noqa: PLC0415

    assert {check for words in all_words() for check in words.against} <= {each.name for each in catalogue().checks}


def test_a_habit_is_open_where_a_check_speaks_against_it(tmp_path: Path) -> None:
    found = habit(climbed(notebook("a = 1", UNSEEDED), tmp_path), "seeded")

    assert found.standing.value == "open"
    assert "np.random.rand" in found.reason
    assert [(place.cell, place.cell_line) for place in found.places] == [(1, 2)]


def test_a_habit_is_kept_by_what_shows_it(tmp_path: Path) -> None:
    found = habit(climbed(notebook("import numpy as np\nnp.random.seed(1)\nx = np.random.rand(3)"), tmp_path), "seeded")

    assert found.standing.value == "kept"
    assert [place.text for place in found.places] == ["`np.random.seed`"]


def test_what_does_not_concern_a_notebook_is_idle_and_not_counted(tmp_path: Path) -> None:
    ladder = climbed(notebook("print(1)"), tmp_path)

    assert {standing(ladder, name) for name in ("seeded", "runs-recorded", "data-recorded", "models-kept")} == {"idle"}
    assert not habit(ladder, "seeded").counts


def test_what_a_silent_check_would_have_told_is_unknown(tmp_path: Path) -> None:
    seeded = "import numpy as np\nnp.random.seed(1)\nx = np.random.rand(3)"

    found = habit(climbed(notebook(seeded), tmp_path, ignore=("unseeded-run",)), "seeded")

    assert found.standing.value == "unknown"
    assert "unseeded-run" in found.reason


def test_tracking_keeps_the_habits_of_its_stage(tmp_path: Path) -> None:
    bare, tracked = (climbed(notebook(*cells), tmp_path) for cells in ([FIT], [TRACKED, FIT]))

    assert standing(bare, "runs-recorded") == "open"
    assert standing(tracked, "runs-recorded") == "kept"
    assert "MLflow" in habit(tracked, "runs-recorded").reason
    assert standing(tracked, "models-kept") == "kept"


def test_a_lock_file_keeps_versions_and_loose_requirements_do_not(tmp_path: Path) -> None:
    seen = notebook("import pandas")
    assert standing(climbed(seen, tmp_path, "a.ipynb"), "pinned") == "open"
    (tmp_path / "requirements.txt").write_text("pandas\n")
    assert "pandas" in habit(climbed(seen, tmp_path, "a.ipynb"), "pinned").reason
    (tmp_path / "requirements.txt").write_text("pandas==2.2.3\n")

    assert standing(climbed(seen, tmp_path, "a.ipynb"), "pinned") == "kept"


def test_of_a_notebook_that_is_no_file_nothing_beside_it_is_said(tmp_path: Path) -> None:
    ladder = climbed(notebook("import pandas"), tmp_path)

    assert {standing(ladder, name) for name in ("pinned", "versioned", "exported")} == {"unknown"}


def test_git_keeps_the_history_of_what_it_tracks(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{}")
    seen = notebook("x = 1")
    assert "no Git repository" in habit(climbed(seen, tmp_path, "a.ipynb"), "versioned").reason
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert "does not know" in habit(climbed(seen, tmp_path, "a.ipynb"), "versioned").reason
    subprocess.run(["git", "add", "a.ipynb"], cwd=tmp_path, check=True)

    assert standing(climbed(seen, tmp_path, "a.ipynb"), "versioned") == "kept"


def test_a_pipeline_beside_it_that_names_the_notebook_is_its_export(tmp_path: Path) -> None:
    (tmp_path / "a-pipeline" / "runs" / "one").mkdir(parents=True)
    manifest = "source: {notebook: ../%s}\nparameters: {TREES: {type: integer}}\n"
    (tmp_path / "a-pipeline" / "pipeline.yaml").write_text(manifest % "b.ipynb")
    assert standing(climbed(notebook(FIT), tmp_path, "a.ipynb"), "exported") == "open"
    (tmp_path / "a-pipeline" / "pipeline.yaml").write_text(manifest % "a.ipynb")

    ladder = climbed(notebook(FIT), tmp_path, "a.ipynb")

    assert "a-pipeline was made of it, 1 run so far" in habit(ladder, "exported").reason
    assert "TREES" in habit(ladder, "parameterised").reason


def test_a_tagged_cell_makes_parameters(tmp_path: Path) -> None:
    raw = document("trees = 100", FIT)
    raw["cells"][0]["metadata"] = {"tags": ["parameters"]}

    found = habit(climbed(parse_notebook(raw), tmp_path), "parameterised")

    assert (found.standing.value, found.reason) == ("kept", "A run can set trees.")


def test_a_notebook_in_another_language_has_no_habits(tmp_path: Path) -> None:
    seen = notebook("x <- 1", kernelspec={"name": "ir", "language": "R"})

    assert climbed(seen, tmp_path) == Ladder((), ())


class TestTheNextStep:
    def test_is_the_first_open_habit_in_the_mentors_order_with_a_fix_that_does_it(self, tmp_path: Path) -> None:
        step = next_step(climbed(notebook(UNSEEDED, FIT), tmp_path))

        assert step
        assert (step.habit, step.how) == ("seeded", "fix")
        assert step.finding
        assert step.label == step.finding.fixes[step.fix].title

    def test_leads_to_the_place_where_only_a_person_can_repair_it(self, tmp_path: Path) -> None:
        step = next_step(climbed(notebook("print(total)"), tmp_path))

        assert step
        assert (step.habit, step.how) == ("runs-through", "show")
        assert step.finding
        assert step.finding.check == "undefined-on-restart"

    def test_settles_several_places_at_once_where_a_fix_can(self, tmp_path: Path) -> None:
        forest = "from sklearn.ensemble import RandomForestClassifier as F\n"

        one = next_step(climbed(notebook(f"{forest}a = F()"), tmp_path))
        two = next_step(climbed(notebook(f"{forest}a = F()\nb = F()"), tmp_path))

        assert one
        assert two
        assert one.label != two.label
        assert "cell that sets the seed" in two.label

    def test_hands_over_a_command_that_can_be_typed(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.txt").write_text("numpy==2.1.0\n")
        ladder = climbed(notebook("# a title is elsewhere\nx = 1"), tmp_path, "my file.ipynb")

        step = next_step(ladder, "work/my file.ipynb", {"explained", "exported"})

        assert step
        assert (step.habit, step.how) == ("versioned", "command")
        assert step.command.startswith("git add 'work/my file.ipynb' && git commit")

    def test_is_none_where_all_was_put_off(self, tmp_path: Path) -> None:
        ladder = climbed(notebook(UNSEEDED), tmp_path)

        assert next_step(ladder, None, {each.name for each in ladder.habits}) is None


class TestPuttingOff:
    @pytest.fixture
    def seen(self) -> Notebook:
        return notebook("a = 1", UNSEEDED, "b = 2")

    def later(self, seen: Notebook, then: Notebook, folder: Path) -> frozenset[str]:
        before, after = climbed(seen, folder), climbed(then, folder)
        return put_off(then, after.habits, keys_of(seen, habit(before, "seeded")))

    @pytest.mark.parametrize(
        "cells",
        [
            ["a = 1", UNSEEDED, "b = 2"],
            ["a = 1", "c = 3", UNSEEDED, "b = 2"],
            [UNSEEDED],
            ["a = 1", UNSEEDED + "\nprint(x)", "b = 2"],
        ],
        ids=["the same", "moved", "its neighbours are gone", "edited in its place"],
    )
    def test_is_known_again(self, seen: Notebook, tmp_path: Path, cells: list[str]) -> None:
        assert self.later(seen, notebook(*cells), tmp_path) == {"seeded"}

    def test_ends_where_the_habit_shows_in_one_more_cell(self, seen: Notebook, tmp_path: Path) -> None:
        more = notebook("a = 1", UNSEEDED, "b = 2", "import random\ny = random.random()")

        assert self.later(seen, more, tmp_path) == frozenset()

    def test_concerns_no_other_habit(self, seen: Notebook, tmp_path: Path) -> None:
        ladder = climbed(seen, tmp_path)

        assert "explained" not in put_off(seen, ladder.habits, keys_of(seen, habit(ladder, "seeded")))
