"""`jupyter nbconvert --to nbcoach_papermill` writes a parameterised notebook beside the source."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbconvert.utils.exceptions import ConversionException
from traitlets.config import Config

if TYPE_CHECKING:
    from pathlib import Path


def converted(path: Path, **options: object) -> tuple[nbformat.NotebookNode, dict[str, object]]:
    """What the exporter, found by its entry point, makes of a notebook."""
    exporter = get_exporter("nbcoach_papermill")(config=Config({"PapermillPreprocessor": options}))
    text, resources = exporter.from_filename(str(path))
    made = nbformat.reads(text, 4)
    nbformat.validate(made)
    return made, resources


def tagged(made: nbformat.NotebookNode) -> str:
    [source] = [cell.source for cell in made.cells if "parameters" in cell.metadata.get("tags", [])]
    return str(source)


def test_literals_move_into_one_tagged_cell_and_outputs_go(write_notebook) -> None:
    source = write_notebook("import math\nalpha = 0.5  # a rate\nseed = 7", "print(alpha, seed)")
    before = source.read_bytes()
    made, resources = converted(source)
    assert tagged(made) == "alpha: float = 0.5  # a rate\nseed: int = 7"
    _, first, second = (cell.source for cell in made.cells if cell.cell_type == "code")
    assert first.startswith("import math\n# parameter: alpha")
    assert second == "print(alpha, seed)"
    assert all(not cell.outputs for cell in made.cells)
    assert resources["output_suffix"] == ".papermill"
    assert source.read_bytes() == before


def test_parameters_and_kernel_can_be_chosen(write_notebook) -> None:
    source = write_notebook("alpha = 0.5\nseed = 7", "print(alpha, seed)")
    made, _ = converted(source, parameters=["seed"], kernel="other")
    assert tagged(made) == "seed: int = 7"
    assert made.metadata.kernelspec.name == "other"


def test_what_cannot_be_converted_is_said_in_one_sentence(write_notebook) -> None:
    source = write_notebook("print(1)")
    with pytest.raises(ConversionException, match="alfa is no literal at the top level"):
        converted(source, parameters=["alfa"])
    foreign = write_notebook(
        "1 + 1", name="r.ipynb", metadata={"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}
    )
    with pytest.raises(ConversionException, match="x cannot be a parameter: the notebook is in r"):
        converted(foreign, parameters=["x"])


def test_the_command_writes_beside_the_source(write_notebook, tmp_path: Path) -> None:
    write_notebook("alpha = 0.5", "print(alpha)", name="work/train.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "nbcoach_papermill", "work/train.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in (tmp_path / "work").iterdir()} == {"train.ipynb", "train.papermill.ipynb"}
    assert (
        json.loads((tmp_path / "work/train.papermill.ipynb").read_text())["metadata"]["kernelspec"]["name"] == "python3"
    )
