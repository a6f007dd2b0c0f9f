"""Tells scripts that are notebooks from other Python files, by a look at their first lines."""

from __future__ import annotations

import re

# Texts, which `re` compiles on first use: most folders hold no scripts.
_SIGN = rb"(?m)^(?:\xef\xbb\xbf)?[ \t]*#[ \t]*%%%*(?:[ \t].*)?\r?$"
_FORMAT = rb"(?m)^#[ \t]+format_name:[ \t]*['\"]?(\w+)"
_READ = frozenset({b"percent", b"hydrogen"})


def is_script(data: bytes) -> bool:
    """Whether the text of a `.py` file (or its beginning) is a notebook: by its header, or by a line `# %%`."""
    if b"%%" not in data and b"format_name" not in data:
        return False
    told = re.search(_FORMAT, data)
    return told[1] in _READ if told else bool(re.search(_SIGN, data))


def is_script_file(path: str | None, data: bytes) -> bool:
    """Whether bytes belong to a Python file by its name; JSON under such a name is a notebook all the same."""
    return path is not None and path.endswith(".py") and data.lstrip()[:1] != b"{"
