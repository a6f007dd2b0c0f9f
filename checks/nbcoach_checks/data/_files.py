"""What the name of a file tells about it, and the tables of what reads and writes one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

_NO_LETTERS = regex(r"[^a-z]+")


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return read_table(__file__, "readers.toml")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(tables()["not_data"]["words"])


@lru_cache(maxsize=65_536)
def names_no_data(path: str) -> bool:
    """True for the path of a configuration, model, picture or token file."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(tuple(tables()["not_data"]["endings"])) or speaks_of_no_data(path)


@lru_cache(maxsize=65_536)
def speaks_of_no_data(path: str) -> bool:
    """The same by the words in a file's name, or in a name of the code, without a look at the ending."""
    name = path.rpartition("/")[2].lower()
    stem = name.rpartition(".")[0] or name
    return not _words().isdisjoint({*_NO_LETTERS.split(stem), name, stem})


def normal(path: str) -> str:
    r"""A path as two spellings of it agree: without a leading `./`, `\` as `/`."""
    return path.replace("\\", "/").removeprefix("./")
