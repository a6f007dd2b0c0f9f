"""Whether a fitted model that appeared was fitted by this code, or only loaded or copied from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FITS = re.compile(r"(?:\b|_)(?:fit(?!_transform)|train(?!_test_split)|cross_val|learn)\w*\s*\(")
_TAKES = re.compile(
    r"\b(?:load\w*|read_pickle|from_pretrained|download\w*|deepcopy|copy)\s*\(|\b(?:best_estimator_|named_steps|estimators_)\b"
)


def fits(code: str) -> bool:
    """True where code calls something that fits or trains by its name."""
    return _FITS.search(code) is not None


def was_only_taken(cells: Iterable[str]) -> bool:
    """True where code loads or copies and never fits: the model's history is unknown, so nothing is said."""
    texts = list(cells)
    return any(_TAKES.search(text) for text in texts) and not any(map(fits, texts))
