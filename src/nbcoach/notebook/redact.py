"""Hides credentials in what is printed, stored or sent, as asterisks: one per character, so that places stay."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.credentials import in_text, is_credential, kind_of_name, shaped_in, tables
from nbcoach.notebook.secrets import secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.notebook.link import Notebook
    from nbcoach.notebook.model import Span

_LONG = 6
"""A credential of fewer characters may be a word elsewhere; it is hidden where something encloses it."""
_BLOCK = r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END (?:[A-Z]+ )*PRIVATE KEY-----)?"
_NAMED = r"""\b([A-Za-z_][\w-]{2,60})["']?\]?[ \t]*[=:][ \t]*["']([^"'\s]{3,200})["']"""
_NAMES = ("pass", "pwd", "key", "secret", "token", "auth", "credential", "appid", "jwt", "mot_de", "bearer")


class Redaction:
    """Hides some known texts, and in any text whatever looks like a credential by itself.

    Broader than what the checks report: what is commented out, or stands in a cell that does not parse, is hidden too.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = sorted({each for each in known if each.strip()}, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for each in self._known:
            if each in text:
                text = _without(text, each)
        for each in _look(text):
            text = text.replace(each, masked(each))
        return text


def redaction(notebook: Notebook) -> Redaction:
    """What hides the credentials of a notebook; ask for it by `notebook.once(redaction)`."""
    known: list[str] = []
    for index, found in notebook.once(secrets).items():
        source = notebook.cells[index].source
        for secret in found:
            known += (each.text for each in secret.credentials)
            if not any(each.text in source for each in secret.credentials):
                known.append(_written(source, secret.span))
    return Redaction(known)


def _written(source: str, span: Span) -> str:
    """A literal as it stands in the source, with escapes, without quotes."""
    lines = source.split("\n")[span.line - 1 : span.end_line]
    if span.line == span.end_line:
        return lines[0][span.column : span.end_column].lstrip("rbufRBUF").strip("\"'")
    return "\n".join((lines[0][span.column :], *lines[1:-1], lines[-1][: span.end_column])).strip("\"'")


def masked(text: str) -> str:
    """Asterisks for all characters but line breaks."""
    return "\n".join("*" * len(line) for line in text.split("\n"))


def _without(text: str, known: str) -> str:
    if len(known) >= _LONG:
        return text.replace(known, masked(known))
    return re.sub(rf"""(?<=["'=:,`]){re.escape(known)}(?=["'@;&,`\s]|$)""", masked(known), text)


@lru_cache(maxsize=1024)
def _look(text: str) -> frozenset[str]:
    """What looks like a credential; messages and cells repeat."""
    return frozenset(_looks_secret(text))


def _looks_secret(text: str) -> Iterator[str]:
    """What stands in a text and looks like a credential; each way to look is tried only where it can see something."""
    if "-----BEGIN" in text:
        yield from re.findall(_BLOCK, text)
    if any(map(text.__contains__, tables().begins)):
        yield from (each.text for line in text.split("\n") for each in shaped_in(line))
    lowered = text.lower()
    is_named = any(map(lowered.__contains__, _NAMES))
    if is_named or "://" in text:
        yield from (each.text for line in text.split("\n") if ":" in line or "=" in line for each in in_text(line))
    for name, value in re.findall(_NAMED, text) if is_named else ():
        kind = kind_of_name(name)
        if kind and is_credential(kind, value):
            yield value
