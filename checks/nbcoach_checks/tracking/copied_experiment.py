"""Experiments that were copied and edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import Span
from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import trainings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
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
        made = {each.site.cell.index: each.site.cell for each in trained if _is_made_here(notebook, each.site)}
        alike = _groups(made.values(), _size)
        for cells in [group for each in alike for group in _groups(each, _form)]:
            values = {_form(each, values=True) for each in cells}
            if len(values) >= _COPIES and len(_form(cells[0])) >= _SHORTEST:
                others = _listed(cells)
                message = f"Cells {others} train alike and differ in their values alone: mend one, and the others stay."
                yield self.finding(message, cells[_COPIES - 1], _first_line(cells[_COPIES - 1]))


def _is_made_here(notebook: Notebook, site: CallSite) -> bool:
    """True where the cell makes the model that it trains: else what differs stands in other cells."""
    function = site.call.function
    if function.kind != "name" or "." not in function.text:
        return True
    bound = notebook.definition(site.cell, function)
    return bound is None or bound.binding.kind == "import" or bound.cell is site.cell


def _groups(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> list[list[Cell]]:
    """The cells that have a key in common, where they are enough."""
    groups: dict[Hashable, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(key(cell), []).append(cell)
    return [each for each in groups.values() if len(each) >= _COPIES]


def _size(cell: Cell) -> Hashable:
    """What copies have in common, and is there without reading the code again."""
    facts = cell.facts
    return len(facts.calls), len(facts.bindings), len(facts.names), len(facts.statements), len(facts.strings)


def _listed(cells: list[Cell]) -> str:
    """The numbers of some cells, as people count them."""
    numbers = [str(each.index + 1) for each in cells[:6]]
    return ", ".join(numbers[:-1]) + (f" and {numbers[-1]}" if len(cells) <= 6 else f", {numbers[-1]} and more")


def _first_line(cell: Cell) -> Span:
    lines = cell.source.split("\n")
    number = next(at for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#"))
    return Span(number, 0, number, len(lines[number - 1]))


def _form(cell: Cell, *, values: bool = False) -> str:
    """A cell's code without remarks, spaces and the digits in its names, and without its literals if not asked for."""
    made = []
    for found in _TOKEN.finditer(cell.source):
        kind = found.lastgroup
        if kind in {"text", "number"}:
            made.append(found.group() if values else "0")
        elif kind == "name":
            made.append(_COUNT.sub("0", found.group()) + " ")
        elif kind == "other":
            made.append(found.group())
    return "".join(made)
