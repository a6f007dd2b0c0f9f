"""What rows are called by the notebook, told from their key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.notebook.model import Place
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from nbcoach.notebook import CallSite, Notebook

_PLACE = regex(r"(\d+):(\d+)")
_KEPT_FOR_CHOOSING = regex(
    r"(?:^|_|[a-z](?=V))(?:va|vl|vld|val|valid\w*|dev|eval|oof|cv|tune|tuning)\d*(?:$|_|[A-Z])", re.IGNORECASE
)
_TEST = regex(r"test|(?:^|_)(?:te|tst|ts|holdout|hold_out)\d*(?:$|_)", re.IGNORECASE)


class RowNames:
    """The names that places of a notebook bind."""

    def __init__(self, notebook: Notebook) -> None:
        self._names = {site.place: site.binding.name for site in notebook.bindings}

    def of(self, key: str) -> str:
        """The name of the rows behind a key; the key itself for a name that nothing binds; empty for other rows."""
        found = _PLACE.match(key)
        if found is None:
            return key if key.isidentifier() else ""
        return self._names.get(Place(int(found[1]), int(found[2])), "")

    def are_for_choosing(self, key: str) -> bool:
        """True for rows that are named after validation, which is what models are chosen on."""
        return bool(_KEPT_FOR_CHOOSING.search(self.of(key)))

    def are_for_testing(self, key: str) -> bool:
        """True for rows that are named after the test."""
        name = self.of(key)
        return bool(_TEST.search(name)) and not _KEPT_FOR_CHOOSING.search(name)


def made_at(notebook: Notebook, key: str) -> CallSite | None:
    """The call that made what a key stands for."""
    found = _PLACE.fullmatch(key)
    return notebook.site_at(Place(int(found[1]), int(found[2]))) if found else None
