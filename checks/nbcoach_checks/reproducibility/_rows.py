"""Rows that are sampled, divided or shuffled: by frames of pandas, Spark and others, and by data sets of a hub."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex
from nbcoach_checks.reproducibility._randomness import Split, tables

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value

_FRAME_NAME = regex(r"(?:^|_)(?:df|data|frame|dataset|train|test|X|y)(?:\d|_|$|s$)|df$")
_NO_FRAME = regex(
    r"(?i)model|gan\b|vae|synth|dist|prior|posterior|policy|buffer|memory|replay|space|chain|sampler|copula|gmm|kde|random"
    r"|rng|net|env|agent|process|flow|tree|graph|search|generator|decoder|diffusion"
)


def is_frame(notebook: Notebook, site: CallSite) -> bool:
    """True for `sample` of a data frame: by where it comes from, by its arguments, or by its usual names."""
    receiver = site.name.removesuffix(".sample")
    known = tables()
    if receiver.partition(".")[0] in known.frame_packages:
        return "()" in receiver
    if receiver.partition(".")[0] in known.other_samplers or _is_of_own_class(notebook, receiver):
        return False
    if {keyword.name for keyword in site.call.keywords} & known.frame_arguments:
        return True
    arguments = site.call.arguments
    owner = site.call.function.text.rpartition(".")[0]
    by_count = len(arguments) <= 1 and all(each.kind in {"number", "name"} for each in arguments)
    if not by_count or "pandas" not in notebook.imports:
        return False
    counted = bool(arguments) and arguments[0].kind == "number" and arguments[0].text.isdigit()
    return bool(_FRAME_NAME.search(owner)) or (counted and bool(owner) and not _NO_FRAME.search(owner))


def _is_of_own_class(notebook: Notebook, receiver: str) -> bool:
    """True for an object of a class of the notebook, which has a `sample` of its own."""
    name = receiver.removeprefix("__main__.").partition("()")[0]
    return receiver.startswith("__main__.") and any(each.binding.kind == "class" for each in notebook.bindings_of(name))


def seed_of_sample(site: CallSite) -> Value | None:
    """The seed of `sample`: of a Spark frame it may stand last, behind the fraction."""
    given = site.call.keyword("random_state") or site.call.keyword("seed")
    numbers = [each for each in site.call.arguments if each.kind == "number"]
    return given or (numbers[-1] if len(numbers) > 1 and "pandas" not in site.name else None)


@lru_cache(maxsize=4096)
def _is_splitting(name: str) -> bool:
    split = tables().splits.get(name.rpartition(".")[2])
    return split is not None and "." in name and name.startswith(split.packages)


def split_of(site: CallSite) -> Split | None:
    return tables().splits[site.method] if _is_splitting(site.name) else None
