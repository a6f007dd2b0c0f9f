"""Data that is learned from unseen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.model import Binding
from nbcoach.notebook.reach import given
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.text import HOLE
from nbcoach.notebook.training import trainings
from nbcoach.notebook.wildcards import Wildcards
from nbcoach_checks.data._learned_rows import learned_rows
from nbcoach_checks.data._reads import reads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project
    from nbcoach_checks.data._reads import Read

_READING = frozenset(
    {"read_csv", "read_table", "read_excel", "read_json", "read_parquet", "read_feather", "read_hdf", "read_pickle"}
    | {"read_sql", "read_sql_query", "read_sql_table", "read_gbq", "read_fwf", "read_orc", "read_sas", "read_spss"}
    | {"read_stata", "read_ipc", "read_database", "read_delta", "scan_csv", "scan_parquet", "read_file"}
    | {"csv", "parquet", "json", "table", "load", "orc"}
)
"""The last names of readers, as the cheap question before all others."""
_MOST = 60
_LONGEST = 60
_SCHEMA = """\
import pandera.pandas as pa  # pip install "pandera[io]"

# Prints a schema of what was read: keep it in place of this cell, tighten it, and hold each new file to it.
print(pa.infer_schema({name}).to_script())"""


class UnvalidatedData(Check):
    """Trains on a file whose columns, nulls and ranges nothing looks at.

    ## Why it matters
    Most models do not complain: they learn from an empty column, an age of 999 or a price in cents as willingly as from
    sound rows. The next delivery of the file is the one that has them.

    ## What to do
    State what the frame must look like, and let the run stop where it does not: a schema of Pandera, an expectation
    of Great Expectations, or a few assertions on columns, nulls and ranges. Any look at them silences this hint.
    """

    severity = Severity.HINT
    level = 2
    capability = "data-schema-check"
    sources = (
        "https://pandera.readthedocs.io/en/stable/schema_inference.html",
        "https://developers.google.com/machine-learning/guides/rules-of-ml",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            houses = pd.read_csv("houses.csv")  # expect: unvalidated-data
            model = Ridge().fit(houses[["rooms", "area"]], houses["price"])
            """,
            good="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            houses = pd.read_csv("houses.csv")
            assert houses["price"].between(1_000, 10_000_000).all()
            model = Ridge().fit(houses[["rooms", "area"]], houses["price"])
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            import xgboost
            sales = pd.read_parquet("sales.parquet")  # expect: unvalidated-data
            booster = xgboost.train({}, xgboost.DMatrix(sales.drop(columns="sold"), sales["sold"]))
            """,
            good="""
            import pandas as pd
            import pandera.pandas as pa
            from sklearn.linear_model import Ridge
            schema = pa.DataFrameSchema({"rooms": pa.Column(int, pa.Check.ge(1)), "price": pa.Column(float)})
            houses = schema.validate(pd.read_csv("houses.csv"))
            model = Ridge().fit(houses[["rooms"]], houses["price"])
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not notebook.calls_of(_READING) or not trainings(notebook) or _is_looked_at(notebook):
            return
        learned = learned_rows(notebook)
        for read in reads(notebook):
            site = read.call
            if site is None or not _reads_table(site.name) or _declares(site) or not learned.come_from(site):
                continue
            if not _is_drawn(notebook, site):
                yield self.finding(_message(read), read.cell, read.span, *_fixes(notebook, site))


@cache
def _reads_table(name: str) -> bool:
    return bool(_table().readers.match(name))


def _is_looked_at(notebook: Notebook) -> bool:
    """True where anything asks data for its columns, nulls, ranges or kinds, by a look or by code."""
    table = _table()
    if notebook.imports & table.libraries or notebook.calls_of(table.looks):
        return True
    facts = [cell.facts for cell in notebook.code]
    if any(statement.kind in {"assert", "raise"} for each in facts for statement in each.statements):
        return True
    return any(value.text.endswith(table.attributes) for each in facts for value in each.names)


def _is_drawn(notebook: Notebook, site: CallSite) -> bool:
    """True where what a call read is drawn, so that its range is seen."""
    drawing = notebook.calls_of(_table().plots)[:_MOST]
    drawn = (notebook.ancestry(each.cell, each.call.function, *given(each.call)) for each in drawing)
    return any(site.place in each.calls for each in drawn)


def _declares(site: CallSite) -> bool:
    """True for a reader that is told the kinds of the columns, and fails where they are others."""
    return any(site.call.keyword(name) is not None for name in _table().keywords)


def _message(read: Read) -> str:
    source = read.source.removeprefix("{}/")
    name = source if len(source) <= _LONGEST else source.rpartition("/")[2]
    what = f"`{name}`" if 0 < len(name) <= _LONGEST and "\n" not in name and HOLE not in name else "This data"
    return f"{what} goes into the training, and nothing looks at its columns, nulls or ranges."


def _fixes(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """A cell that infers a schema, below the cell that binds the frame."""
    bound = [each.node for each in notebook.context(site.cell).holders(site.call)]
    binding = bound[-1] if bound and isinstance(bound[-1], Binding) else None
    is_frame = binding is not None and binding.value is not None and binding.value.at == site.call.at
    if binding is None or not is_frame or binding.kind != "assign" or binding.block or binding.index >= 0:
        return ()
    if not site.name.startswith("pandas."):
        return ()
    edit = CellInsertion(site.cell.index, "after", _SCHEMA.format(name=binding.name))
    return (Fix(title=f"Insert a cell that infers a Pandera schema of {binding.name}", edits=(edit,)),)


class _Table(NamedTuple):
    readers: Wildcards
    looks: frozenset[str]
    plots: frozenset[str]
    attributes: tuple[str, ...]
    libraries: frozenset[str]
    keywords: frozenset[str]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "validation.toml")
    return _Table(
        readers=Wildcards(raw["readers"]),
        looks=frozenset(raw["looks"]),
        plots=frozenset(raw["plots"]),
        attributes=tuple(raw["attributes"]),
        libraries=frozenset(raw["libraries"]),
        keywords=frozenset(raw["keywords"]),
    )
