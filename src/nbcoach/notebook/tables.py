"""Tables: TOML files that lie beside the module that reads them.

Reading TOML takes many times as long as reading JSON, so that what a table says is kept as JSON in `__pycache__`, where
Python keeps what it made of a module. Kept with it is the TOML that it was made of, so that an edited table is read
anew. Where nothing may be written, nothing is kept. A wheel brings the kept tables along.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_END = b"\0"
"""Stands between a table and what it says; no TOML holds it."""


def read_table(beside: str, name: str) -> dict[str, Any]:
    """What a table says.

    Args:
        beside: The `__file__` of a module in the same folder.
        name: The file's name, such as `readers.toml`.
    """
    path = os.path.join(os.path.dirname(beside), name)  # noqa: PTH118, PTH120 - runs at each start
    with open(path, "rb") as file:  # noqa: PTH123
        table = file.read()
    said = _kept(kept_path(path), table)
    if said is None:
        said = parsed(table)
        if not sys.dont_write_bytecode:
            keep(path, table, said)
    return said


def kept_path(path: str) -> str:
    """Where what a table says is kept."""
    folder, name = os.path.split(path)
    return os.path.join(folder, "__pycache__", f"{name}.json")  # noqa: PTH118


def parsed(table: bytes) -> dict[str, Any]:
    """What the TOML of a table says."""
    import tomllib  # noqa: PLC0415 - most starts find each table kept

    return tomllib.loads(table.decode("utf-8"))


def keep(path: str, table: bytes, said: dict[str, Any]) -> bool:
    """Keeps what a table says, if JSON can say the same and the folder may be written to."""
    import json  # noqa: PLC0415 - see above

    try:
        data = json.dumps(said, allow_nan=False)
        if json.loads(data) != said:
            return False
        target = kept_path(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        temporary = f"{target}.{os.getpid()}"
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.write(table + _END + data.encode("ascii"))
        os.replace(temporary, target)  # noqa: PTH105
    except (OSError, TypeError, ValueError):
        return False
    return True


def _kept(path: str, table: bytes) -> dict[str, Any] | None:
    """What is kept of a table; None where nothing is, or it was made of another text."""
    import msgspec  # noqa: PLC0415 - the build reads this file too, where it is not installed

    try:
        with open(path, "rb") as file:  # noqa: PTH123
            kept = file.read()
        if not kept.startswith(table + _END):
            return None
        said: dict[str, Any] = msgspec.json.decode(memoryview(kept)[len(table) + 1 :], type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        return None
    return said
