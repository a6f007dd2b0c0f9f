"""Measures what a pipeline costs over its plain notebook, and how long a run takes for which there is nothing to do.

python benchmarks/run.py                  a small notebook
python benchmarks/run.py --rows 2000000   with a table of that many rows, handed on twice
python benchmarks/run.py --any            without the limit, which is the exit code: 1 s for a run of no steps

The notebook is executed by papermill as it is, then as a pipeline of three steps; the difference is the start of two
more kernels, prologue and epilogue. No run is recorded in MLflow, so that this is not measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CELLS = """\
import numpy as np
import pandas as pd
rows = {rows}
table = pd.DataFrame({{"x": np.arange(rows, dtype=float), "group": np.arange(rows) % 7}})
# %%
scale = 2.0
table["y"] = table["x"] * scale
# %%
means = table.groupby("group")["y"].mean()
print(means.sum())
"""
LIMIT = 1.0
"""Seconds for a run that has nothing to do."""
NBCOACH = "import sys; sys.modules['mlflow'] = None; from nbcoach.__main__ import main; sys.exit(main())"


def write_notebook(file: Path, rows: int) -> None:
    cells = []
    for number, source in enumerate(CELLS.format(rows=rows).split("# %%\n")):
        cells.append({"cell_type": "markdown", "metadata": {}, "source": f"## Part {number}"})
        code = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        cells.append(code)
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    file.write_text(json.dumps({"cells": cells, "metadata": spec, "nbformat": 4, "nbformat_minor": 4}))


def seconds(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--any", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_notebook(Path("plain.ipynb"), options.rows)
        export = ["export", "plain.ipynb", "--to", "pipe", "--static-only", "--steps", "headings"]
        seconds("-c", NBCOACH, *export)
        plain = seconds("-m", "papermill", "--no-progress-bar", "plain.ipynb", "done.ipynb")
        first = seconds("-c", NBCOACH, "run", "pipe")
        cached = min(seconds("-c", NBCOACH, "run", "pipe") for _ in range(3))
        blobs = sum(path.stat().st_size for path in Path("pipe/runs").rglob("*.state"))
    print(f"plain notebook {plain:6.2f} s")
    print(f"three steps    {first:6.2f} s ({first / plain:.2f} times; {blobs / 1e6:.1f} MB handed on)")
    print(f"nothing to do  {cached:6.2f} s")
    return int(cached > LIMIT and not options.any)


if __name__ == "__main__":
    sys.exit(main())
