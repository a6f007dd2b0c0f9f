"""Parameters under other names than the notebook has for them, and that the notebook means the same with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.cells import document, notebook
from tests.pipeline.walking import walk

from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.pipeline import export, plan, run, schemas_of
from nbcoach.pipeline.back import back

if TYPE_CHECKING:
    from nbcoach.pipeline import Pipeline

SPLIT = "from sklearn.model_selection import train_test_split as split\nsplit([1, 2], test_size=0.5)"
TAGGED = "import math\nalpha: float = 0.1; name = 'x'  # the rate\nratio = alpha * 2"


def tagged(*cells: str) -> Any:
    """A notebook whose first cell is tagged `parameters`."""
    whole = document(*cells)
    whole["cells"][0]["metadata"]["tags"] = ["parameters"]
    return parse_notebook(whole)


def code(pipeline: Pipeline) -> list[list[str]]:
    return [[cell.source for cell in step.cells if cell.kind == "code"] for step in pipeline.steps]


def test_the_parameters_cell_holds_the_new_name_and_a_cell_behind_it_hands_it_on() -> None:
    planned = plan(
        notebook("alpha = 0.1  # rate\nn = 3", "print(f'{alpha:.1f}', eval('alpha'), n)"),
        names={"alpha": "learning_rate"},
    )

    (cells,) = code(planned)
    assert cells[0].splitlines()[0] == "learning_rate: float = 0.1  # rate"
    assert cells[1] == "alpha = learning_rate"
    assert cells[2] == "# parameter: alpha = 0.1  # rate\n# parameter: n = 3"
    assert [each.name for each in planned.parameters] == ["learning_rate", "n"]
    assert planned.steps[0].parameters == ("learning_rate", "n")


def test_a_name_in_the_authors_own_parameters_cell_changes_there() -> None:
    planned = plan(tagged(TAGGED, "print(alpha, ratio, name)"), names={"alpha": "learning_rate"})

    (cells,) = code(planned)
    assert "learning_rate: float = 0.1; name = 'x'" in cells[0]
    assert cells[1] == "alpha = learning_rate"
    assert "ratio = alpha * 2" in cells[2]


def test_a_literal_of_a_call_is_read_by_its_new_name_where_it_stood() -> None:
    planned = plan(notebook(SPLIT), parameters=["test_size"], names={"test_size": "held_out"})

    (cells,) = code(planned)
    assert cells[0] == "held_out: float = 0.5"
    assert cells[1].endswith("split([1, 2], test_size=held_out)")


def test_a_renamed_parameter_is_set_in_the_step_that_reads_it_first() -> None:
    cells = ["alpha = 0.1\nrows = [1]", "rows.append(2)", "print(rows, alpha)"]
    planned = plan(notebook(*cells), how="cells", cells=[1, 2], names={"alpha": "rate"})

    assert [step.parameters for step in planned.steps] == [(), (), ("rate",)]
    assert all("alpha" not in (step.carries or ()) and "rate" not in (step.carries or ()) for step in planned.steps)


@pytest.mark.parametrize("how", ["one", "cells"])
@pytest.mark.parametrize("is_tagged", [True, False])
def test_the_steps_print_what_the_notebook_prints(how: Any, is_tagged: bool, tmp_path: Path) -> None:  # noqa: FBT001
    cells = [
        "alpha = 0.1\nunit = 'length'",
        "def f(rate, x=1):\n    return rate * alpha",
        "print(f(2), unit.upper(), f'{alpha}')",
    ]
    whole = tagged(*cells) if is_tagged else notebook(*cells)
    planned = plan(
        whole,
        how=how,
        cells=[1, 2] if how == "cells" else (),
        names={"alpha": "rate", "unit": "measure"},
        home=".pipeline",
    )

    walked = walk({"renamed": planned.steps}, tmp_path)["renamed"]

    assert (walked.printed, walked.failure) == ("0.2 LENGTH 0.1\n", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2x", "letters, digits and _ only"),
        ("learning rate", "letters, digits and _ only"),
        ("", "letters, digits and _ only"),
        ("class", "word of Python's own"),
        ("max", "name that Python itself has"),
        ("display", "name that Python itself has"),
        ("_rate", "not handed from step to step"),
        ("ﬁt", "Python reads it as fit"),
        ("n", "name of another parameter"),
        ("rows", "something else of that name, in cell 1"),
        ("fit", "something else of that name, in cell 2"),
        ("np", "something else of that name, in cell 2"),
        ("shell", "something else of that name, in cell 3"),
        ("spoken", "something else of that name, in cell 3"),
        ("api_key", "name of secrets"),
        ("test_size", "name of another parameter"),
    ],
)
def test_a_name_that_means_something_already_is_refused(name: str, said: str) -> None:
    whole = notebook(
        "alpha = 10\nn = 3\nrows = []",
        f"import numpy as np\ndef fit(): return n\n{SPLIT}",
        "!echo $shell\nprint(alpha, eval('spoken' + '1'))",
    )

    with pytest.raises(BadCallError, match="alpha cannot be called") as refused:
        plan(whole, names={"alpha": name})

    assert said in refused.value.message


@pytest.mark.parametrize(
    "cell",
    [
        "fit(learning_rate=alpha)",
        "model.learning_rate = alpha",
        "def fit(learning_rate): return learning_rate\nfit(alpha)",
        "print('learning_rate', alpha)  # the learning_rate",
        "df['learning_rate'] = alpha",
        "[learning_rate for learning_rate in (alpha,)]",
    ],
)
def test_what_only_looks_like_the_name_stands_in_no_way(cell: str) -> None:
    planned = plan(notebook("alpha = 0.1", cell), names={"alpha": "learning_rate"})

    assert planned.parameters[0].name == "learning_rate"


def test_two_parameters_cannot_share_a_name_nor_can_what_is_none_be_renamed() -> None:
    whole = notebook("alpha = 0.1\nbeta = 2\nx = 5", "print(alpha, beta, x)")

    with pytest.raises(BadCallError, match="cannot both be called rate"):
        plan(whole, names={"alpha": "rate", "beta": "rate"})
    with pytest.raises(BadCallError, match="x is no parameter that is taken"):
        plan(whole, names={"x": "size"})
    with pytest.raises(BadCallError, match="gamma is no parameter that is taken"):
        plan(whole, names={"gamma": "size"})
    assert plan(whole, names={"alpha": "alpha"}).parameters[0].was == ""


def test_a_notebook_that_looks_at_all_its_variables_keeps_its_names() -> None:
    with pytest.raises(BadCallError, match="Cell 2 may look at all variables"):
        plan(tagged("alpha = 1", "print(len(globals()))"), names={"alpha": "rate"})


def test_schema_defaults_and_wishes_follow_the_new_name(write_notebook: Any, tmp_path: Path) -> None:
    source = write_notebook("trees = 100\nprint(trees)", name="work/train.ipynb")

    exported = export(
        source, tmp_path / "pipe", names={"trees": "n_trees"}, values={"trees": "0.5"}, types={"trees": "number"}
    )

    assert schemas_of(tmp_path / "pipe") == {"n_trees": {"type": "number", "default": 100}}
    assert yaml.safe_load((tmp_path / "pipe" / "params.yaml").read_text()) == {"n_trees": 0.5}
    assert "as trees" in (tmp_path / "pipe" / "export-report.html").read_text("utf-8")
    assert exported.pipeline.parameters[0].found_as == "trees"


class TestTheWayBack:
    @pytest.fixture(params=["lifted", "tagged", "hoisted"])
    def source(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        code = {"lifted": "alpha = 0.1\nprint(alpha)", "tagged": TAGGED, "hoisted": f"{SPLIT}\nalpha = 0.1\nalpha"}
        whole = document(code[request.param], "print('alpha', alpha)")
        if request.param == "tagged":
            whole["cells"][0]["metadata"]["tags"] = ["parameters"]
        path = tmp_path / "train.ipynb"
        path.write_text(json.dumps(whole), "utf-8")
        return path

    @pytest.fixture
    def folder(self, source: Path, tmp_path: Path) -> Path:
        has_call = "split" in source.read_text("utf-8")
        taken = ["alpha", "test_size"] if has_call else None
        names = {"alpha": "rate"} | ({"test_size": "held_out"} if has_call else {})
        return export(source, tmp_path / "pipe", parameters=taken, names=names).folder

    def texts(self, data: bytes | str) -> list[str]:
        return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]

    def test_the_original_names_come_back(self, source: Path, folder: Path) -> None:
        assert self.texts(back(folder)) == self.texts(source.read_text("utf-8"))

    def test_an_edited_value_comes_back_under_the_original_name(self, source: Path, folder: Path) -> None:
        step = next((folder / "steps").iterdir())
        step.write_text(step.read_text("utf-8").replace("= 0.1", "= 0.3"), "utf-8")

        found = self.texts(back(folder))

        assert found == [text.replace("0.1", "0.3") for text in self.texts(source.read_text("utf-8"))]

    def test_code_that_somebody_wrote_since_comes_back_with_the_original_name(self, source: Path, folder: Path) -> None:
        step = next((folder / "steps").iterdir())
        step.write_text(step.read_text("utf-8").replace("'alpha', alpha", "'rate', rate, f(rate=rate)"), "utf-8")

        assert self.texts(back(folder))[-1] == "print('rate', alpha, f(rate=alpha))"


@pytest.mark.slow
def test_a_renamed_parameter_is_proven_and_set_by_a_run(write_notebook: Any, tmp_path: Path) -> None:
    source = write_notebook("alpha = 2\nunit = 'length'", "print(alpha * 3, unit)", name="work/train.ipynb")

    exported = export(source, tmp_path / "pipe", yes=True, names={"alpha": "factor", "unit": "measure"})
    result = run(tmp_path / "pipe", {"factor": 5})

    assert exported.proof.outcome == "verified"
    assert "15" in Path(result.folder, "10_train.ipynb").read_text("utf-8")
