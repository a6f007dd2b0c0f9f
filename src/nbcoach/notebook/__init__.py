"""What a notebook is: read once into a value that answers questions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbcoach.notebook.flow import BindingSite, UseSite
    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.read import parse_notebook, read_notebook

_HOMES = {
    "BindingSite": "flow",
    "CallSite": "link",
    "Cell": "link",
    "Notebook": "link",
    "UseSite": "flow",
    "parse_notebook": "read",
    "read_notebook": "read",
}
"""The module of each name; loaded on first use, as what is known of a notebook already need not be read."""

__all__ = ["BindingSite", "CallSite", "Cell", "Notebook", "UseSite", "parse_notebook", "read_notebook"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
