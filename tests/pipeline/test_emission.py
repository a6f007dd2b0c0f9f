"""The steps of a cut: that together they do what the notebook does, and where each parameter is set."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cells import document
from tests.pipeline.walking import walk

from nbcoach.notebook import parse_notebook
from nbcoach.pipeline import plan
from nbcoach.pipeline.handing_on import EPILOGUE, PROLOGUE

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.pipeline import Pipeline, Step

BATTERY = json.loads((Path(__file__).parent / "state" / "battery.json").read_text("utf-8"))
CASES: dict[str, list[str]] = {**BATTERY["cases"], **BATTERY["harder"]}


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def sections(*cells: str) -> Notebook:
    """A notebook with a heading in front of each code cell."""
    plain = document(*cells)
    heads = [text(f"## Part {at}") for at in range(len(cells))]
    plain["cells"] = [each for pair in zip(heads, plain["cells"], strict=True) for each in pair]
    return parse_notebook(plain)


def cut(*cells: str, **options: Any) -> Pipeline:
    return plan(sections(*cells), how="headings", home=".pipeline", **options)


def code(step: Step) -> list[str]:
    """The cells of a step that hold the user's code and parameters."""
    added = {PROLOGUE, EPILOGUE}
    return [each.source for each in step.cells if each.kind == "code" and not added & {*each.metadata.get("tags", ())}]


def walked(cases: dict[str, list[str]], folder: Path) -> dict[str, tuple[str, str, str]]:
    """What each case prints in steps, what fails, and what it prints as one."""
    several = walk({name: cut(*cells).steps for name, cells in cases.items()}, folder / "several")
    one = walk({name: plan(sections(*cells)).steps for name, cells in cases.items()}, folder / "one")
    return {name: (several[name].printed, several[name].failure, one[name].printed) for name in cases}


def holds(printed: str, failure: str, expected: str) -> bool:
    """True where the steps printed the same, or said which variable they cannot hand on."""
    return printed == expected if not failure else "cannot hand its state on" in failure


def test_steps_print_what_the_notebook_prints(tmp_path: Path) -> None:
    names = ("fn_uses_global", "alias_mutation", "global_rng", "cell_time_magic", "star_import", "working_directory")
    for name, (printed, failure, expected) in walked({each: CASES[each] for each in names}, tmp_path).items():
        assert (printed, failure) == (expected, ""), name


@pytest.mark.slow
def test_no_hard_case_is_silently_wrong_when_it_is_cut_at_every_heading(tmp_path: Path) -> None:
    found = walked(CASES, tmp_path)
    assert [name for name, each in found.items() if not holds(*each)] == []
    assert len([name for name, (_, failure, _) in found.items() if not failure]) >= 45


def test_submodules_are_there_in_later_steps(tmp_path: Path) -> None:
    cases = {
        "package": ["import xmlrpc.client\nx = 1", "y = x", "print(xmlrpc.client.Fault.__name__, y)"],
        "later": ["import xml\nx = 1", "import xml.dom.minidom", "print(xml.dom.minidom.parseString('<a/>').nodeName)"],
        "function": ["import wsgiref.util", "def f(): return wsgiref.util", "print(f().__name__)"],
    }
    for name, (printed, failure, expected) in walked(cases, tmp_path).items():
        assert (printed, failure) == (expected, ""), name
    assert "importlib.import_module" not in "".join(
        cut("import os.path as p", "a = 1", "print(a)").steps[2].cells[1].source
    )


def test_a_step_brings_in_and_hands_on_around_cells_that_stay_as_they_are() -> None:
    pipeline = cut("%%capture\nx = [1]", "%time x.append(2)", "get_ipython()\nprint(x)")
    tags = [
        [each.metadata.get("tags", [""])[0] for each in step.cells if each.kind == "code"] for step in pipeline.steps
    ]
    assert tags == [[PROLOGUE, "", EPILOGUE], [PROLOGUE, "", EPILOGUE], [PROLOGUE, ""]]
    assert [code(step) for step in pipeline.steps] == [
        ["%%capture\nx = [1]"],
        ["%time x.append(2)"],
        ["get_ipython()\nprint(x)"],
    ]
    assert [step.carries for step in pipeline.steps] == [("x",), ("x",), ()]
    assert [step.notebook for step in pipeline.steps] == [
        "steps/10_part_0.ipynb",
        "steps/20_part_1.ipynb",
        "steps/30_part_2.ipynb",
    ]


def test_what_is_added_binds_no_name_and_shows_nothing(tmp_path: Path) -> None:
    cells = ("x = 1\nbefore = {*dir()}", "print(sorted({*dir()} - before - {'before'}), x)", "print(x)")
    found = walk({"plain": cut(*cells).steps}, tmp_path)["plain"]
    assert found.failure == ""
    assert found.printed == "[] 1\n1\n"


def test_what_is_added_runs_under_an_old_python() -> None:
    for step in cut("x = 1", "x", "print(x)").steps:
        for each in step.cells:
            if {PROLOGUE, EPILOGUE} & {*each.metadata.get("tags", ())}:
                tree = ast.parse(each.source, feature_version=(3, 8))
                inner = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
                for text in inner:
                    if isinstance(text, str) and "import" in text:
                        ast.parse(text, feature_version=(3, 8))


