"""How reports name files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def shown(path: Path) -> str:
    """A path as reports have it: relative to the working directory, with `/`."""
    text = str(path)
    if ".." not in text:
        here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - for thousands of paths
        if not os.path.isabs(text) or text.startswith(here):  # noqa: PTH117
            return text.removeprefix(here).replace(os.sep, "/")
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()
