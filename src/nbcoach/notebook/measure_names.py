"""How what measures a model is called: the table `measures.toml`, and the names of measures by hand."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

SUMMARIES = frozenset(
    {
        "mean",
        "sum",
        "average",
        "nanmean",
        "reduce_mean",
        "reduce_sum",
        "sqrt",
        "median",
        "count_nonzero",
        "norm",
        "item",
    }
)
COMPARED = frozenset(
    {"pandas.crosstab", "numpy.corrcoef", "scipy.stats.pearsonr", "scipy.stats.spearmanr", "scipy.stats.kendalltau"}
    | {"scipy.stats.stats.pearsonr", "scipy.stats.stats.spearmanr"}
)
BY_HAND = frozenset({"sum", "len", "pandas.crosstab"})
LOSSES = frozenset({"loss", "cost", "error", "err", "entropy"})
STEPPED = frozenset({"item", "detach"})
FETCHING = frozenset({"run", "eval"})
_WORD = regex(r"[a-z]+\d?|[A-Z][a-z]*\d?")


class Table(Struct, frozen=True):
    metrics: Wildcards
    others: Wildcards
    showing: Wildcards
    boards: Wildcards
    methods: frozenset[str]
    models: tuple[str, ...]
    attributes: frozenset[str]
    words: frozenset[str]
    losses: Wildcards


@cache
def table_of_measures() -> Table:
    raw = read_table(__file__, "measures.toml")
    return Table(
        metrics=Wildcards([*raw["metrics"], *raw["showing"], *raw["boards"]]),
        others=Wildcards(raw["except"]),
        showing=Wildcards([*raw["showing"], *raw["boards"]]),
        boards=Wildcards(raw["boards"]),
        methods=frozenset(raw["methods"]),
        models=tuple(raw["models"]),
        attributes=frozenset(raw["attributes"]),
        words=frozenset(raw["words"]),
        losses=Wildcards(raw["losses"]),
    )


@lru_cache(maxsize=16384)
def may_measure(name: str) -> bool:
    """False for the name of a call that measures nothing, whatever it is given."""
    table, method = table_of_measures(), name.rpartition(".")[2]
    return (
        method in SUMMARIES
        or method in table.methods
        or name in BY_HAND
        or name in COMPARED
        or method in STEPPED
        or method in FETCHING
        or bool(table.words.intersection(words_of(method)))
        or bool(table.losses.match(name))
        or is_metric(name)
    )


@lru_cache(maxsize=4096)
def words_of(method: str) -> frozenset[str]:
    """The words that a name is made of, in lower case: `rmse` and `score` of `rmseScore`."""
    return frozenset([word.lower() for word in _WORD.findall(method)])


@lru_cache(maxsize=4096)
def is_metric(name: str) -> bool:
    return bool(table_of_measures().metrics.match(name))
