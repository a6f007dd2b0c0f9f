"""Makes a folder of notebooks like public ones: mostly plain cells, a few habits, outputs, copies and strays.

Measured on public notebooks: 21 code cells and 90 KB on average, most of them outputs; every other cell occurs in
another notebook too; two to four findings of the measured checks; one file in twelve in another language, in an old
format, or no notebook. The plain cells are in `plain_cells.txt`; the habits come from the cases of this repository.
The same number and seed give the same bytes.
"""

from __future__ import annotations

import base64
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.notebook.percent import percent_document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CELLS = (5, 33)
"""Fewest and most plain cells of a notebook."""
HABITS = (0, 0, 3, 5, 8)
"""How many cells come from a case, each number as often as another."""
WORDS = ["epoch", "loss", "accuracy", "customers", "index", "mean", "rows", "columns", "train", "auc", "price", "date"]
PYTHON2 = 'print "hello"\nfor key, value in {}.iteritems():\n    print key, value\nraw_input("?")\n'
_HTML = "<!DOCTYPE html>\n<html><head><title>Page</title></head><body>A page that was saved as a notebook</body></html>"


class Pool(NamedTuple):
    """The cells at hand: how a notebook begins, what it goes on with, and those of each case."""

    first: list[str]
    plain: list[str]
    cases: list[list[str]]


def make_notebooks(folder: Path, count: int, seed: int = 0) -> None:
    """Writes `count` notebooks into sub-folders of 100."""
    pool = _pool()
    for number in range(count):
        dice = random.Random(f"{seed}-{number}")
        file = folder / f"{number // 100:03}" / f"notebook_{number:05}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text_of_file(pool, dice), encoding="utf-8")


def _pool() -> Pool:
    pieces = re.split(r"(?m)^# %%(.*)\n", (ROOT / "benchmarks" / "plain_cells.txt").read_text(encoding="utf-8"))
    cells = [(mark.strip(), source.strip()) for mark, source in zip(pieces[1::2], pieces[2::2], strict=True)]
    cases = [
        _code(percent_document(file.read_text(encoding="utf-8")))
        for file in sorted(ROOT.glob("tests/checks/cases/*.py"))
    ]
    return Pool([source for mark, source in cells if mark], [source for mark, source in cells if not mark], cases)


def _code(document: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in document["cells"] if cell["cell_type"] == "code"]


def _text_of_file(pool: Pool, dice: random.Random) -> str:
    """A notebook, or one of the strays that lie in any large folder."""
    kind = dice.random()
    if kind < 0.01:
        return _HTML
    document = _notebook(pool, dice)
    if kind < 0.05:
        _in_language(document, dice.choice(["R", "julia"]))
    elif kind < 0.07:
        document["cells"].insert(1, _code_cell(PYTHON2, dice))
        document["metadata"]["kernelspec"] = {"display_name": "Python 2", "language": "python", "name": "python2"}
    elif kind < 0.08:
        document = _as_format_3(document)
    return json.dumps(document, indent=1)


def _notebook(pool: Pool, dice: random.Random) -> dict[str, Any]:
    sources = [*pool.first, *(_varied(dice.choice(pool.plain), dice) for _ in range(dice.randint(*CELLS)))]
    habits = dice.choice(pool.cases)[: dice.choice(HABITS)]
    place = dice.randrange(2, len(sources) + 1)
    cells: list[dict[str, Any]] = [_text("# " + " ".join(dice.choices(WORDS, k=4)))]
    for source in [*sources[:place], *habits, *sources[place:]]:
        if dice.random() < 0.3:
            cells.append(_text(" ".join(dice.choices(WORDS, k=dice.randint(5, 60)))))
        cells.append(_code_cell(source, dice))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}


def _varied(source: str, dice: random.Random) -> str:
    """The cell as it is, or with a number and a remark that no other notebook has."""
    if dice.random() < 0.42:
        return source
    shift = dice.randint(1, 999_999)
    remark = f"{source}\n# {' '.join(dice.choices(WORDS, k=6))} {shift}"
    return remark if "%%" in source else f"{remark}\nstep_{shift} = {shift % 97}"


def _in_language(document: dict[str, Any], language: str) -> None:
    document["metadata"] = {"kernelspec": {"display_name": language, "language": language, "name": language.lower()}}


def _as_format_3(document: dict[str, Any]) -> dict[str, Any]:
    cells = document["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
            cell["prompt_number"] = cell.pop("execution_count")
            cell["language"] = "python"
            cell["outputs"] = []
    return {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


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
    elif kind < 0.58:
        picture = base64.b64encode(dice.randbytes(dice.randint(5_000, 60_000))).decode()
        yield _shown({"image/png": picture, "text/plain": ["<Figure size 640x480 with 1 Axes>"]})


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "metadata": {}, "output_type": "display_data"}
