"""Tells the names of models apart: on a hub, of a hosted service, of a local folder."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

_HUB_NAME = regex(r"[\w.-]+(?:/[\w.-]+)?")
_REPOSITORY = regex(r"[\w-][\w.-]*/[\w.-]+(?::(?:main|master))?")
_DIGEST = regex(r"@(?:sha256:)?[0-9a-f]{7,}|@\d{3}")


class Loader(NamedTuple):
    """Calls whose resolved name ends so load from a hub; where the name of the model stands."""

    ends: tuple[str, ...]
    position: int
    keywords: tuple[str, ...]


class _Tables(Struct, frozen=True):
    loaders: tuple[Loader, ...]
    ends: tuple[str, ...]
    repositories: frozenset[str]
    fixed: tuple[str, ...]
    folders: frozenset[str]
    endings: tuple[str, ...]
    words: tuple[str, ...]
    aliases: re.Pattern[str]
    prefixes: tuple[str, ...]
    keywords: frozenset[str]
    positional: frozenset[str]
    not_calls: frozenset[str]
    modules: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> _Tables:
    raw = read_table(__file__, "hosted_models.toml")
    loaders = tuple(Loader(tuple(e["ends"]), e["position"], tuple(e["keywords"])) for e in raw["loads"])
    aliases = raw["aliases"]
    return _Tables(
        loaders=loaders,
        ends=tuple(end for loader in loaders for end in loader.ends),
        repositories=frozenset(raw["repositories"]["names"]),
        fixed=tuple(raw["fixed"]["beginnings"]),
        folders=frozenset(raw["local"]["folders"]),
        endings=tuple(raw["local"]["endings"]),
        words=tuple(raw["local"]["words"]),
        aliases=regex("|".join(f"(?:{each})" for each in aliases["patterns"])),
        prefixes=tuple(sorted(aliases["prefixes"], key=len, reverse=True)),
        keywords=frozenset(aliases["keywords"]),
        positional=frozenset(aliases["positional"]),
        not_calls=frozenset(aliases["not_calls"]),
        modules=frozenset(aliases["modules"]),
    )


def is_hub_name(text: str) -> bool:
    """True for a name that a hub resolves: `bert-base-uncased`, `owner/model`; not for paths and pinned names."""
    if "huggingface.co/" in text and text.startswith("http"):
        return not re.search(r"/(?:resolve|blob)/[0-9a-f]{40}/", text)
    known = tables()
    if not _HUB_NAME.fullmatch(text) or text.startswith((".", "/", "~", "-")) or text.endswith(known.endings):
        return False
    folder = text.partition("/")[0].lower() if "/" in text else ""
    return folder not in known.folders and not any(each in text for each in known.words) and not _DIGEST.search(text)


def is_branch(text: str) -> bool:
    """True for `owner/repository` of a code host without a tag or commit."""
    return bool(_REPOSITORY.fullmatch(text))


@lru_cache(maxsize=4096)
def is_alias(text: str) -> bool:
    """True for the name of a hosted model that moves on: no dated snapshot, no version of its own."""
    if not 2 <= len(text) <= 80:
        return False
    lowered = text.lower()
    name = next((lowered[len(each) :] for each in tables().prefixes if lowered.startswith(each)), lowered)
    return tables().aliases.fullmatch(name) is not None
