"""What a measure says: the accuracy only, an error, or what holds its own comparison (the table is `kinds.toml`)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.learning import Measure

_WORD = regex(r"[a-z]+\d?|[A-Z][a-z]*\d?")
_CROSS = frozenset({"cross_val_score", "cross_validate"})


class Kinds(NamedTuple):
    classifiers: Wildcards
    accuracy: Wildcards
    beyond: frozenset[str]
    weights: frozenset[str]
    weighing: frozenset[str]
    relative: frozenset[str]
    compared: frozenset[str]
    lower: frozenset[str]


@lru_cache(maxsize=16384)
def words(name: str) -> frozenset[str]:
    """The words of a name in lower case, and the name itself: `roc`, `auc`, `score` of `roc_auc_score`."""
    return frozenset([word.lower() for word in _WORD.findall(name)]) | {name.lower()}


def is_accuracy(notebook: Notebook, measure: Measure) -> bool:
    """True for a measure that is surely the share of right classes."""
    site = measure.site
    if kinds().accuracy.match(site.name):
        return True
    if site.method == "score":
        return bool(kinds().classifiers.match(site.name.rpartition(".")[0].removesuffix(".fit()")))
    return site.method in _CROSS and _is_default_of_classifier(notebook, site)


def _is_default_of_classifier(notebook: Notebook, site: CallSite) -> bool:
    scoring = site.argument(-1, "scoring")
    if scoring is not None:
        return scoring.text == "accuracy"
    model = site.argument(0, "estimator")
    return model is not None and bool(
        kinds().classifiers.match(notebook.resolve(site.cell, model).removesuffix(".fit()"))
    )


@cache
def kinds() -> Kinds:
    raw = read_table(__file__, "kinds.toml")
    return Kinds(
        classifiers=Wildcards(raw["classifiers"]),
        accuracy=Wildcards(raw["accuracy"]),
        beyond=frozenset(raw["beyond"]),
        weights=frozenset(raw["weights"]),
        weighing=frozenset(raw["weighing"]),
        relative=frozenset(raw["relative"]),
        compared=frozenset(raw["compared"]),
        lower=frozenset(raw["lower"]),
    )
