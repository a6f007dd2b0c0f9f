"""The future in the training data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach_checks.evaluation._random_splits import may_split, random_splits
from nbcoach_checks.evaluation._time_series import is_timed, may_be_timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.project import Project


class ShuffledTimeSeries(Check):
    """Splits rows that follow each other in time at random.

    ## Why it matters
    Half of what stands around a test row in time is in the training data: the model fills a gap between Monday and
    Wednesday, and is never asked for next week. The score says nothing of the forecast that is wanted.

    ## What to do
    Train on the past and test on what comes after: `train_test_split(…, shuffle=False)` on rows in the order of time,
    or `TimeSeriesSplit` for cross-validation.
    """

    severity = Severity.HINT
    level = 1
    capability = "standard-eval-suite"
    sources = (
        "https://scikit-learn.org/stable/modules/cross_validation.html#cross-validation-of-time-series-data",
        "https://otexts.com/fpp3/accuracy.html",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            demand = pd.read_csv("demand.csv", index_col="date", parse_dates=True)
            X, y = demand[["degrees"]], demand["mwh"]
            X_train, X_test, y_train, y_test = train_test_split(  # expect: shuffled-time-series
                X, y, test_size=0.2, random_state=0
            )
            """,
            good="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            demand = pd.read_csv("demand.csv", index_col="date", parse_dates=True)
            X, y = demand[["degrees"]], demand["mwh"]
            X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, shuffle=False)
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            from sklearn.model_selection import KFold, cross_val_score
            sales = pd.read_csv("sales.csv")
            sales["last"] = sales["sold"].shift(1)
            folds = KFold(5, shuffle=True, random_state=0)
            scores = cross_val_score(Ridge(), sales[["last"]], sales["sold"], cv=folds)  # expect: shuffled-time-series
            """,
            good="""
            import pandas as pd
            from sklearn.linear_model import Ridge
            from sklearn.model_selection import TimeSeriesSplit, cross_val_score
            sales = pd.read_csv("sales.csv")
            sales["last"] = sales["sold"].shift(1)
            scores = cross_val_score(Ridge(), sales[["last"]], sales["sold"], cv=TimeSeriesSplit(5))
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not may_split(notebook) or not may_be_timed(notebook):
            return
        for split in random_splits(notebook):
            if is_timed(notebook, split):
                message = (
                    "These rows follow each other in time, and are split at random: the model trains on the future."
                )
                yield self.finding(message, split.site.cell, split.site.span, *_fixes(split.site))


def _fixes(site: CallSite) -> tuple[Fix, ...]:
    """To split without shuffling, where the call has room for it and does not stratify."""
    call = site.call
    if site.method != "train_test_split" or call.is_open or call.keyword("stratify") is not None:
        return ()
    index, shuffle = site.cell.index, call.keyword("shuffle")
    if shuffle is not None:
        edit = TextEdit(index, *shuffle.span, old="True", new="False") if shuffle.text == "True" else None
    else:
        values = [*call.arguments, *[keyword.value for keyword in call.keywords]]
        last = max(values, key=lambda each: (each.end_line, each.end_column))
        is_last = _ends(site, last.end_line, last.end_column)
        at = (last.end_line, last.end_column)
        edit = TextEdit(index, *at, *at, old="", new=", shuffle=False") if is_last else None
    return (Fix(title="Split in the order of the rows: shuffle=False", edits=(edit,)),) if edit else ()


def _ends(site: CallSite, line: int, column: int) -> bool:
    """True where nothing but blanks and a comma stands between a place and the closing bracket of a call."""
    lines = site.cell.source.split("\n")[line - 1 : site.call.end_line]
    lines[-1] = lines[-1][: site.call.end_column - 1]
    lines[0] = lines[0][column:]
    return not "".join(lines).strip(", \t")
