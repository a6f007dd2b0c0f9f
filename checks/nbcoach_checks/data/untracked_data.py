"""Data whose version nobody recorded."""

from __future__ import annotations

import re
from glob import iglob
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.model import Binding
from nbcoach.notebook.names import matches
from nbcoach.notebook.regex import regex
from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._databases import OwnDatabases
from nbcoach_checks.data._reads import Read, reads, tables
from nbcoach_checks.data._versions import Records, names_its_version, normal, written_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project

_RECORDABLE = (
    "pandas.read_*",
    "polars.read_*",
    "numpy.load*",
    "numpy.genfromtxt",
    "numpy.fromfile",
    "spark.read*",
    "spark.table",
    "pyspark.*",
    "datasets.load_dataset",
)
"""What MLflow can record as a data set."""
_ADDRESS = regex(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class UntrackedData(Check):
    """Reads data, and nothing records which version it was.

    ## Why it matters
    The file under that name will be another one next month. A model whose data cannot be named again cannot be
    compared, explained or repaired.

    ## What to do
    Record the frame with `mlflow.log_input` right after it is read: MLflow keeps its digest and schema with the run.
    Or put the file under DVC, Git LFS or Git; or read an address that names a version, and compare a checksum.
    """

    severity = Severity.WARNING
    level = 0
    capability = "data-versioning"
    looks_at = frozenset({"data"})
    sources = (
        "https://mlflow.org/docs/latest/ml/dataset/",
        "https://dvc.org/doc/start/data-management/data-versioning",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            df = pd.read_csv("data/customers.csv")  # expect: untracked-data
            """,
            good="""
            import mlflow
            import pandas as pd
            df = pd.read_csv("data/customers.csv")
            mlflow.log_input(mlflow.data.from_pandas(df, source="data/customers.csv"))
            """,
        ),
        Example(
            bad="""
            from datasets import load_dataset
            reviews = load_dataset("imdb")  # expect: untracked-data
            """,
            good="""
            from datasets import load_dataset
            reviews = load_dataset("imdb", revision="e6281661ce1c48d982bc483cf8a173c1bbeb5d31")
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            df = pd.read_parquet("s3://shop/sales.parquet")  # expect: untracked-data
            """,
            good="""
            import pandas as pd
            import seaborn as sns
            tips = sns.load_dataset("tips")
            tips.to_csv("tips.csv")
            again = pd.read_csv("tips.csv")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        found = list(reads(notebook))
        if not found:
            return
        records, databases, written = Records(notebook), OwnDatabases(notebook), written_files(notebook)
        for read in found:
            if not (_is_silent(read, project, written) or databases.hold(read) or records.cover(read)):
                yield self.finding(_message(read), read.cell, read.span, *_fixes(notebook, read))


def _is_silent(read: Read, project: Project, written: dict[str, CallSite]) -> bool:
    """True where the source itself tells that nothing is untracked."""
    source = read.source
    if not source:
        return False
    if names_its_version(source) or _is_no_data(read):
        return True
    return _was_written(read, written) or _is_versioned(source, project)


def _is_no_data(read: Read) -> bool:
    """True for configuration, model and token files, which no reader of frames reads."""
    if read.call is None or not read.call.name.endswith("open"):
        return False
    known = tables()["not_data"]
    name = read.source.rpartition("/")[2].lower()
    words = set(re.split(r"[^a-z]+", name.rpartition(".")[0] or name)) | {name, name.rpartition(".")[0]}
    return name.endswith(tuple(known["endings"])) or bool(words & set(known["words"]))


def _was_written(read: Read, written: dict[str, CallSite]) -> bool:
    """True for a file that an earlier line of the notebook wrote; with unknown pieces, by its known end."""
    path = normal(read.source)
    for name, site in written.items():
        if read.call is None or site.place > read.call.place:
            continue
        if name == path or name == path.removesuffix(".npy") or path == name + ".npy":
            return True
        if HOLE in name or HOLE in path:
            ends = (name.rpartition("/")[2], path.rpartition("/")[2])
            if ends[0] == ends[1] and ends[0].strip("{}._"):
                return True
    return False


def _is_versioned(source: str, project: Project) -> bool:
    """True for a file that DVC, Git LFS or Git tracks in the project."""
    if _ADDRESS.match(source) or len(source) > 1000 or "\n" in source:
        return False
    if HOLE not in source:
        return project.data_version(Path(source)) is not None
    meant = list(islice(iglob(source.replace(HOLE, "*"), root_dir=project.start), 50))  # noqa: PTH207 - absolute too
    return bool(meant) and all(project.data_version(Path(each)) is not None for each in meant)


def _message(read: Read) -> str:
    name = read.source if 0 < len(read.source) <= 60 and "\n" not in read.source else ""
    what = f"`{name}`" if name else "this data"
    return f"Nothing records which version of {what} was read."


def _fixes(notebook: Notebook, read: Read) -> tuple[Fix, ...]:
    """The offer to record what was read, where it is a frame or an array that a name holds."""
    if read.call is None or not matches(read.call.name, _RECORDABLE) or not _is_named(notebook, read.call):
        return ()
    arguments = {"cell": read.cell.index, "line": read.span.line, "column": read.span.column}
    return (Fix(title="Record it with mlflow.log_input", offer=Offer("log-input", arguments)),)


def _is_named(notebook: Notebook, call: CallSite) -> bool:
    bound = [each.node for each in notebook.context(call.cell).holders(call.call) if isinstance(each.node, Binding)]
    return bool(bound) and bound[-1].kind in {"assign", "annotate"} and bound[-1].index < 0
