"""Measures what an instrumented run costs over a plain one, in real kernels.

python benchmarks/observe.py                  a small notebook, and one with a table of two million rows
python benchmarks/observe.py --times 5        the median of five runs of each
python benchmarks/observe.py --limit 1.3      exit code 1 when an instrumented run takes more plain runs
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.notebook import read_notebook
from nbcoach.pipeline.observe import copied, observe, plain_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.pipeline.observation import Observation

CELLS = {
    "small": (
        "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression",
        "np.random.seed(1)",
        "df = pd.DataFrame(np.random.rand(300, 8), columns=list('abcdefgh'))\ndf.describe()",
        "df['ratio'] = df['a'] / (df['b'] + 1)\ndf['y'] = (df['c'] > 0.5).astype(int)",
        "model = LogisticRegression().fit(df.drop(columns='y'), df['y'])\nmodel",
        "import matplotlib.pyplot as plt\ndf['a'].plot()\nplt.show()",
        "print(model.score(df.drop(columns='y'), df['y']))",
        *(f"summary{number} = df.groupby('y').mean()\nsummary{number}" for number in range(14)),
    ),
    "two million rows": (
        "import numpy as np\nimport pandas as pd\nrng = np.random.default_rng(1)",
        "n = 2_000_000\ndf = pd.DataFrame({'key': rng.integers(0, 500, n), 'x': rng.random(n), 'y': rng.random(n)})",
        "df['name'] = pd.Series(['low', 'high'])[(df['x'] > 0.5).astype(int)].to_numpy()",
        "df = df.sort_values(['key', 'x']).reset_index(drop=True)",
        "means = df.groupby(['key', 'name'])[['x', 'y']].agg(['mean', 'std'])\nmeans.head()",
        "df['z'] = df['x'] * df['y'] + df.groupby('key')['x'].transform('mean')",
        "wide = df.pivot_table(index='key', columns='name', values='z', aggfunc='median')\nwide.head()",
        "print(df['z'].quantile([0.1, 0.5, 0.9]))",
    ),
}
CUTS_EVERY = 4
"""Cells between two places at which a cut is tried: a notebook of 20 cells has five steps."""


def main() -> int:
    options = _options()
    slowest = 0.0
    for name, cells in CELLS.items():
        with tempfile.TemporaryDirectory() as folder:
            plain, watched = measured(Path(folder), cells, options.times)
        slowest = max(slowest, watched / plain)
        print(f"{name}: plain {plain:.2f} s, instrumented {watched:.2f} s, {watched / plain:.2f} times")
    return int(options.limit is not None and slowest > options.limit)


def measured(folder: Path, cells: tuple[str, ...], times: int) -> tuple[float, float]:
    """Seconds of a plain run and of an instrumented one, from the copy to the end, the median of some."""
    source = folder / "bench.ipynb"
    code = [
        {"cell_type": "code", "source": each, "metadata": {}, "outputs": [], "execution_count": None} for each in cells
    ]
    source.write_text(json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), "utf-8")
    notebook = read_notebook(source)
    cuts = dict.fromkeys(range(CUTS_EVERY, len(cells), CUTS_EVERY))

    def plain() -> Observation:
        with copied(folder) as copy:
            return plain_run(notebook, source, copy, kernel="python3")

    def watched() -> Observation:
        with copied(folder) as copy:
            return observe(notebook, source, copy, kernel="python3", cuts=cuts)

    _seconds(plain)  # the first run pays for what this process imports
    pairs = [(_seconds(plain), _seconds(watched)) for _ in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _seconds(run: Callable[[], Observation]) -> float:
    begun = time.monotonic()
    observation = run()
    if observation.failure:
        raise SystemExit(observation.failure.summary)
    return time.monotonic() - begun


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--limit", type=float)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
