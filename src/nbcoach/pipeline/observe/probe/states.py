"""Loads the file that carries a notebook's state between kernels."""

from __future__ import annotations

import os
import sys
import types
from typing import Any

NAME = "_nbcoach_state"


def load(path: str) -> Any:
    """The module in a file, told to remember how modules look now; None where there is no such file."""
    if not os.path.exists(path):
        return None
    module = types.ModuleType(NAME)
    module.__file__ = path
    sys.modules[NAME] = module
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec"), module.__dict__)  # noqa: S102 - a file of ours
    if hasattr(module, "watch"):
        module.watch()
    return module
