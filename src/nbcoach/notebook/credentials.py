"""Tells a credential from a placeholder, a name, a hash and other texts."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = regex(r"[a-z][a-z0-9+.-]*://(?P<user>[^/\s:@'\"{}]*):(?P<password>[^/\s@'\"]+)@", re.IGNORECASE)
_IN_TEXT = regex(
    r"(?:^|[\s;,&?\"'{(])(?P<name>password|passwd|pwd|accountkey|sharedaccesskey|api_?key|apikey|appid|access_token|auth_token"
    r"|token|key|secret|client_secret|aws_secret_access_key|sig)[\"']?\s*[=:]\s*[\"']?(?P<value>[^\s;&\"',})]+)",
    re.IGNORECASE,
)
_HINTS = ("assw", "pwd", "key", "secret", "token", "appid", "sig=")
_BEARER = regex(r"(?:Bearer|Basic|Token|token|Bot|Api-Key|ApiKey|Key|OAuth)\s+(?P<value>[\w.~+/=:-]{16,})")
_RANDOM = regex(r"[A-Za-z0-9+/=_.~:|-]{14,}")
_CONSTANT_NAME = regex(r"[A-Z][A-Z_]*|[a-z]+(?:[_ .-][a-z]+)*|[A-Z][a-z]+(?:[A-Z][a-z]+)*")
_PATH = regex(r"^[./~]|^[A-Za-z]:\\|\.(?:json|txt|pem|key|ya?ml|env|toml|csv|py|ini|cfg|p12|pkl)$|://")
_WORDY = regex(r"[A-Za-z]?[a-z]*\d{0,4}|[A-Z]+\d{0,4}|\d{1,4}[a-z]{0,3}")
_WORDS = regex(r"[\s\"'`=:,;()<>\[\]{}@/|&?\\]+")
_SPLIT = regex(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+")


class _Shape(NamedTuple):
    name: str
    begins: tuple[str, ...]
    pattern: re.Pattern[str]


class _Tables(Struct, frozen=True):
    shapes: tuple[_Shape, ...]
    begins: tuple[str, ...]
    passwords: frozenset[str]
    keys: frozenset[str]
    not_endings: tuple[str, ...]
    whole: frozenset[str]
    parts: tuple[str, ...]
    positions: dict[str, int]


@lru_cache(maxsize=1)
def tables() -> _Tables:
    raw = read_table(__file__, "credentials.toml")
    shapes = tuple(_Shape(each["name"], tuple(each["begins"]), regex(each["pattern"])) for each in raw["shapes"])
    return _Tables(
        shapes=shapes,
        begins=tuple(begin for shape in shapes for begin in shape.begins),
        passwords=frozenset(raw["names"]["passwords"]),
        keys=frozenset(raw["names"]["keys"]),
        not_endings=tuple(raw["names"]["not_endings"]),
        whole=frozenset(raw["placeholders"]["whole"]),
        parts=tuple(raw["placeholders"]["parts"]),
        positions=raw["positions"],
    )


def shape_of(text: str) -> str:
    """What a text is by its shape alone (`a GitHub token`); empty for what has no such shape or is a placeholder."""
    if not text.startswith(tables().begins):
        return ""
    for shape in tables().shapes:
        if text.startswith(shape.begins) and (found := shape.pattern.match(text)):
            is_key_block = text.startswith("-----")
            return "" if not is_key_block and (is_placeholder(found[0]) or _is_word(found[0])) else shape.name
    return ""


def _is_word(text: str) -> bool:
    """True for a key of one repeated letter or of plain words."""
    body = re.sub(r"^[A-Za-z]{2,7}[-_.]", "", text)
    return len(set(body)) < 8 or (text.startswith("sk-") and not is_random(body))


@lru_cache(maxsize=8192)
def kind_of_name(name: str) -> str:
    """`password`, `key` or empty: what the name of a variable, keyword, key or variable of the environment promises."""
    plain = "_".join(part for part in _SPLIT.split(name.strip("_- ")) if part).lower().replace("__", "_")
    known = tables()
    if len(plain) > 60 or not plain:
        return ""
    if plain.endswith(known.not_endings) and not plain.endswith("access_key_id"):
        return ""
    words = plain.split("_")
    if plain.rstrip("0123456789_") in known.passwords or (words[-1] in known.passwords or plain.endswith("_pass")):
        return "password"
    for start in range(len(words)):
        tail = "_".join(words[start:])
        if tail in known.keys:
            return "" if tail in {"key", "auth"} and words[0] in _NO_KEYS else "key"
    return ""


_NO_KEYS = frozenset(
    {"sort", "primary", "foreign", "public", "dict", "row", "col", "column", "group", "cache", "index"}
)


def is_credential(kind: str, text: str) -> bool:
    """True for a literal that is a credential, given what its name promises."""
    if is_placeholder(text) or _PATH.search(text):
        return False
    if kind == "password":
        return 3 <= len(text) <= 100 and " " not in text.strip() and not _is_field(text)
    return is_random(text)


def _is_field(text: str) -> bool:
    """True for the name of a field or setting in capitals (`DB_PASSWORD`), or of a selector (`#password`)."""
    return bool(re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+|[#.\[].*|.*(?:password|passwd|pwd)\W*", text)) or text.endswith(":")


def is_random(text: str) -> bool:
    """True for a text that looks drawn: letters and digits mixed, hardly repeating, no words and no path."""
    if not _RANDOM.fullmatch(text) or is_placeholder(text) or _PATH.search(text):
        return False
    digits = sum(char.isdigit() for char in text)
    letters = sum(char.isalpha() for char in text)
    if letters < 4 or digits < 2 or _CONSTANT_NAME.fullmatch(text):
        return False
    return _entropy(text) >= (2.9 if re.fullmatch(r"[0-9a-f-]+", text) else 3.2) and not _is_wordy(text)


def _is_wordy(text: str) -> bool:
    """True for names made of words and a few numbers: `model-v2-large-2023`."""
    pieces = [each for each in re.split(r"[-_.:/|]", text) if each]
    plain = [each for each in pieces if each.isdigit() or _WORDY.fullmatch(each)]
    return len(pieces) > 1 and len(plain) == len(pieces) and max(len(each) for each in pieces) < 16


def _entropy(text: str) -> float:
    """Shannon's entropy in bits per character."""
    counts = Counter(text)
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values())


