"""The answer among the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.training import trainings
from nbcoach_checks.evaluation._column_names import dropped
from nbcoach_checks.evaluation._columns import features, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value
    from nbcoach.project import Project
    from nbcoach_checks.evaluation._columns import Selection

_FITS = frozenset({"fit", "cross_val_score", "cross_validate", "cross_val_predict"})
_OWNERS = ("sklearn.", "xgboost.", "lightgbm.", "catboost.", "imblearn.", "keras.", "ngboost.", "autosklearn.", "?")
_CROSS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})
_CHOOSING = (
    "sklearn.compose.",
    "sklearn_pandas.",
    "__main__.",
    "sklearn.preprocessing.FunctionTransformer",
    "feature_engine.",
)
"""What may pick the columns itself, inside a pipeline."""
_MOST = 30


class TargetInFeatures(Check):
    """Trains on a table that still holds the column to be predicted.

    ## Why it matters
    The model reads the answer off its input. The score is close to perfect, and the model is of no use: where it has
    to work, that column is what nobody knows yet.

    ## What to do
    Take the target out before the split: `X = frame.drop(columns=["price"])`, `y = frame["price"]`. A score that is
    too good to be true asks for a look at the columns first.
    """

    severity = Severity.WARNING
    level = 0
    capability = "standard-eval-suite"
    sources = (
        "https://scikit-learn.org/stable/common_pitfalls.html#data-leakage",
        "https://developers.google.com/machine-learning/crash-course/overfitting/data-characteristics",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            from sklearn.ensemble import RandomForestRegressor
            houses = pd.read_csv("houses.csv")
            X = houses.drop(columns=["id"])  # expect: target-in-features
            y = houses["price"]
            model = RandomForestRegressor(random_state=0).fit(X, y)
            """,
            good="""
            import pandas as pd
            from sklearn.ensemble import RandomForestRegressor
            houses = pd.read_csv("houses.csv")
            X = houses.drop(columns=["id", "price"])
            y = houses["price"]
            model = RandomForestRegressor(random_state=0).fit(X, y)
            """,
        ),
        Example(
            bad="""
            import pandas as pd
            from sklearn.model_selection import train_test_split
            from sklearn.tree import DecisionTreeClassifier
            loans = pd.read_csv("loans.csv")
            names = ["income", "age", "paid"]
            X, y = loans[names], loans.paid  # expect: target-in-features
            X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
            tree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)
            """,
            good="""
            import pandas as pd
            from sklearn.tree import DecisionTreeClassifier
            loans = pd.read_csv("loans.csv")
            y = loans.pop("paid")
            tree = DecisionTreeClassifier(random_state=0).fit(loans, y)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if not notebook.calls_of(_FITS) or _changes_in_loops(notebook):
            return
        told = set()
        for site in [each.site for each in trainings(notebook)][:_MOST]:
            leak = _leak(notebook, site)
            if leak is None:
                continue
            selected = leak.selected
            key = (selected.frame, selected.is_whole or (selected.cell.index, selected.value.span), leak.column)
            if key not in told:
                told.add(key)
                message = f"`{leak.column}` is what the model shall predict, and it is still among the features."
                yield self.finding(message, selected.cell, selected.value.span, *_fixes(notebook, leak))


class _Leak(NamedTuple):
    selected: Selection
    column: str


def _changes_in_loops(notebook: Notebook) -> bool:
    """True where columns are dropped in place from the frames of a loop, which then go by other names."""
    for site in notebook.calls_of(frozenset({"drop", "pop"})):
        function = site.call.function
        bound = notebook.definition(site.cell, function) if function.kind == "name" else None
        if bound is not None and bound.binding.kind == "for":
            return True
    return False


def _leak(notebook: Notebook, site: CallSite) -> _Leak | None:
    """The target that a training finds among the features."""
    rows, answers = _given(site)
    if rows is None or answers is None or not site.name.startswith(_OWNERS):
        return None
    wanted = target(notebook, site.cell, answers)
    selected = features(notebook, site.cell, rows) if wanted is not None else None
    if wanted is None or selected is None or selected.frame != wanted.frame or not selected.holds(wanted.column):
        return None
    if _chooses_columns(notebook, site):
        return None
    if selected.is_whole:
        selected = selected._replace(cell=site.cell, value=rows)
    return _Leak(selected, wanted.column)


def _given(site: CallSite) -> tuple[Value | None, Value | None]:
    """The features and the target that a training is given."""
    first = 1 if site.method in _CROSS else 0
    if site.method not in _FITS:
        return None, None
    return site.argument(first, "X") or site.call.keyword("x"), site.argument(first + 1, "y")


def _chooses_columns(notebook: Notebook, site: CallSite) -> bool:
    """True for a model that may take only some columns of what it is given."""
    value = site.call.arguments[0] if site.method in _CROSS and site.call.arguments else site.call.function
    return any(name.startswith(_CHOOSING) for name in notebook.ancestry(site.cell, value).names)


def _fixes(notebook: Notebook, leak: _Leak) -> tuple[Fix, ...]:
    """To drop the column where the features are selected, if that is spelled out there."""
    cell, value = leak.selected.cell, leak.selected.value
    edit: TextEdit | None = None
    if leak.selected.is_whole:
        return ()
    if value.kind == "call" and cell.facts.calls[value.call].function.text.endswith("drop"):
        columns = dropped(notebook, cell, cell.facts.calls[value.call])
        edit = _also_dropped(cell, columns, leak.column) if columns is not None else None
    elif value.kind == "subscript":
        edit = _without(cell, value.parts[1], leak.column)
    return (Fix(title=f"Drop {leak.column} from the features", edits=(edit,)),) if edit else ()


def _also_dropped(cell: Cell, columns: Value, column: str) -> TextEdit | None:
    if columns.kind == "list" and columns.parts:
        last = columns.parts[-1]
        return _put_in(cell, last.end_line, last.end_column, f', "{column}"')
    if columns.kind == "string" and columns.line == columns.end_line:
        old = cell.source.split("\n")[columns.line - 1][columns.column : columns.end_column]
        return TextEdit(cell.index, *columns.span, old=old, new=f'[{old}, "{column}"]')
    return None


def _put_in(cell: Cell, line: int, column: int, text: str) -> TextEdit:
    return TextEdit(cell.index, line, column, line, column, old="", new=text)


def _without(cell: Cell, names: Value, column: str) -> TextEdit | None:
    """The edit that takes a name out of a list on one line."""
    if names.kind != "list" or names.line != names.end_line or len(names.parts) < 2:
        return None
    at = next((index for index, each in enumerate(names.parts) if each.text == column), -1)
    if at < 0:
        return None
    start = names.parts[at - 1].end_column if at else names.parts[0].column
    end = names.parts[at].end_column if at else names.parts[1].column
    old = cell.source.split("\n")[names.line - 1][start:end]
    return TextEdit(cell.index, names.line, start, names.line, end, old=old, new="")
