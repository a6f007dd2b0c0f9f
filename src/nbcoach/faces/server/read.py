"""The notebook in a request, as the core reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from nbcoach.notebook import parse_notebook

if TYPE_CHECKING:
    from pathlib import PurePath

    from nbcoach.notebook import Notebook
    from nbcoach.wire.requests import LiveNotebook


def read_live(live: LiveNotebook, path: PurePath | str | None = None) -> Notebook:
    """An open notebook, saved or not; `path` is how the notebook is to be called, or its real file."""
    return parse_notebook(msgspec.json.encode(live), None if path is None else str(path))
