"""Makes a folder of notebooks like public ones: cells of realistic code, some of them equal, with outputs.

The code comes from the cases and the examples of this repository, varied so that about a third of the bytes repeat.
The same number and seed give the same bytes.
"""

from __future__ import annotations

import base64
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.percent import percent_document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CELLS = (8, 34)
"""Fewest and most code cells of a notebook; public ones have 21 on average, of 340 bytes each."""
SAMPLES = 2
"""Neighbouring cells that are joined into one."""
WORDS = ["epoch", "loss", "accuracy", "customers", "index", "mean", "rows", "columns", "train", "auc", "price", "date"]


def make_notebooks(folder: Path, count: int, seed: int = 0) -> None:
    """Writes `count` notebooks into sub-folders of 100."""
    pool = list(_pool())
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        file = folder / f"{number // 100:03}" / f"notebook_{number:05}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_notebook(pool, dice), indent=1), encoding="utf-8")


def _pool() -> Iterator[list[str]]:
    """The code cells of each notebook at hand."""
    for case in sorted(ROOT.glob("tests/checks/cases/*.py")):
        yield _code(percent_document(case.read_text(encoding="utf-8")))
    for example in sorted(ROOT.glob("notebooks/examples/*.ipynb")):
        yield _code(json.loads(example.read_text(encoding="utf-8")))


def _code(document: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in document["cells"] if cell["cell_type"] == "code"]


def _notebook(pool: list[list[str]], dice: random.Random) -> dict[str, Any]:
    like = dice.choice(pool)
    cells: list[dict[str, Any]] = [_text("# " + " ".join(dice.choices(WORDS, k=4)))]
    for number in range(dice.randint(*CELLS)):
        if dice.random() < 0.3:
            cells.append(_text(" ".join(dice.choices(WORDS, k=dice.randint(5, 60)))))
        # The imports stay first, as they decide what every later name means.
        place = dice.randrange(len(like)) if number else 0
        source = "\n".join(like[place : place + SAMPLES])
        cells.append(_code_cell(_varied(source, dice), dice))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}


def _varied(source: str, dice: random.Random) -> str:
    """The cell as it is, or with other numbers and names in it."""
    if dice.random() < 0.4:
        return source
    shift = dice.randint(1, 9_999)
    source = re.sub(r"\b[1-9]\d{0,4}\b", lambda number: str(int(number[0]) + shift % 50), source)
    return f"{source}\nresult_{shift} = {shift}" if "%%" not in source else source


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": [source]}


def _code_cell(source: str, dice: random.Random) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": list(_outputs(dice)),
        "source": source.splitlines(keepends=True),
    }


def _outputs(dice: random.Random) -> Iterator[dict[str, Any]]:
    """A printed text, a table or a picture, in sizes as they are met."""
    kind = dice.random()
    if kind < 0.3:
        lines = [" ".join(dice.choices(WORDS, k=8)) + "\n" for _ in range(dice.randint(1, 30))]
        yield {"name": "stdout", "output_type": "stream", "text": lines}
    elif kind < 0.5:
        rows = "".join(f"<tr><td>{dice.random()}</td><td>{dice.random()}</td></tr>\n" for _ in range(20))
        yield _shown({"text/html": f"<table>{rows}</table>".splitlines(keepends=True), "text/plain": ["table"]})
    elif kind < 0.6:
        picture = base64.b64encode(dice.randbytes(dice.randint(5_000, 60_000))).decode()
        yield _shown({"image/png": picture, "text/plain": ["<Figure size 640x480 with 1 Axes>"]})


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "metadata": {}, "output_type": "display_data"}
