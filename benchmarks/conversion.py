"""Exports the notebooks in `tests/pipeline/notebooks/` in both ways, and writes the verdicts to `docs/conversion.md`.

    python benchmarks/conversion.py                 all of them; takes some minutes
    python benchmarks/conversion.py churn titanic   these alone, told on the screen

Each notebook runs with the kernel that it names; where that kernel is not there, or lacks a module, it is left out and
the table says so.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jupytext
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from nbcoach.errors import NbcoachError
from nbcoach.pipeline import export

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.pipeline.boundaries import How
    from nbcoach.pipeline.export import Exported

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "tests/pipeline/notebooks"
TABLE = ROOT / "docs/conversion.md"
WAYS: tuple[How, ...] = ("auto", "headings")
TIMEOUT = 240.0
PAGE = """\
# Notebooks that were converted

Each of these notebooks, written as people write them, was exported in both ways and run: twice as it is and once as a
pipeline. `python benchmarks/conversion.py` writes this page.

{shares}

*Steps* is how many there are at the end, *s* the seconds of the whole export: three runs and the comparison, on a busy
machine. With `auto` steps of less than two seconds of work are not cut, so that such small notebooks stay one step.

| notebook | code cells | headings | auto: steps | verdict | s | headings: steps | verdict | s |
|---|--:|--:|--:|---|--:|--:|---|--:|
{lines}

## What was merged, and why

