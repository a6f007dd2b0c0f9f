"""A pipeline is proven by running it beside its notebook, in real kernels."""

import nbformat
import pytest

from nbcoach.notebook import read_notebook
from nbcoach.pipeline import cut, plan
from nbcoach.pipeline.engines.papermill import Papermill
from nbcoach.pipeline.folder import folder_files
from nbcoach.pipeline.liveness import live
from nbcoach.pipeline.observe import copied, observe
from nbcoach.pipeline.prove import prove
from nbcoach.pipeline.state import source as state_source


def written(folder, *sources):
    """A notebook with a heading above each cell."""
    cells = []
    for number, source in enumerate(sources):
        cells += [nbformat.v4.new_markdown_cell(f"## Part {number + 1}"), nbformat.v4.new_code_cell(source)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "work.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


def proven(folder, *sources, change=lambda files: files):
    source = written(folder, *sources)
    notebook = read_notebook(source)
    cuts = {at: live(notebook, at) for at in cut.candidates(notebook, "headings")}
    with copied(folder) as copy:
        seen = observe(notebook, source, copy, kernel="python3", cuts=cuts)
        pipeline = plan(notebook, how="headings", observation=seen, until=seen.failed_cell, home="pipe")
        files = {**folder_files(pipeline, "papermill"), **Papermill().files(pipeline), "state.py": state_source()}
        proof = prove(pipeline, change(files), source, seen, folder)
    return pipeline, proof


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_pipeline_that_gives_the_same_is_verified_and_nothing_else_changes(tmp_path):
    (tmp_path / "numbers.txt").write_text("3 4 5")
    written(tmp_path, "pass")
    sources = (
        "import random\nrandom.seed(3)\nxs = [int(x) for x in open('numbers.txt').read().split()]\nys = xs",
        "ys.append(random.randint(0, 99))\nprint(sum(xs))\nopen('out.txt', 'w').write(str(xs))",
        "total = sum(xs) + random.random()\ntotal",
    )
    written(tmp_path, *sources)
    before = everything(tmp_path)

    pipeline, proof = proven(tmp_path, *sources)

    assert (proof.outcome, proof.label, proof.first_difference) == ("verified", "verified", None)
    assert [step.name for step in pipeline.steps] == ["part-1", "part-2", "part-3"]
    assert {each.name: each.verdict for each in proof.variables if each.name in {"xs", "ys", "total"}} == dict.fromkeys(
        ("total", "xs", "ys"), "equal"
    )
    assert [(file.path, file.verdict, file.cell) for file in proof.files] == [("out.txt", "equal", 3)]
    assert [(each.cell, each.verdict) for each in proof.cells if each.outputs] == [(3, "equal"), (5, "equal")]
    assert proof.noise == ()
    assert {path: text for path, text in everything(tmp_path).items() if path.name != "work.ipynb"} == {
        path: text for path, text in before.items() if path.name != "work.ipynb"
    }


@pytest.mark.slow
def test_what_changes_through_another_name_after_its_last_step_is_no_difference(tmp_path):
    first = "import numpy as np\na = np.zeros(4)\nview = a[:2]\nrow = [3]\nrows = {'only': row}"
    later = "a[0] = 5\nrow.append(4)\nprint(a.sum(), row)"

    pipeline, proof = proven(tmp_path, first, later)

    assert len(pipeline.steps) == 2
    assert proof.outcome == "verified"
    held = {each.name: (each.step, each.verdict) for each in proof.variables}
    assert (held["view"], held["rows"], held["row"]) == (
        ("part-1", "equal"),
        ("part-1", "equal"),
        ("part-2", "equal"),
    )


@pytest.mark.slow
def test_a_pipeline_that_gives_something_else_differs_at_the_first_cell(tmp_path):
    def other(files):
        name = next(name for name in files if name.endswith("20_part_2.ipynb"))
        return {**files, name: files[name].replace(b"x * 2", b"x * 3")}

    _, proof = proven(tmp_path, "x = 4", "y = x * 2", "print(y)\nopen('y.txt', 'w').write(str(y))", change=other)

    first = proof.first_difference
    assert (proof.outcome, first.what, first.name, first.cell) == ("differs", "variable", "y", 3)
    assert (first.difference.left, first.difference.right) == ("8", "12")
    assert "the step part-1 leaves behind" in proof.cause
    assert [cell.verdict for cell in proof.cells] == ["equal", "equal", "differs"]
    assert [file.verdict for file in proof.files] == ["differs"]


@pytest.mark.slow
def test_a_step_that_fails_alone_is_told_with_its_cause(tmp_path):
    def broken(files):
        name = next(name for name in files if name.endswith("20_part_2.ipynb"))
        return {**files, name: files[name].replace(b"print(x)", b"print(z)")}

    _, proof = proven(tmp_path, "x = 4", "print(x)", "print(x + 1)", change=broken)

    assert (proof.outcome, proof.first_difference.what, proof.first_difference.cell) == ("differs", "failure", 3)
    assert "NameError" in proof.cause
    assert [cell.cell for cell in proof.cells] == [1, 3]


@pytest.mark.slow
def test_a_step_that_cannot_begin_is_told_before_the_outputs_that_it_lacks(tmp_path):
    def broken(files):
        name = next(name for name in files if name.endswith("20_part_2.ipynb"))
        return {**files, name: files[name].replace(b"state.load(", b"state.gone(")}

    _, proof = proven(tmp_path, "x = 4", "print(x)", "print(x + 1)", change=broken)

    first = proof.first_difference
    assert (first.what, first.step, first.cell) == ("failure", "part-2", None)
    assert "AttributeError" in first.difference.right


@pytest.mark.slow
def test_a_notebook_that_seeds_nothing_is_compared_by_equal_draws(tmp_path):
    draws = "import random\nimport numpy as np\nprint(random.random(), np.random.rand(), {'a', 'b', 'c', 'd', 'e'})"
    fresh = "print(np.random.default_rng().random(), random.random(), np.random.rand())"

    _, proof = proven(tmp_path, draws, fresh, "print(random.random(), np.random.rand())")

    assert proof.outcome == "verified"
    assert proof.noise == ()
    assert [cell.verdict for cell in proof.cells] == ["equal", "equal", "equal"]


@pytest.mark.slow
def test_fresh_entropy_is_the_same_where_a_literal_became_a_parameter_and_where_code_comes_twice(tmp_path):
    first = "import numpy as np\nn_samples = 40\nprint(np.random.default_rng().normal(size=n_samples).sum())"
    twice = "print(np.random.default_rng().random())"

    pipeline, proof = proven(tmp_path, first, twice, twice)

    assert [each.name for each in pipeline.parameters] == ["n_samples"]
    assert len(pipeline.steps) == 3
    assert proof.first_difference is None
    assert proof.outcome == "verified"


@pytest.mark.slow
def test_what_varies_by_itself_is_noise_and_the_rest_is_proven(tmp_path):
    _, proof = proven(tmp_path, "import os\nx = os.urandom(4).hex()", "print('x', x)", "k = 3\nprint(k)")

    assert proof.outcome == "verified"
    assert "x" in proof.noise
    assert [cell.verdict for cell in proof.cells] == ["equal", "noise", "equal"]


@pytest.mark.slow
def test_where_everything_varies_nothing_is_proven(tmp_path):
    _, proof = proven(tmp_path, "print(__import__('os').urandom(4).hex())")

    assert (proof.outcome, proof.label) == ("unverified", "unverified (two runs of the notebook agree on nothing)")


@pytest.mark.slow
def test_a_notebook_that_fails_is_proven_up_to_there(tmp_path):
    pipeline, proof = proven(tmp_path, "x = 4", "print(x)", "import pandsa", "print(5)")

    assert (proof.outcome, proof.label, proof.up_to) == ("partial", "converted up to cell 6", 5)
    assert [cell.cell for cell in proof.cells] == [1, 3]
    assert proof.notebook_failure.name == "ModuleNotFoundError"
    assert max(cell for step in pipeline.steps for cell in step.source_cells) < 5


@pytest.mark.slow
def test_steps_are_kept_off_the_original_folder_too(tmp_path):
    target = tmp_path / "out.txt"
    attempt = (
        f"try:\n    open({str(target)!r}, 'w').write('x')\n    print('wrote')\n"
        "except PermissionError:\n    print('kept off')"
    )

    _, proof = proven(tmp_path, "x = 1", attempt)

    assert not target.exists()
    assert proof.outcome == "verified"
