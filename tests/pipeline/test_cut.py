"""Where a notebook is cut: at tags, headings, changes of the work; and which cuts are given up once it was run."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cells import document

from nbcoach.errors import BadCallError
from nbcoach.notebook import Notebook, parse_notebook
from nbcoach.pipeline import plan
from nbcoach.pipeline.cut import Cut, candidates, choose
from nbcoach.pipeline.observation import CellTrace, Observation, Obstacle, Trial

LOAD = "import pandas as pd\ndf = pd.read_csv('a.csv')"
FIT = "from sklearn.svm import SVC\nmodel = SVC().fit(df[['x']], df['y'])"
MEASURE = "from sklearn.metrics import accuracy_score\nprint(accuracy_score(df['y'], model.predict(df[['x']])))"


def made(*cells: str | tuple[str, list[str]]) -> Notebook:
    """A notebook. A text that begins with `#` and a heading's space is markdown; a pair is code with tags."""
    plain: list[dict[str, Any]] = []
    for cell in cells:
        source, tags = (cell, []) if isinstance(cell, str) else cell
        if source.startswith(("# ", "## ", "### ", "text", "<h", "**")):
            plain.append({"cell_type": "markdown", "metadata": {}, "source": source})
        else:
            (code,) = document(source)["cells"]
            plain.append({**code, "metadata": {"tags": tags} if tags else {}})
    return parse_notebook({**document(), "cells": plain})


def cut(how: Any, *cells: str | tuple[str, list[str]], observation: Observation | None = None, at: Any = ()) -> Cut:
    notebook = made(*cells)
    return choose(notebook, how, candidates(notebook, how, at), observation, at)


def names(found: Cut) -> list[str]:
    return [each.name for each in found.groups]


def observed(
    seconds: dict[int, float], obstacles: dict[int, tuple[str, str]] | None = None, sizes: dict[int, int] | None = None
) -> Observation:
    """A run with the seconds of each cell, and a trial in front of each."""
    stopping = {at: (Obstacle(*each),) for at, each in (obstacles or {}).items()}
    trials = [Trial(at, size=(sizes or {}).get(at, 0), obstacles=stopping.get(at, ())) for at in seconds]
    cells = tuple(CellTrace(at, each) for at, each in seconds.items())
    return Observation(cells, tuple(trials), {}, "3.11", "linux", (), sum(seconds.values()))


def test_sections_with_code_become_steps_named_by_their_headings() -> None:
    found = cut(
        "headings", "# Churn", "## 1. Load data", "a = 1", "## 2) Prépare *it*", "b = a", "## Results", "print(b)"
    )
    assert names(found) == ["load-data", "prepare-it", "results"]
    assert [each.title for each in found.groups] == ["Load data", "Prépare it", "Results"]
    assert [each.cells for each in found.groups] == [(0, 1, 2), (3, 4), (5, 6)]
    assert (found.label, found.starts, found.merged) == ("headings (level 2)", (4, 6), ())


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        (["# A", "a = 1", "# B", "b = 1", "# C", "c = 1"], ["a", "b", "c"]),
        (["# T", "## A", "a = 1", "### X", "b = 1", "## B", "c = 1", "## C", "d = 1"], ["a", "b", "c"]),
        (["# A", "a = 1", "# B", "## X", "b = 1", "## Y", "c = 1"], ["a", "x", "y"]),
        (["# A", "a = 1", "# B", "b = 1"], ["a", "b"]),
        (["import os", "# A", "a = 1"], ["setup", "a"]),
        (["# A", "# B", "a = 1", "# C"], ["notebook"]),
        (["# Same", "a = 1", "# Same", "b = 1", "# Same", "c = 1"], ["same", "same-2", "same-3"]),
        (["# 日本", "a = 1", "# 中国", "b = a", "# C", "print(b)"], ["setup", "prepare", "c"]),
        (["<h2>A</h2>", "a = 1", "<h2 id='x'>B <b>c</b></h2>", "b = 1"], ["a", "b-c"]),
        (["text\n\nTitle\n-----", "a = 1", "text\nNext\n----\nmore", "b = 1"], ["title", "next"]),
        (["**A**", "a = 1", "**B:**", "b = 1"], ["a", "b"]),
        (["text\n```\n# no heading\n```", "a = 1", "text ## none", "b = 1"], ["notebook"]),
        (["# A", "a = 1", "# B", "# %% only a comment", "# C", "b = 1"], ["a", "c"]),
    ],
)
def test_headings_of_every_kind_are_read(cells: list[str], steps: list[str]) -> None:
    assert names(cut("headings", *cells)) == steps


