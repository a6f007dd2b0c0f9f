"""Values that a run may want to set, deep in the code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.placement import PARAMETERS
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project

_FILE = regex(r"(?!\w+://)(?:[\w.~-]+[/\\])*[\w .-]+\.[A-Za-z]\w{1,8}|(?:[\w.~-]+[/\\])+[\w.-]*")


class BuriedParameter(Check):
    """Holds a path, a hyper-parameter or a threshold as a literal in the midst of a call.

    Off by default: it holds for nearly every notebook that explores. Select it where one is about to become a pipeline.

    ## Why it matters
    The next run wants another file, rate or depth, and somebody searches the code for the places. Two copies of one
    value disagree after the first edit, and no record says what the value was.

    ## What to do
    Lift it into the parameters cell under a name: `depth = 4`, then `max_depth=depth`. A run can then set it, a sweep
    can try several, and the tracker can record it.
    """

    severity = Severity.HINT
    level = 2
    capability = "parameterised-training"
    default = False
    sources = ("https://papermill.readthedocs.io/en/latest/usage-parameterize.html",)
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.ensemble import RandomForestClassifier
            table = pd.read_csv("data/sales.csv")  # expect: buried-parameter
            forest = RandomForestClassifier(n_estimators=300, random_state=0)  # expect: buried-parameter
            forest.fit(table[["price"]], table["sold"])
            """,
            good="""
            import pandas as pd
            from sklearn.ensemble import RandomForestClassifier
            path, trees = "data/sales.csv", 300
            table = pd.read_csv(path)
            forest = RandomForestClassifier(n_estimators=trees, random_state=0)
            forest.fit(table[["price"]], table["sold"])
            """,
        ),
        Example(
            bad="""
            import keras
            model = keras.Sequential([keras.layers.Dense(1)])
            model.fit(X, y, epochs=20, batch_size=32)  # expect: buried-parameter
            """,
            good="""
            import keras
            epochs = 20
            model = keras.Sequential([keras.layers.Dense(1, activation="relu")])
            model.fit(X, y, epochs=epochs)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not trainings(notebook):
            return
        for site in notebook.calls:
            if set(site.cell.tags) & set(PARAMETERS):
                continue
            path = _path(site)
            if path is not None:
                lift = Offer("lift", {"cell": site.cell.index, "line": path.line, "column": path.column})
                fix = Fix(title="Lift into the parameters cell", offer=lift)
                yield self.finding(
                    f"The file `{path.text}` is named in the midst of the code.", site.cell, path.span, fix
                )
            names = _set_here(site)
            if names:
                listed = ", ".join(f"`{each}`" for each in names[:3]) + (" and others" if len(names) > 3 else "")
                yield self.finding(f"The value of {listed} stands in the midst of the code.", site.cell, site.span)


def _path(site: CallSite) -> Value | None:
    """The file that is read or written, where it is written out."""
    table = _table()
    if site.method not in table.files or not site.call.arguments or "." not in site.name:
        return None
    first = site.call.arguments[0]
    is_path = first.kind == "string" and len(first.text) <= 80 and _FILE.fullmatch(first.text)
    return first if is_path else None


def _set_here(site: CallSite) -> list[str]:
    """The hyper-parameters and thresholds that a call of a library is given as numbers or words."""
    if not site.name.startswith(_table().libraries):
        return []
    keywords = _table().keywords
    return [each.name for each in site.call.keywords if each.name in keywords and _is_plain(each.value)]


def _is_plain(value: Value) -> bool:
    return value.kind == "number" or (
        value.kind in {"tuple", "list"} and all(each.kind == "number" for each in value.parts)
    )


class _Table(NamedTuple):
    files: frozenset[str]
    keywords: frozenset[str]
    libraries: tuple[str, ...]


@cache
def _table() -> _Table:
    raw = read_table(__file__, "parameters.toml")
    return _Table(frozenset(raw["files"]), frozenset(raw["keywords"]), tuple(raw["libraries"]))
