"""The notebook as its file has it, for editors that do not tell how it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.errors import NbcoachError
from nbcoach.faces.widget.live.lost import LiveCell
from nbcoach.notebook import read_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATHS = ("__vsc_ipynb_file__", "__session__")
"""Names under which VS Code and Jupyter leave the notebook's path among the user's names."""


def is_saved(namespace: Mapping[str, object]) -> bool:
    """True where the kernel knows which notebook it runs."""
    return bool(_path(namespace))


def saved_cells(namespace: Mapping[str, object], since: float) -> tuple[LiveCell, ...]:
    """The code cells of the notebook's file; nothing where it was last saved before `since` (seconds since 1970)."""
    path = _path(namespace)
    if not path:
        return ()
    try:
        if Path(path).stat().st_mtime < since:
            return ()
        return tuple(LiveCell("", cell.source) for cell in read_notebook(Path(path)).code)
    except (OSError, ValueError, NbcoachError):
        return ()


def _path(namespace: Mapping[str, object]) -> str:
    return next((value for name in _PATHS if isinstance(value := namespace.get(name), str)), "")
