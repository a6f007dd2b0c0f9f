"""Tells data of a person in a printed text from what only looks like it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = regex(
    r"(?<![\w.@/:+=%-])(?P<who>[A-Za-z][\w.+-]{0,63})@(?P<where>(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12})(?![\w@/:-])"
)
_TELEPHONE = regex(
    r"(?<![\w.,+/-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){2,4}"
    r"|\(\d{3}\)[ ]?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?![\w-])"
)
_CARD = regex(
    r"(?<![\w.,-])(?:\d{4}[ -]){3}\d{4}(?![\w.-])|(?<![\w.,-])(?:4\d{15}|5[1-5]\d{14}|3[47]\d{13}|6011\d{12})(?![\w.-])"
)
_TELEPHONE_WORD = regex(
    r"(?i)(?<![a-z])(?:(?:tele|mobile|cell|home|work)?[ _-]?phone|telefon|mobile|whatsapp|fax|tel[.:])"
)
_CARD_WORD = regex(
    r"(?i)(?<![a-z])(?:(?:credit|debit)[ _-]?card|card[ _-]?(?:no|num|number)|cc[ _-]?num|visa|mastercard|amex)"
)


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    read = read_table(__file__, "personal.toml")
    return {**read, **{name: frozenset(read[name]) for name in ("offices", "endings", "test_cards")}}


def addresses(text: str) -> Iterator[str]:
    """The e-mail addresses of persons, by the line, as they stand there."""
    for line in text.split("\n"):
        if "@" in line and not _gives_credit(line):
            yield from (each[0] for each in _ADDRESS.finditer(line) if _is_person(each["who"], each["where"]))


def telephones(text: str) -> Iterator[str]:
    """Telephone numbers in a text that speaks of telephones."""
    if _TELEPHONE_WORD.search(text):
        yield from (each[0] for each in _TELEPHONE.finditer(text) if not _is_invented(each[0]))


def cards(text: str) -> Iterator[str]:
    """Card numbers with a valid check digit, in a text that speaks of cards."""
    if _CARD_WORD.search(text):
        for each in _CARD.finditer(text):
            digits = each[0].replace(" ", "").replace("-", "")
            if len(set(digits)) > 3 and digits not in tables()["test_cards"] and _is_valid(digits):
                yield each[0]


def _is_invented(number: str) -> bool:
    """True for the numbers that films and lessons use: 555-0142, 123-456-7890."""
    return "555-" in number or "555 " in number or "123-456" in number or len(set(number)) < 5


def _gives_credit(line: str) -> bool:
    lowered = line[:2000].lower()
    return any(word in lowered for word in tables()["credits"])


def _is_person(who: str, where: str) -> bool:
    who, where = who.lower().rstrip("."), where.lower()
    known = tables()
    if (
        who in known["offices"]
        or who.rstrip("0123456789") in known["offices"]
        or where.rpartition(".")[2] in known["endings"]
    ):
        return False
    return not any(where == domain or where.endswith(f".{domain}") for domain in known["domains"])


def _is_valid(digits: str) -> bool:
    """Luhn's check of ISO/IEC 7812-1."""
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
