"""The panel's front end: ES modules, one idea each, joined into the one script that a widget may have."""

from __future__ import annotations

import re
from importlib.resources import files

# Each stands before the ones that use it.
_MODULES = ("copy.js", "intent.js", "draw.js", "evidence.js", "panel.js")
_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const)", re.MULTILINE)


def script() -> str:
    """One ES module whose default export is the widget; relative imports are resolved by joining."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _text(name))) for name in _MODULES)


def style() -> str:
    return _text("panel.css")


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
