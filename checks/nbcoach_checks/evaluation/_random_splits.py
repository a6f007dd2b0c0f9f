"""Where rows are divided at random, without a look at what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.ancestry import Ancestry
    from nbcoach.notebook.model import Value

_SPLIT = "sklearn.model_selection.train_test_split"
_CROSS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})
_ALWAYS = regex(
    r"^sklearn\.model_selection\.(?:Stratified)?(?:ShuffleSplit|Repeated(?:Stratified)?KFold)$|RepeatedStratifiedKFold$"
)
_IF_TOLD = frozenset({"sklearn.model_selection.KFold", "sklearn.model_selection.StratifiedKFold"})
_METHODS = frozenset({"train_test_split", "split", *_CROSS})


class RandomSplit(NamedTuple):
    """A call that divides rows at random, and everything behind these."""

    site: CallSite
    rows: Ancestry


def random_splits(notebook: Notebook) -> Iterator[RandomSplit]:
    """Every random division of rows, in order."""
    for site in notebook.calls_of(_METHODS):
        rows = _rows(notebook, site)
        if rows:
            yield RandomSplit(site, notebook.ancestry(site.cell, *rows, stores=True))


def may_split(notebook: Notebook) -> bool:
    """False for a notebook that surely divides nothing at random; costs nothing."""
    return "sklearn" in notebook.imports and bool(notebook.calls_of(_METHODS))


def _rows(notebook: Notebook, site: CallSite) -> tuple[Value, ...]:
    """The rows that a call divides at random; none for other calls."""
    if site.name == _SPLIT:
        shuffle = site.call.keyword("shuffle")
        is_random = shuffle is None or notebook.constant(site.cell, shuffle) is True
        return site.call.arguments if is_random else ()
    if site.method == "split":
        maker = site.call.function
        is_random = site.name.startswith("sklearn.model_selection.") and _is_random(notebook, site.cell, maker)
        return site.call.arguments[:2] if is_random else ()
    cv = site.call.keyword("cv")
    is_random = cv is not None and site.name.startswith("sklearn.") and _is_random(notebook, site.cell, cv)
    return site.call.arguments[1:3] if is_random else ()


def _is_random(notebook: Notebook, cell: Cell, splitter: Value) -> bool:
    """True for a splitter that shuffles."""
    made = [notebook.site_at(place) for place in notebook.ancestry(cell, splitter).calls]
    for site in made:
        if site is None:
            continue
        if _ALWAYS.search(site.name):
            return True
        shuffle = site.call.keyword("shuffle")
        if site.name in _IF_TOLD and shuffle is not None and notebook.constant(site.cell, shuffle) is True:
            return True
    return False