{notes}
"""


class Row(NamedTuple):
    """What became of a notebook in one way. `steps` is 0 where there is no pipeline; `note` says what and why."""

    notebook: str
    way: str
    cells: int
    headings: int
    steps: int
    verdict: str
    note: str
    seconds: float


def names() -> list[str]:
    """The notebooks, without their suffix."""
    return sorted(path.stem for path in NOTEBOOKS.glob("*.py"))


def lay_out(name: str, folder: Path) -> Path:
    """Writes a notebook and its data into a folder, and returns its path."""
    document = jupytext.reads((NOTEBOOKS / f"{name}.py").read_text("utf-8"), fmt="py:hydrogen")
    document.metadata.setdefault("kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"})
    path = folder / f"{name}.ipynb"
    jupytext.write(document, path, fmt="ipynb")
    shutil.copytree(NOTEBOOKS / "data", folder / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return path


def lacking(path: Path) -> str:
    """Why a notebook cannot run here: its kernel is not there, or lacks a module; empty where it can."""
    document = json.loads(path.read_text("utf-8"))
    kernel = document["metadata"]["kernelspec"]["name"]
    try:
        python = KernelSpecManager().get_kernel_spec(kernel).argv[0]
    except NoSuchKernel:
        return f"no kernel {kernel}"
    source = "\n".join("".join(cell["source"]) for cell in document["cells"] if cell["cell_type"] == "code")
    known = "torch|statsmodels|xgboost|lightgbm|nltk|seaborn|pyarrow|tqdm|joblib"
    wanted = sorted(set(re.findall(rf"^(?:from|import) ({known})\b", source, re.MULTILINE)))
    if kernel == "python3":
        python = sys.executable
    code = f"import importlib.util as u; print(*[m for m in {wanted} if not u.find_spec(m)])"
    missing = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.split()
    return f"kernel {kernel} lacks {', '.join(missing)}" if missing else ""


def convert(name: str, way: How) -> Row:
    """Exports a notebook in a folder of its own, which goes away."""
    with tempfile.TemporaryDirectory(prefix="conversion-", ignore_cleanup_errors=True) as folder:
        path = lay_out(name, Path(folder))
        document = json.loads(path.read_text("utf-8"))
        code = sum(cell["cell_type"] == "code" for cell in document["cells"])
        headings = sum(bool(re.match(r"#+ ", line)) for line in _markdown(document))
        reason = lacking(path)
        if reason:
            return Row(name, way, code, headings, 0, "left out", reason, 0.0)
        before, begun = path.read_bytes(), time.perf_counter()
        try:
            exported = export(path, Path(folder) / "pipeline", yes=True, how=way, timeout=TIMEOUT)
        except NbcoachError as error:
            return Row(name, way, code, headings, 0, "failed", str(error), time.perf_counter() - begun)
        seconds = time.perf_counter() - begun
        if path.read_bytes() != before:
            raise AssertionError(f"{name} was changed")
        steps, verdict = len(exported.pipeline.steps), exported.pipeline.verdict
        return Row(name, way, code, headings, steps, verdict, _note(exported), seconds)


def _markdown(document: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for cell in document["cells"]:
        if cell["cell_type"] == "markdown":
            yield from "".join(cell["source"]).splitlines()


def _note(exported: Exported) -> str:
    proof = exported.proof
    told = []
    if proof.failure:
        told.append(f"fails: {proof.failure.summary}")
    if proof.first_difference:
        first = proof.first_difference
        parted = f"{first.difference.left} became {first.difference.right}"
        told.append(f"{first.what} {first.name} of cell {(first.cell or 0) + 1}: {parted} ({proof.cause})")
    reasons: dict[str, list[str]] = {}
    for each in exported.pipeline.merged:
        reasons.setdefault(_kind(each.reason), []).append(str(each.before + 1))
    told += [f"no cut before cell {', '.join(cells)}: {reason}" for reason, cells in reasons.items()]
    return "; ".join(told)


def _kind(reason: str) -> str:
    """A reason that is the same for all short steps."""
    return re.sub(r"^a step would have [\d.]+ s of work, .*", "too little work for a step", reason)


def told(row: Row) -> str:
    """A row as one line."""
    return f"{row.notebook:20} {row.way:9} {row.steps:2} steps  {row.verdict:10} {row.seconds:5.1f} s  {row.note}"


def table(rows: Sequence[Row]) -> str:
    """The document: how often it went well, and each notebook."""
    ran = [row for row in rows if row.verdict != "left out"]
    shares = "\n".join(_share(ran, way) for way in WAYS)
    done = {(row.notebook, row.way) for row in rows}
    for way in WAYS:
        left = [name for name in names() if (name, way) not in done]
        shares += f"\n- Not tried with `--steps {way}`: {', '.join(left)}." if left else ""
    lines = "\n".join(_line(rows, name) for name in sorted({row.notebook for row in rows}))
    return PAGE.format(shares=shares, lines=lines, notes="\n".join(_notes(rows)))


def _share(rows: Sequence[Row], way: str) -> str:
    meant = [row for row in rows if row.way == way and (way == "auto" or row.headings >= 2)]
    good = [row for row in meant if row.verdict == "verified" and (way == "auto" or row.steps > 1)]
    what = "verified equal" if way == "auto" else "with two headings or more: several steps, verified equal"
    return f"- `--steps {way}`: {len(good)} of {len(meant)} notebooks {what} ({len(good) / max(1, len(meant)):.0%})."


def _line(rows: Sequence[Row], name: str) -> str:
    both = {row.way: row for row in rows if row.notebook == name}
    any_ = next(iter(both.values()))
    cells = [f"[{name}](../tests/pipeline/notebooks/{name}.py)", str(any_.cells), str(any_.headings)]
    for way in WAYS:
        row = both.get(way)
        cells += [str(row.steps or "-"), row.verdict, f"{row.seconds:.0f}"] if row else ["", "", ""]
    return f"| {' | '.join(cells)} |"


def _notes(rows: Sequence[Row]) -> Iterator[str]:
    for row in sorted(rows):
        if row.note:
            where = row.way if row.verdict != "left out" else "both ways"
            yield f"- **{row.notebook}** ({where}): {_escaped(row.note)}"


def _escaped(text: str) -> str:
    """A text without line breaks, in which nothing is markup."""
    return re.sub(r"([\\`*_<>|\[\]])", r"\\\1", " ".join(text.split()))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", nargs="*", metavar="NAME")
    parser.add_argument("--way", choices=WAYS, action="append")
    parser.add_argument("--keep", type=Path, help="A file of JSON lines to which each result is added.")
    parser.add_argument("--from", dest="begin", type=Path, help="Such a file: write the page from it, run nothing.")
    asked = parser.parse_args()
    if asked.begin:
        kept = [Row(**json.loads(line)) for line in asked.begin.read_text("utf-8").splitlines()]
        TABLE.write_text(table(list({(row.notebook, row.way): row for row in kept}.values())), "utf-8")
        return
    rows = []
    for name in asked.notebooks or names():
        for way in asked.way or WAYS:
            row = convert(name, way)
            print(told(row), flush=True)
            rows.append(row)
            if asked.keep:
                with asked.keep.open("a") as file:
                    file.write(json.dumps(row._asdict()) + "\n")
    if not asked.notebooks and not asked.way:
        TABLE.write_text(table(rows), "utf-8")


if __name__ == "__main__":
    main()