@lru_cache(maxsize=8192)
def is_placeholder(text: str) -> bool:
    """True for what stands for a credential: `YOUR_KEY`, `<token>`, `xxx`, `changeme`, `...`."""
    lowered = text.strip().lower()
    bare = lowered.strip("<>[](){}.,:;!?*#\"'-_ ")
    if bare in tables().whole or lowered in tables().whole or any(part in lowered for part in tables().parts):
        return True
    return len(set(bare)) <= 2


class Credential(NamedTuple):
    """A credential: what it is, in words that do not show it, and its text."""

    what: str
    text: str


def in_text(text: str) -> Iterator[Credential]:
    """The credentials that a longer text holds: in a connection string, a header, a query."""
    for address in _ADDRESS.finditer(text) if "://" in text and "@" in text else ():
        if _is_password(address["password"]):
            yield Credential("a password in an address", address["password"])
    if len(text) > 20 and (found := _BEARER.match(text)) and (is_random(found["value"]) or shape_of(found["value"])):
        yield Credential("a token in a header", found["value"])
    if ("=" in text or ":" in text) and any(hint in text.lower() for hint in _HINTS):
        for pair in _IN_TEXT.finditer(text) if len(text) < 5000 else ():
            kind = "password" if pair["name"].lower() in {"password", "passwd", "pwd"} else "key"
            value = pair["value"].replace("%", "")
            if is_credential(kind, value) and (kind == "key" or _is_settings(text)):
                yield Credential(f"`{pair['name']}` in a text", pair["value"])


def shaped_in(line: str) -> Iterator[Credential]:
    """The credentials among the words of a line that are told by their shape alone."""
    if any(begin in line for begin in tables().begins):
        for word in _WORDS.split(line):
            if what := shape_of(word):
                yield Credential(what, word)


def _is_settings(text: str) -> bool:
    """True for a connection string: several settings in a row."""
    settings = re.findall(
        r"\b(?:host|server|user|uid|username|dbname|database|driver|port|dsn|data source)\s*=", text.lower()
    )
    return bool(settings)


def _is_password(text: str) -> bool:
    return not is_placeholder(text) and len(text) > 2 and not text.startswith(("%", "(", "[")) and "%s" not in text