def test_of_several_levels_the_one_with_a_handful_of_steps_is_taken() -> None:
    cells = ["# All", "a = 0"]
    for part in range(4):
        cells += [f"## Part {part}"]
        for piece in range(4):
            cells += [f"### Piece {piece}", f"x{piece} = {part}"]
    assert cut("headings", *cells).label == "headings (level 2)"
    assert len(cut("headings", *cells).groups) == 5


@pytest.mark.parametrize("tag", ["step:{}", "block:{}", "nbcoach-step:{}"])
def test_tags_name_the_steps(tag: str) -> None:
    load, train = tag.format("load_data"), tag.format("train")
    cells = ("# H", ("a = 1", [load]), "b = 1", "# I", ("c = a", [load]), ("d = b", ["x", train]), "# J", "print(d)")
    found = cut("tags", *cells)
    assert names(found) == ["load-data", "train"]
    assert (found.label, found.starts) == ("tags", (5,))
    assert cut("auto", *cells) == found


def test_a_tag_without_a_name_begins_a_step_each_time() -> None:
    found = cut("tags", "print(1)", ("b = 1", ["nbcoach-step"]), ("c = 1", ["nbcoach-step"]))
    assert found.starts == (1, 2)


def test_imports_in_front_of_the_first_tag_go_with_it() -> None:
    found = cut("tags", ("import os", ["imports"]), ("a = 1", ["step:one"]), ("print(a)", ["step:two", "prev:one"]))
    assert names(found) == ["one", "two"]
    assert found.starts == (2,)


def test_same_names_its_steps_with_numbers() -> None:
    assert names(cut("tags", ("a = 1", ["same_step_0"]), ("b = 1", ["same_step_1"]))) == ["same-step-0", "same-step-1"]


def test_without_tags_and_headings_the_kinds_of_work_are_steps() -> None:
    found = cut(
        "auto", "import os", LOAD, "df.head()", "df = df.dropna()", FIT, "def f(): pass", MEASURE, "df.to_csv('b.csv')"
    )
    assert names(found) == ["load", "prepare", "train", "evaluate", "write"]
    assert (found.label, found.starts) == ("kinds of work", (3, 4, 6, 7))


def test_a_function_has_the_work_of_its_body_where_it_is_called() -> None:
    read = "def read():\n    import pandas as pd\n    return pd.read_csv('a')"
    assert names(cut("auto", read, "df = read()", FIT)) == ["load", "train"]


@pytest.mark.parametrize("how", ["auto", "headings", "tags", "one"])
def test_what_has_nothing_to_cut_at_is_one_step_named_like_the_notebook(how: Any) -> None:
    found = cut(how, "x = 1", "print(x)")
    assert (names(found), found.label, found.starts) == (["notebook"], "one step", ())


def test_cells_can_be_asked_for() -> None:
    found = cut("cells", "a = 1", "text", "b = 1", "c = 1", at=[1, 3, 0])
    assert (found.starts, found.label) == ((2, 3), "cells 3, 4")
    assert [each.cells for each in found.groups] == [(0,), (1, 2), (3,)]


@pytest.mark.parametrize("at", [-1, 2, 9])
def test_a_step_cannot_begin_where_no_code_is(at: int) -> None:
    with pytest.raises(BadCallError, match=f"No step can begin at cell {at + 1}: "):
        cut("cells", "a = 1", "b = 1", "text", at=[at])


THREE = ("# A", "a = [1]\na.append(2)", "# B", "b = sum(a)", "# C", "c = max(a)")


