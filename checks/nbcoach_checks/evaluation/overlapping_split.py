"""Rows that belong together, torn apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.reach import given
from nbcoach.notebook.regex import regex
from nbcoach_checks.evaluation._column_names import constants
from nbcoach_checks.evaluation._random_splits import may_split, random_splits
from nbcoach_checks.evaluation._time_series import is_timed, may_be_timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Place
    from nbcoach.project import Project
    from nbcoach_checks.evaluation._random_splits import RandomSplit

_WHO = regex(
    r"^(?:patient|subject|participant|user|customer|client|person|speaker|session|animal|mouse|household|visitor|student|"
    r"driver|engine|machine|device|vehicle|player|author|writer|donor|volunteer|respondent|rider|sensor|bearing|turbine)s?"
    r"(?:[_ ]?(?:id|no|nr|num|number|code|key|uuid|name))?$|^unit[_ ]?(?:id|no|nr|number)$",
    re.IGNORECASE,
)
_RATED = frozenset({"rating", "ratings", "movieid", "movie_id", "item_id", "itemid", "song_id", "isbn", "book_id"})
"""Columns of a table that says who likes what, where each row is a case of its own."""
_RECOMMENDERS = frozenset({"surprise", "implicit", "lightfm", "spotlight", "recommenders"})
_EACH_ROW = frozenset(
    {"transform", "shift", "cumcount", "cumsum", "rank", "ngroup", "diff", "ffill", "fillna", "pct_change"}
)
"""What a grouping is asked for that gives a value to each row, so that the rows remain."""
_SINGLE = frozenset({"drop_duplicates", "pivot", "pivot_table", "set_index"})
_GROUPED = ".groupby()"


class OverlappingSplit(Check):
    """Splits rows of one patient, customer or stretch of time at random.

    ## Why it matters
    Rows of the same patient are near copies of each other. With some of them in the training data, the model knows the
    patient and need not know the illness; on people whom it has never seen it does worse than the score says.

    ## What to do
    Keep together what belongs together: `GroupShuffleSplit` or `GroupKFold` with the patients as `groups`, and for rows
    in the order of time `TimeSeriesSplit`.
    """

    severity = Severity.HINT
    level = 1
    capability = "standard-eval-suite"
    sources = (
        "https://scikit-learn.org/stable/modules/cross_validation.html#cross-validation-iterators-for-grouped-data",
        "https://scikit-learn.org/stable/modules/cross_validation.html#cross-validation-of-time-series-data",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            beats = pd.read_csv("beats.csv")
            beats["mean"] = beats.groupby("patient_id")["rate"].transform("mean")
            train, test = train_test_split(beats, random_state=0)  # expect: overlapping-split
            """,
            good="""
            import pandas as pd
            from sklearn.model_selection import GroupShuffleSplit
            beats = pd.read_csv("beats.csv")
            beats["mean"] = beats.groupby("patient_id")["rate"].transform("mean")
            splitter = GroupShuffleSplit(n_splits=1, random_state=0)
            train, test = next(splitter.split(beats, groups=beats["patient_id"]))
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            demand = pd.read_csv("demand.csv").set_index("date")
            train, test = train_test_split(demand, random_state=0)  # expect: overlapping-split
            """,
            good="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            visits = pd.read_csv("visits.csv")
            customers = visits.groupby("customer_id").agg({"spent": "sum", "days": "max"})
            train, test = train_test_split(customers, random_state=0)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not may_split(notebook):
            return
        groups, timed = _groups(notebook), may_be_timed(notebook)
        for split in random_splits(notebook) if groups or timed else ():
            column = _torn(notebook, split, groups)
            if column:
                message = f"Rows of one `{column}` land on both sides of this split."
                yield self.finding(message, split.site.cell, split.site.span)
            elif timed and is_timed(notebook, split):
                message = "Rows that stand side by side in time land on both sides of this split."
                yield self.finding(message, split.site.cell, split.site.span)


class _Group(NamedTuple):
    """A column by which rows are grouped, and the bindings behind the frame that holds them."""

    column: str
    bindings: frozenset[Place]


def _groups(notebook: Notebook) -> tuple[_Group, ...]:
    """The groupings by who or what rows are of; none in a notebook that splits by group somewhere."""
    calls = notebook.calls_of(frozenset({"groupby"}))
    named = [(site, column) for site in calls for column in _columns(notebook, site) if _WHO.match(column)]
    if not named or _knows_groups(notebook) or _is_of_ratings(notebook):
        return ()
    modules = {each.place for each in notebook.import_sites}
    return tuple(
        _Group(column, frozenset(notebook.ancestry(site.cell, site.call.function).bindings - modules))
        for site, column in named
    )


def _columns(notebook: Notebook, site: CallSite) -> tuple[str, ...]:
    value = site.argument(0, "by")
    if value is None:
        return ()
    only = notebook.constant(site.cell, value)
    return (only,) if isinstance(only, str) else constants(notebook, site.cell, value) or ()


def _knows_groups(notebook: Notebook) -> bool:
    """True where rows are kept together by a splitter, somewhere."""
    if any(
        site.binding.text.rpartition(".")[2].startswith(("Group", "LeaveOneGroup", "StratifiedGroup"))
        for site in notebook.import_sites
    ):
        return True
    return any(site.call.keyword("groups") is not None for site in notebook.calls)


def _is_of_ratings(notebook: Notebook) -> bool:
    if notebook.imports & _RECOMMENDERS:
        return True
    return any(text.text.lower() in _RATED for cell in notebook.code for text in cell.facts.strings)


def _torn(notebook: Notebook, split: RandomSplit, groups: tuple[_Group, ...]) -> str:
    """The column whose rows a split tears apart; empty where they are summed up before, or of another table."""
    if any(
        _GROUPED in name and name.rpartition(".")[2] not in _EACH_ROW and not name.endswith("[]")
        for name in split.rows.names
    ):
        return ""
    for group in groups:
        if group.bindings & split.rows.bindings and not _is_single(notebook, split, group.column):
            return group.column
    return ""


def _is_single(notebook: Notebook, split: RandomSplit, column: str) -> bool:
    """True where one row of each group was kept."""
    sites = (notebook.site_at(place) for place in split.rows.calls)
    keeping = [site for site in sites if site is not None and site.method in _SINGLE]
    return any(not site.call.arguments or column in _texts(site) for site in keeping)


def _texts(site: CallSite) -> set[str]:
    values = given(site.call)
    return {each.text for value in values for each in (value, *value.parts)}