def test_one_step_has_nothing_added() -> None:
    (step,) = plan(sections("x = 1", "print(x)")).steps
    assert len(step.cells) == 4
    assert step.carries == ()


def test_a_parameter_is_set_in_the_first_step_that_reads_it() -> None:
    pipeline = cut(
        "seed = 3\nepochs = 5\nprint(seed)", "print('nothing')", "for _ in range(epochs): print(epochs)", "epochs"
    )
    assert [step.parameters for step in pipeline.steps] == [("seed",), (), ("epochs",), ()]
    assert code(pipeline.steps[0]) == [
        "seed: int = 3",
        "# parameter: seed = 3\n# parameter: epochs = 5\nprint(seed)",
    ]
    assert code(pipeline.steps[2])[0] == "epochs: int = 5"
    assert [step.carries for step in pipeline.steps] == [(), (), ("epochs",), ()]


@pytest.mark.parametrize(
    "reader", ["df.query('x > @epochs')", "!echo {epochs}", "def f(): return epochs", "%timeit f(epochs)", "globals()"]
)
def test_a_parameter_is_set_before_whatever_may_read_it(reader: str) -> None:
    pipeline = cut("epochs = 5", reader, "print(epochs)")
    assert [step.parameters for step in pipeline.steps if step.parameters] in ([("epochs",)], [])
    assert pipeline.steps[2].parameters == ()


def test_derived_values_follow_a_value_that_a_run_gives(tmp_path: Path) -> None:
    cells = ("alpha = 0.5\nname = 'a'", "ratio = alpha * 2", "print(ratio, alpha, name)")
    steps = {"plain": cut(*cells).steps}
    assert walk(steps, tmp_path / "a")["plain"].printed == "1.0 0.5 a\n"
    assert walk(steps, tmp_path / "b", {"alpha": "alpha = 2.0", "name": "name = 'b'"})["plain"].printed == "4.0 2.0 b\n"


def test_the_authors_own_parameters_move_to_the_steps_that_read_them(tmp_path: Path) -> None:
    plain = document(
        "import os\nalpha = 0.5\nbeta = 1\nratio = alpha * 2\nshape = (1, 2)", "print(ratio)", "print(beta, shape)"
    )
    plain["cells"][0]["metadata"]["tags"] = ["parameters", "keep"]
    pipeline = plan(parse_notebook(plain), how="cells", cells=[1, 2], home=".pipeline")
    first, second, third = pipeline.steps
    assert [step.parameters for step in pipeline.steps] == [("alpha",), (), ("beta",)]
    assert code(first) == [
        "alpha = 0.5\nshape = (1, 2)",
        "import os\n# parameter: alpha = 0.5\n# parameter: beta = 1\nratio = alpha * 2\n# parameter: shape = (1, 2)",
    ]
    assert code(third)[0] == "beta: float = 1"
    assert [each.metadata["tags"] for each in first.cells if each.origin == 0] == [["keep", "parameters"], ["keep"]]
    given = {"alpha": "alpha = 5", "beta": "beta = 7"}
    assert walk({"plain": pipeline.steps}, tmp_path, given)["plain"] == ("10\n7 (1, 2)\n", "")
    assert second.carries == ("shape",)


def test_text_stays_with_the_section_that_it_stands_in() -> None:
    plain = document("a = [1]", "b = a", "print(b)")
    first, second, third = plain["cells"]
    one = [text("# Title"), text("## One"), first, text("said of it")]
    plain["cells"] = [*one, text("## Two"), text("more"), second, text("## Three"), third, text("end")]
    pipeline = plan(parse_notebook(plain), how="headings")
    assert [step.source_cells for step in pipeline.steps] == [(0, 1, 2, 3), (4, 5, 6), (7, 8, 9)]
    assert [step.title for step in pipeline.steps] == ["One", "Two", "Three"]


def test_a_hoisted_literal_is_set_where_it_is_used_first_and_handed_on(tmp_path: Path) -> None:
    cells = (
        "import numpy as np",
        "a = np.random.default_rng(seed=3).integers(9)",
        "print('between')",
        "print(a == np.random.default_rng(seed=3).integers(9))",
    )
    pipeline = cut(*cells, parameters=["seed"])
    assert [step.parameters for step in pipeline.steps] == [(), ("seed",), (), ()]
    assert code(pipeline.steps[1]) == ["seed: int = 3", "a = np.random.default_rng(seed=seed).integers(9)"]
    assert code(pipeline.steps[3]) == ["print(a == np.random.default_rng(seed=seed).integers(9))"]
    assert all("seed" in (pipeline.steps[at].carries or ()) for at in (1, 2))
    assert walk({"plain": pipeline.steps}, tmp_path)["plain"] == ("between\nTrue\n", "")


def test_the_cells_from_a_place_on_can_be_left_out() -> None:
    pipeline = cut("a = 1", "b = a", "1 / 0", "print(b)", until=5)
    assert [step.name for step in pipeline.steps] == ["part-0", "part-1"]
    assert max(index for step in pipeline.steps for index in step.source_cells) < 5
