"""The way back: one notebook out of the steps, the same where nobody edited, with the edits where somebody did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.cells import document

from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.pipeline import plan
from nbcoach.pipeline.back import back
from nbcoach.pipeline.manifest import NAME, manifest_bytes, manifest_of
from nbcoach.pipeline.notebooks import notebook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbcoach.pipeline import Pipeline

Edit = tuple[str, str]


def put(pipeline: Pipeline, folder: Path) -> Path:
    """Writes what the way back needs of a pipeline."""
    (folder / "steps").mkdir(parents=True)
    (folder / NAME).write_bytes(manifest_bytes(manifest_of(pipeline, "papermill")))
    for step in pipeline.steps:
        (folder / step.notebook).write_bytes(notebook_bytes(step, pipeline.kernel))
    return folder


def edit(folder: Path, *edits: Edit) -> None:
    """Replaces texts in the code of the steps; each has to be there."""
    for old, new in edits:
        found = 0
        for path in (folder / "steps").iterdir():
            step = json.loads(path.read_text("utf-8"))
            for cell in step["cells"]:
                source = "".join(cell["source"])
                found += old in source
                cell["source"] = source.replace(old, new).splitlines(keepends=True)
            path.write_text(json.dumps(step), "utf-8")
        assert found, old


def sources(data: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]


def plain(cell: dict[str, Any]) -> tuple[Any, ...]:
    source = cell["source"]
    return (
        cell["cell_type"],
        source if isinstance(source, str) else "".join(source),
        cell["metadata"],
        cell.get("attachments"),
        cell.get("id"),
    )


TEXT = {
    "cell_type": "markdown",
    "metadata": {"x": 1},
    "source": "## Part",
    "attachments": {"a.png": {"image/png": "aGk="}},
}
CASES: dict[str, list[str]] = {
    "lifted": [
        "seed = 3  # the seed\nepochs = 5; rate = epochs * 2",
        "print(seed)",
        "for _ in range(epochs): print(rate)",
    ],
    "magics": ["%%capture out\nepochs = 3", "%matplotlib inline\nseed = 1\n!ls", "?print", "print(epochs, seed)"],
    "many lines": [
        "columns = [\n    'a',  # first\n    'b',\n]\nprint(columns)",
        "",
        "# only a comment",
        "print(columns)\n",
    ],
    "odd": ["é = 'ü'; n_rows = 3  # ä", "print(é, n_rows)", "x = (1,\n", "\n\n  \n", "\tprint(1)"],
    "hidden marks": ["# parameter: is what it says\nepochs = 3", "print(epochs)"],
}


@pytest.mark.parametrize("how", ["one", "headings", "cells"])
@pytest.mark.parametrize("name", CASES)
def test_a_notebook_that_nobody_edited_comes_back_cell_for_cell(name: str, how: Any, tmp_path: Path) -> None:
    whole = document(
        *CASES[name], kernelspec={"name": "python3", "language": "python", "display_name": "P"}, authors=["me"]
    )
    whole["cells"] = [each for cell in whole["cells"] for each in (TEXT, cell)]
    whole["cells"].append({"cell_type": "raw", "metadata": {"tags": ["end"]}, "source": "raw"})
    path = tmp_path / "whole.ipynb"
    path.write_text(json.dumps(whole), "utf-8")
    notebook = read_notebook(path)
    found = back(put(plan(notebook, how=how, cells=[2, 3] if how == "cells" else ()), tmp_path / "pipe"))
    again = json.loads(found)
    assert [plain(each) for each in again["cells"]] == [plain(each) for each in whole["cells"]]
    assert {key: again[key] for key in ("metadata", "nbformat", "nbformat_minor")} == {
        key: whole[key] for key in ("metadata", "nbformat", "nbformat_minor")
    }


@pytest.mark.parametrize(
    "source",
    [
        "import os\nalpha = 0.1\nratio = alpha * 2\nname = 'a'",
        "alpha = 0.1\n# why\nname: str = 'a'",
        "alpha = 1; beta = alpha; name = 'x'",
        "name = 'a'",
        "token = 'x'\nalpha = 1\nshape = (1, 2)",
    ],
)
@pytest.mark.parametrize("how", ["one", "cells"])
def test_the_authors_own_parameters_cell_comes_back_whole(source: str, how: Any, tmp_path: Path) -> None:
    whole = document(source, "print(name)", "print(alpha)")
    whole["cells"][0]["metadata"] = {"tags": ["first", "parameters", "last"], "nbcoach": {"kept": 1}}
    found = back(put(plan(parse_notebook(whole), how=how, cells=[1, 2] if how == "cells" else ()), tmp_path / "pipe"))
    assert [(*plain(each)[:3],) for each in json.loads(found)["cells"]] == [plain(each)[:3] for each in whole["cells"]]


@pytest.mark.parametrize("names", [["test_size", "random_state"], ["random_state"], ["data_path", "depth"]])
def test_hoisted_literals_return_to_their_calls(names: list[str], tmp_path: Path) -> None:
    cells = (
        "import pandas as pd\nfrom sklearn.model_selection import train_test_split as split\ndepth = 4",
        "a, b = split(pd.read_csv('data.csv'), test_size=0.25, random_state=7)",
        "c, d = split(a, test_size=0.25,\n             random_state=7)\nprint(depth)",
    )
    pipeline = plan(parse_notebook(document(*cells)), parameters=names, how="cells", cells=[1, 2])
    folder = put(pipeline, tmp_path / "pipe")
    made = "".join(cell.source for step in pipeline.steps for cell in step.cells)
    assert ("random_state=random_state" in made) == ("random_state" in names)
    assert sources(back(folder)) == list(cells)


def edited(tmp_path: Path, *edits: Edit, **options: Any) -> list[str]:
    cells = ("seed = 3  # the seed\nepochs = 5", "print(seed)\nx = epochs", "for _ in range(epochs):\n    print(x)")
    folder = put(plan(parse_notebook(document(*cells)), how="cells", cells=[1, 2], **options), tmp_path / "pipe")
    edit(folder, *edits)
    return sources(back(folder))


def test_an_edited_cell_keeps_its_edit_and_the_others_come_back(tmp_path: Path) -> None:
    assert edited(tmp_path, ("print(seed)", "print(seed + 1)")) == [
        "seed = 3  # the seed\nepochs = 5",
        "print(seed + 1)\nx = epochs",
        "for _ in range(epochs):\n    print(x)",
    ]


def test_a_cell_edited_around_a_moved_literal_keeps_both(tmp_path: Path) -> None:
    assert edited(tmp_path, ("# parameter: epochs = 5", "# parameter: epochs = 5\nprint('new')"))[0] == (
        "seed = 3  # the seed\nepochs = 5\nprint('new')"
    )


def test_an_edited_default_returns_to_where_the_literal_stood(tmp_path: Path) -> None:
    assert edited(tmp_path, ("epochs: int = 5", "epochs: int = 50"))[0] == "seed = 3  # the seed\nepochs = 50"


def test_a_new_cell_stays_where_it_was_put_and_a_deleted_one_is_gone(tmp_path: Path) -> None:
    folder = put(plan(parse_notebook(document("a = 1", "b = 2", "print(a, b)"))), tmp_path / "pipe")
    path = next((folder / "steps").iterdir())
    step = json.loads(path.read_text("utf-8"))
    new = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["new"]}
    step["cells"] = [*(each for each in step["cells"] if each["source"] != ["b = 2"]), new]
    path.write_text(json.dumps(step), "utf-8")
    assert sources(back(folder)) == ["a = 1", "print(a, b)", "new"]


def test_an_edited_hoist_returns_with_its_new_value(tmp_path: Path) -> None:
    cells = ("from sklearn.svm import SVC", "model = SVC(C=2.5)\nprint(model)")
    folder = put(plan(parse_notebook(document(*cells)), parameters=["C"]), tmp_path / "pipe")
    edit(folder, ("C: float = 2.5", "C: float = 9.5"))
    assert sources(back(folder)) == [cells[0], "model = SVC(C=9.5)\nprint(model)"]
    edit(folder, ("print(model)", "print(model, 1)"))
    assert sources(back(folder)) == [cells[0], "model = SVC(C=9.5)\nprint(model, 1)"]


def test_the_notebook_is_valid(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    found = back(put(plan(parse_notebook(document("a = 1", "print(a)")), how="cells", cells=[1]), tmp_path / "pipe"))
    nbformat.validate(nbformat.reads(found.decode(), as_version=4))


def _no_step(folder: Path) -> None:
    next((folder / "steps").iterdir()).unlink()


def _no_json(folder: Path) -> None:
    next((folder / "steps").iterdir()).write_text("{", "utf-8")


def _no_cells(folder: Path) -> None:
    next((folder / "steps").iterdir()).write_text("[]", "utf-8")


@pytest.mark.parametrize("harm", [_no_step, _no_json, _no_cells])
def test_a_pipeline_that_lost_a_step_is_refused(harm: Callable[[Path], None], tmp_path: Path) -> None:
    folder = put(plan(parse_notebook(document("a = 1", "print(a)"))), tmp_path / "pipe")
    harm(folder)
    with pytest.raises(BadCallError, match="cannot be read as a notebook"):
        back(folder)


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCallError, match="is no pipeline"):
        back(tmp_path)
