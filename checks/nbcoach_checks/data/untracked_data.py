"""Data whose version nobody recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.model import Binding
from nbcoach.notebook.names import matches
from nbcoach.notebook.regex import regex
from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._databases import OwnDatabases
from nbcoach_checks.data._reads import Read, reads
from nbcoach_checks.data._versions import Records, names_its_version
from nbcoach_checks.data._written import WrittenFiles

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
        found = reads(notebook)
        if not found:
            return
        records, databases, written = Records(notebook), OwnDatabases(notebook), WrittenFiles(notebook)
        for read in found:
            if not (_is_silent(read, project, written) or databases.hold(read) or records.cover(read)):
                yield self.finding(_message(read), read.cell, read.span, *_fixes(notebook, read))


def _is_silent(read: Read, project: Project, written: WrittenFiles) -> bool:
    """True where the source itself tells that nothing is untracked."""
    if written.hold(read):
        return True
    source = read.source
    return bool(source) and (names_its_version(source) or _is_versioned(source, project))


def _is_versioned(source: str, project: Project) -> bool:
    """True for a file that DVC, Git LFS or Git tracks in the project."""
    if _ADDRESS.match(source) or len(source) > 1000 or "\n" in source:
        return False
    if HOLE not in source:
        return project.data_version(source) is not None
    meant = project.matching(source.replace(HOLE, "*"))
    return bool(meant) and all(project.data_version(each) is not None for each in meant)


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
