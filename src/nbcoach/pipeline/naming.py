"""What a name tells about the literal that it is bound to (the roles of `names.toml`), and names made of texts."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from msgspec import Struct


class Role(Struct, frozen=True):
    """What names of a pattern stand for. `number` says that an integer default stands for a real number."""

    name: str
    pattern: re.Pattern[str]
    score: float
    number: bool
    range: dict[str, float]


def role_of(name: str) -> Role | None:
    """The first role whose pattern the whole name matches, whatever its case; camel case counts as words."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
    return next((role for role in _roles() if role.pattern.fullmatch(words)), None)


def slug(path: str | None) -> str:
    """The name of a pipeline: the notebook's file name in lower-case ASCII letters, digits and `-`."""
    return plain_name(PurePath(path).stem if path else "") or "notebook"


def plain_name(text: str) -> str:
    """A text in lower-case ASCII letters, digits and `-`, at most 60; empty where nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


@cache
def _roles() -> tuple[Role, ...]:
    table = tomllib.loads(files("nbcoach.pipeline").joinpath("names.toml").read_text("utf-8"))
    return tuple(_role(entry) for entry in table["role"])


def _role(entry: dict[str, str | float | bool]) -> Role:
    return Role(
        name=str(entry["name"]),
        pattern=re.compile(str(entry["pattern"])),
        score=float(entry["score"]),
        number=bool(entry.get("number", False)),
        range={
            key: float(entry[key]) if isinstance(entry[key], float) else int(entry[key])
            for key in ("minimum", "maximum")
            if key in entry
        },
    )
