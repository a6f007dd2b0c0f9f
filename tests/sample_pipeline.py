"""Exports a small notebook as if it had been observed and proven, for tests of what an exported folder holds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.notebook import read_notebook
from nbcoach.pipeline import engines
from nbcoach.pipeline.cut import candidates, choose
from nbcoach.pipeline.emission import emit
from nbcoach.pipeline.folder import folder_files
from nbcoach.pipeline.merge import with_base
from nbcoach.pipeline.model import Pipeline, Source
from nbcoach.pipeline.observation import CellTrace, DataFile, Observation
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.project_files import files
from nbcoach.pipeline.proof import CellVerdict, FileVerdict, Proof
from nbcoach.pipeline.write import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CELLS = (
    "from pathlib import Path\nalpha = 0.5  # a rate\ncount = 3",
    "rows = [alpha * float(line) for line in Path('data/numbers.txt').read_text().split()]",
    "scaled = sorted(rows)\nprint(f'{sum(scaled):.2f}')",
    "total = sum(scaled) * count\nPath('total.txt').write_text(str(total))\ntotal",
)
"""Two parameters, one file read, one written, two cells with outputs; the third cell begins the second step."""
PRINTED = {"output_type": "stream", "name": "stdout", "text": "3.00\n"}
SHOWN = {"output_type": "execute_result", "execution_count": 4, "metadata": {}, "data": {"text/plain": "9.0"}}


def observation(
    folder: Path,
    outputs: Mapping[int, Sequence[dict[str, Any]]],
    data: Sequence[str] = (),
    distributions: Mapping[str, str] | None = None,
) -> Observation:
    locked = [(path, (folder / path).read_bytes()) for path in data]
    return Observation(
        cells=tuple(CellTrace(index, 0.1, outputs=tuple(found)) for index, found in outputs.items()),
        trials=(),
        distributions=dict(distributions or {}),
        python="3.11.4",
        platform="Linux",
        data=tuple(DataFile(path, len(content), hashlib.sha256(content).hexdigest()) for path, content in locked),
        seconds=1.0,
    )


def work(folder: Path, write_notebook: Any, cells: Sequence[Any] = CELLS) -> Path:
    """The folder of the notebook, with its data; gives the notebook."""
    source: Path = write_notebook(*cells, name="work/sums.ipynb")
    (source.parent / "data").mkdir()
    (source.parent / "data/numbers.txt").write_text("1\n2\n3\n")
    return source


def pipeline_of(source: Path, to: Path, at: Sequence[int] = ()) -> Pipeline:
    """The pipeline, in a step per cut; `at` are the code cells before which a step begins."""
    notebook = read_notebook(source)
    found = replace(
        plan(notebook),
        source=Source("../work/sums.ipynb", "0" * 64),
        directory="../work",
    )
    if not at:
        return found
    cut = choose(notebook, "cells", candidates(notebook, "cells", at), None, at)
    home = "../" + to.name
    return replace(found, steps=emit(notebook, cut, found.parameters, home=home), cut=cut.label)


def exported(
    source: Path,
    to: Path,
    *,
    at: Sequence[int] = (),
    engine: str = "papermill",
    distributions: Mapping[str, str] | None = None,
    is_static: bool = False,
) -> Path:
    """Writes the pipeline of the notebook that `work` made; gives its folder."""
    pipeline = pipeline_of(source, to, at)
    last = pipeline.steps[-1].name
    seen = observation(source.parent, {2: [PRINTED], 3: [SHOWN]}, ["data/numbers.txt"], distributions)
    proof = Proof(
        "verified",
        cells=(CellVerdict(2, last, "equal", 1), CellVerdict(3, last, "equal", 1)),
        files=(FileVerdict("total.txt", "equal", 3),),
    )
    made = files(pipeline, None if is_static else seen, None if is_static else proof, source.parent)
    chosen = engines.load(engine)
    write(with_base({**folder_files(pipeline, engine), **chosen.files(pipeline), **made}), to, force=True)
    return to