def test_a_cut_that_something_cannot_be_carried_over_is_given_up_with_its_reason() -> None:
    run = observed({1: 5, 3: 5, 5: 5}, {3: ("g", "a generator cannot be carried")})
    found = cut("headings", *THREE, observation=run)
    assert names(found) == ["a", "c"]
    (merged,) = found.merged
    assert (merged.before, merged.reason, merged.names) == (3, "g: a generator cannot be carried", ("g",))


def test_a_cut_that_the_run_did_not_reach_is_given_up() -> None:
    found = cut("headings", *THREE, observation=observed({1: 5, 3: 5}))
    assert found.starts == (3,)
    assert "did not come so far" in found.merged[0].reason


def test_short_steps_join_the_neighbour_that_takes_most_from_them_but_only_unasked() -> None:
    run = observed({1: 9, 3: 0.5, 5: 9}, sizes={3: 100, 5: 9000})
    assert cut("auto", *THREE, observation=run).starts == (3,)
    assert cut("headings", *THREE, observation=run).starts == (3, 5)
    assert "0.5 s of work" in cut("auto", *THREE, observation=run).merged[0].reason


def test_a_notebook_of_short_cells_is_one_step_unless_its_steps_are_tagged() -> None:
    assert cut("auto", *THREE, observation=observed({1: 0.1, 3: 0.1, 5: 0.1})).label == "one step"
    tagged = (("a = 1", ["step:x"]), ("b = 1", ["step:y"]))
    assert cut("auto", *tagged, observation=observed({0: 0.1, 1: 0.1})).starts == (1,)


def test_imports_are_no_work() -> None:
    cells = ("# A", "import os", "# B", "b = [1]", "# C", "c = b")
    assert cut("auto", *cells, observation=observed({1: 30, 3: 5, 5: 5})).starts == (5,)


def test_a_cut_that_carries_too_much_is_given_up_unasked() -> None:
    run = observed({1: 5, 3: 5, 5: 5}, sizes={3: 5_000_000_000, 5: 10_000})
    found = cut("auto", *THREE, observation=run)
    assert found.starts == (5,)
    assert "5,000 MB" in found.merged[0].reason
    assert cut("headings", *THREE, observation=run).starts == (3, 5)


@pytest.mark.parametrize(
    ("cells", "starts"),
    [
        (["import mlflow\nmlflow.start_run()", "mlflow.log_param('a', 1)", "mlflow.end_run()", "x = 1"], (3,)),
        (["import mlflow\nmlflow.start_run()", "x = 1", "mlflow.log_metric('a', 1)", "y = 1"], (3,)),
        (["import mlflow\nwith mlflow.start_run():\n    pass", "x = 1", "mlflow.log_metric('a', 1)"], (1, 2)),
        (["import mlflow", "def f():\n    mlflow.start_run()", "f()\nmlflow.end_run()"], (1, 2)),
        (["import wandb\nrun = wandb.init()", "run.log({})", "wandb.finish()", "x = 1"], (3,)),
    ],
)
def test_a_tracked_run_is_not_torn(cells: list[str], starts: tuple[int, ...]) -> None:
    found = cut("cells", *cells, at=range(1, len(cells)))
    assert found.starts == starts
    assert all("run is open here since cell 1" in each.reason for each in found.merged)


def test_python_2_is_one_step() -> None:
    old = {"language_info": {"name": "python", "version": "2.7"}, "kernelspec": {"name": "python2"}}
    notebook = parse_notebook({**document("a = 1", "b = 1", **old)})
    assert candidates(notebook, "cells", [1]) == ()


def test_the_plan_says_how_it_was_cut() -> None:
    run = observed({1: 5, 3: 5, 5: 5}, {3: ("g", "a generator")})
    pipeline = plan(made(*THREE), how="auto", observation=run)
    assert (pipeline.cut, [step.name for step in pipeline.steps]) == ("headings (level 1)", ["a", "c"])
    assert pipeline.merged[0].names == ("g",)


def test_no_more_than_99_steps_break_the_order_of_their_files() -> None:
    cells = [f"x{at} = {at}" for at in range(12)]
    pipeline = plan(made(*cells), how="cells", cells=list(range(12)))
    paths = [step.notebook for step in pipeline.steps]
    assert paths == sorted(paths)
    assert paths[0].startswith("steps/010_")
