"""What a run found, as text for people and programs.

A file here whose name is one word is a format of `nbcoach lint`: it exposes `render(report, look)`, which yields the
pieces of the text, line breaks included. Adding a format is adding a file.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.checking import Report


class Look(NamedTuple):
    """How a report may look, and where it is read.

    Args:
        colours: Whether the place where it goes shows them.
        width: How many columns wide an excerpt may be.
        below_root: The working directory as seen from the root of its repository; empty at the root or outside of any.
    """

    colours: bool = False
    width: int = 120
    below_root: str = ""


def formats() -> tuple[str, ...]:
    """The names of the formats; `text` first, as it is the one that people read."""
    stems = [name.removesuffix(".py") for name in os.listdir(Path(__file__).parent)]  # noqa: PTH208 - at each start
    return tuple(sorted((stem for stem in stems if stem.isalpha()), key=lambda stem: (stem != "text", stem)))


def renderer(name: str) -> Callable[[Report, Look], Iterator[str]]:
    """What turns a report into the text of a format that `formats` names."""
    render: Callable[[Report, Look], Iterator[str]] = import_module(f"{__name__}.{name}").render
    return render
