"""Names that mean one thing above and another below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.model import STORES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import BindingSite, Notebook
    from nbcoach.project import Project

_APART = 3
"""Code cells between two meanings; what is nearer is seen at a glance."""
_SHORT = 2
_PASSING = frozenset(
    {
        "fig",
        "ax",
        "axes",
        "axs",
        "plot",
        "plt",
        "res",
        "result",
        "results",
        "tmp",
        "temp",
        "ret",
        "out",
        "output",
        "start",
        "end",
    }
    | {
        "line",
        "lines",
        "row",
        "col",
        "idx",
        "index",
        "key",
        "val",
        "value",
        "item",
        "text",
        "msg",
        "count",
        "total",
        "grid",
    }
)
"""Names that everybody uses for the moment."""
_READS = ("read_", "load", "genfromtxt", "open", "imread")
_LITERALS = {"list()": "a list", "dict()": "a dictionary", "str()": "a text", "number()": "a number", "set()": "a set"}


class RedefinedName(Check):
    """Binds a name anew, far below, to something of another kind.

    A matter of taste, so it is asked for: many notebooks are a row of independent lessons.

    ## Why it matters
    Between the two places every cell depends on which of them ran last. Somebody goes back to a cell in the middle and
    runs it again, and it takes the other table, or a number in place of a function, without a word.

    ## What to do
    Give each thing a name of its own: `train` and `holdout` instead of `data` twice. What is only needed for a moment
    belongs into a function, where its names end with it.
    """

    severity = Severity.HINT
    level = 0
    capability = "reproducible-experiments"
    default = False
    sources = (
        "https://doi.org/10.1109/MSR.2019.00077",
        "https://doi.org/10.1145/3290605.3300500",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            data = pd.read_csv("train.csv")
            # %%
            data.describe()
            # %%
            data.corr(numeric_only=True)
            # %%
            data.price.hist()
            # %%
            data = pd.read_csv("holdout.csv")  # expect: redefined-name
            # %%
            data.head()
            """,
            good="""
            import pandas as pd
            train = pd.read_csv("train.csv")
            # %%
            train.describe()
            # %%
            train.corr(numeric_only=True)
            # %%
            train.price.hist()
            # %%
            holdout = pd.read_csv("holdout.csv")
            # %%
            holdout.head()
            """,
        ),
        Example(
            bad="""
            def score(rows):
                return rows.mean()
            # %%
            print(score(first))
            # %%
            print(score(second))
            # %%
            second.describe()
            # %%
            score = 0.87  # expect: redefined-name
            # %%
            print(score)
            """,
            good="""
            def score(rows):
                return rows.mean()
            # %%
            print(score(first))
            # %%
            print(score(second))
            # %%
            second.describe()
            # %%
            best = score(second)
            # %%
            print(best)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        found = [turn for name in notebook.flow.global_names() if _is_telling(name) and (turn := _turn(notebook, name))]
        for turn in sorted(found, key=lambda each: each.site.place):
            message = (
                f"`{turn.site.binding.name}` is {turn.now} from here on, and {turn.before} since cell {turn.since + 1}."
            )
            yield self.finding(message, turn.site.cell, turn.site.span)


class _Turn(NamedTuple):
    """Where a name gets another meaning: what it is `now`, what it was `before`, since which cell."""

    site: BindingSite
    now: str
    before: str
    since: int


def _is_telling(name: str) -> bool:
    return len(name) >= _SHORT and name not in _PASSING and not name.startswith("_")


def _turn(notebook: Notebook, name: str) -> _Turn | None:
    """The first place where a name gets another meaning, far from the earlier one and after its use there."""
    bound = [site for site in notebook.bindings_of(name) if site.binding.kind not in STORES]
    if len(bound) < 2 or any(site.binding.kind not in _BINDING or site.binding.index >= 0 for site in bound):
        return None
    order = {cell.index: number for number, cell in enumerate(notebook.code)}
    for first, second in pairwise(bound):
        if order[second.cell.index] - order[first.cell.index] < _APART or first.binding.block or second.binding.block:
            continue
        before, now = _meaning(notebook, first), _meaning(notebook, second)
        if before and now and before != now and _is_used(notebook, name, first, second):
            return _Turn(second, now, before, first.cell.index)
    return None


_BINDING = frozenset({"assign", "annotate", "def", "class", "import"})


def _is_used(notebook: Notebook, name: str, first: BindingSite, second: BindingSite) -> bool:
    """True where cells between the two, and below the second, use the name."""
    cells = {use.cell.index for use in notebook.uses_of(name)}
    between = any(first.cell.index < index < second.cell.index for index in cells)
    return between and any(index > second.cell.index for index in cells) and second.cell.index not in cells


def _meaning(notebook: Notebook, site: BindingSite) -> str:
    """What a name is bound to, in words; empty where it is not known."""
    binding = site.binding
    if binding.kind in {"def", "class"}:
        return "a function" if binding.kind == "def" else "a class"
    if binding.kind == "import":
        return f"`{binding.text}`"
    if binding.value is None:
        return ""
    resolved = notebook.resolve(site.cell, binding.value)
    if resolved in _LITERALS:
        return _LITERALS[resolved]
    if binding.value.kind != "call" or not resolved.endswith("()"):
        return ""
    call = site.cell.facts.calls[binding.value.call]
    method = resolved[:-2].rpartition(".")[2]
    if method.startswith(_READS):
        path = notebook.text_of(site.cell, call.arguments[0]) if call.arguments else ""
        return f"what `{path}` holds" if path and "{}" not in path else ""
    return ""
