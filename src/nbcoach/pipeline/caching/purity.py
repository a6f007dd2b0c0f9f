"""Why a step may give another result in another run of the same code: the clock, the network, unseeded draws, a shell.

Read from the code alone, for pipelines that were not observed; where a run was observed, `pipeline.yaml` says it.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Notebook


class Seeds:
    """The generators that were seeded so far, by the name of their library; state carries them to the next step."""

    def __init__(self) -> None:
        self.seeded: set[str] = set()


def why_impure(notebook: Notebook, seeds: Seeds) -> tuple[str, ...]:
    """The reasons, each as a phrase: `reads the clock (cell 3)`; empty for what gives the same again."""
    if not notebook.is_python:
        return (f"is in {notebook.language}, which is not read",)
    table = _table()
    for site in notebook.calls:
        seeds.seeded |= {library for library, names in table["seeds"].items() if _is_any(site.name, names)}
    return tuple(dict.fromkeys(_reasons(notebook, seeds)))


def _reasons(notebook: Notebook, seeds: Seeds) -> Iterator[str]:
    table = _table()
    for site in notebook.calls:
        for reason, names in table["reasons"].items():
            if _is_any(site.name, names):
                yield f"{reason} ({site.name})"
        if _draws(site, seeds):
            yield f"draws from an unseeded generator ({site.name or site.method})"
    for _, magic in notebook.magics():
        if magic.is_shell or magic.name.lstrip("%") in table["shell"]["magics"]:
            yield "runs a shell command"


def _draws(site: CallSite, seeds: Seeds) -> bool:
    table = _table()
    if _is_any(site.name, table["generators"]["names"]):
        return not site.call.arguments and not site.call.keywords
    for library, names in table["draws"].items():
        if library not in seeds.seeded and _is_any(site.name, names):
            return not _is_any(site.name, table["generators"]["no_draws"])
    if "numpy" in seeds.seeded or not _is_any(site.name, table["estimators"]["names"]):
        return False
    return site.call.keyword("random_state") is None


def _is_any(name: str, patterns: list[str]) -> bool:
    return bool(name) and any(fnmatchcase(name, each) if "*" in each else name == each for each in patterns)


@cache
def _table() -> dict[str, Any]:
    return read_table(__file__, "purity.toml")
