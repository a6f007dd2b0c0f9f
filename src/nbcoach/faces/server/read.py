"""The notebook in a request, as the core reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from nbcoach.notebook import parse_notebook

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.wire.requests import LiveNotebook


def read_live(live: LiveNotebook, path: str | None = None) -> Notebook:
    """An open notebook, saved or not; `path` is its place below the server's root."""
    document: dict[str, Any] = msgspec.to_builtins(live)
    return parse_notebook(document, path)
