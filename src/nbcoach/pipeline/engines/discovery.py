"""Finds engines by their entry points; only the one that is asked for is imported."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from nbcoach.pipeline.engines.contract import Engine

GROUP = "nbcoach.engines"


def names() -> tuple[str, ...]:
    """The names of the installed engines, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def load(name: str) -> Engine:
    """The engine of a name.

    Raises:
        BadCallError: There is no such engine, or its package cannot be imported.
    """
    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        raise BadCallError(f"There is no engine {name}.", f"Installed: {', '.join(names()) or 'none'}.")
    try:
        engine: Engine = point.load()()
    except Exception as error:
        raise BadCallError(
            f"The engine {name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}.",
            "Install its package again, or remove it.",
        ) from error
    return engine
