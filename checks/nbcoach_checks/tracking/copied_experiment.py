"""Experiments that were copied and edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Span
    from nbcoach.project import Project

_COPIES = 3
_SHORTEST = 40
_TOKEN = regex(
    r"(?P<text>[rbfRBF]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'))|(?P<remark>#[^\n]*)"
    r"|(?P<number>(?<![\w.])\d[\w.]*(?:[eE][-+]\d+)?)|(?P<name>[^\W\d]\w*)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_COUNT = regex(r"\d+")


class CopiedExperiment(Check):
    """Trains by cells that are copies of each other but for the values in them.

    ## Why it matters
    A mistake that is mended in one copy stays in the others, and so does the metric that was added to one. Which values
    were tried stands nowhere but in the copies, and the fourth is made by copying again.

    ## What to do
    Write the cell as one function of what differs, `train(depth, rate)`, and call it in a loop that records each run;
    or hand the values to a search: `GridSearchCV`, Optuna, `nbcoach run --sweep`.
    """

    severity = Severity.HINT
    level = 1
    capability = "hpo"
    sources = (
        "https://scikit-learn.org/stable/modules/grid_search.html",
        "https://doi.org/10.1109/MSR.2019.00077",
    )
    examples = (
        Example(
            bad="""
            from sklearn.svm import SVC
            # %%
            model = SVC(C=1).fit(X_train, y_train)
            print("C=1", model.score(X_test, y_test))
            # %%
            model = SVC(C=10).fit(X_train, y_train)
            print("C=10", model.score(X_test, y_test))
            # %%
            model = SVC(C=30).fit(X_train, y_train)  # expect: copied-experiment
            print("C=30", model.score(X_test, y_test))
            # %%
            model = SVC(C=100).fit(X_train, y_train)
            print("C=100", model.score(X_test, y_test))
            """,
            good="""
            from sklearn.svm import SVC
            for C in (1, 10, 100):
                model = SVC(C=C).fit(X_train, y_train)
                print(C, model.score(X_test, y_test))
            """,
        ),
        Example(
            bad="""
            from sklearn.linear_model import Ridge
            # %%
            model1 = Ridge(alpha=0.1)
            model1.fit(X, y, sample_weight=weights)
            # %%
            model2 = Ridge(alpha=0.2)
            model2.fit(X, y, sample_weight=weights)
            # %%
            model3 = Ridge(alpha=0.3)  # expect: copied-experiment
            model3.fit(X, y, sample_weight=weights)
            """,
            good="""
            model1 = Ridge(alpha=0.1)
            model1.fit(X, y, sample_weight=weights)
            # %%
            model2 = Lasso(alpha=0.1, positive=True)
            model2.fit(X, y, sample_weight=weights)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        trained = trainings(notebook)
        if len(trained) < _COPIES:
            return
        spans: dict[int, Span] = {}
        for each in trained:
            spans.setdefault(each.site.cell.index, each.site.span)
        if len(spans) < _COPIES:
            return
        groups: dict[str, list[Cell]] = {}
        for index in spans:
            cell = notebook.cells[index]
            form = _form(cell.source)
            if len(form) >= _SHORTEST:
                groups.setdefault(form, []).append(cell)
        for cells in sorted(groups.values(), key=lambda each: each[0].index):
            if len(cells) >= _COPIES and len({each.source for each in cells}) >= _COPIES:
                others = _listed(cells)
                message = (
                    f"Cells {others} train alike and differ in their values alone: a mistake has to be mended in each."
                )
                yield self.finding(message, cells[_COPIES - 1], _first_line(cells[_COPIES - 1]))


def _listed(cells: list[Cell]) -> str:
    """The numbers of some cells, as people count them."""
    numbers = [str(each.index + 1) for each in cells[:6]]
    return ", ".join(numbers[:-1]) + (f" and {numbers[-1]}" if len(cells) <= 6 else f", {numbers[-1]} and more")


def _first_line(cell: Cell) -> Span:
    from nbcoach.notebook.model import Span  # noqa: PLC0415 - a type above, a value here

    lines = cell.source.split("\n")
    number = next(at for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#"))
    return Span(number, 0, number, len(lines[number - 1]))


def _form(source: str) -> str:
    """A cell's code without its literals, remarks, spaces and the digits in its names."""
    made = []
    for found in _TOKEN.finditer(source):
        kind = found.lastgroup
        if kind in {"text", "number"}:
            made.append("0")
        elif kind == "name":
            made.append(_COUNT.sub("0", found.group()) + " ")
        elif kind == "other":
            made.append(found.group())
    return "".join(made)
