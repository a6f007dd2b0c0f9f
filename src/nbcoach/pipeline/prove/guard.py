"""Keeps a step that is tried from writing into the user's own folder by an absolute path, as the observed run is kept.

Chance begins in it as in the observed run, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.observe.startup import alike, chance, started
from nbcoach.pipeline.observe.tracking_store import own_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from nbcoach.pipeline.model import Step
    from nbcoach.pipeline.observe import Copy


def guarded(environment: Mapping[str, str], copy: Copy, linked: Sequence[Path], step: Step) -> dict[str, str]:
    """The environment of a step's kernel: it may not write into the folder that was copied, nor into what is linked."""
    cells = [(cell.source, cell.origin) for cell in step.cells if cell.kind == "code" and cell.origin is not None]
    protected = [str(copy.folder), *map(str, linked)]
    watch = f"Watch({protected!r}, {[str(copy.home)]!r})"
    return started(own_store(alike(environment), copy), copy.home / "guard", audit=watch, chance=chance(cells))
