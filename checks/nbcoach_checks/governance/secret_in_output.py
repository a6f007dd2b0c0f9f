"""Credentials that a run has printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.credentials import (
    Credential,
    in_text,
    is_credential,
    is_random,
    kind_of_name,
    shaped_in,
    tables,
)
from nbcoach.notebook.regex import regex
from nbcoach.notebook.secrets import secrets
from nbcoach_checks.governance._clearing import clearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_WORDS = (
    b"assw",
    b"PASSW",
    b"pwd",
    b"_key",
    b"_KEY",
    b"oken",
    b"TOKEN",
    b"ecret",
    b"SECRET",
    b"earer",
    b"AccountKey",
    b"apikey",
)
_NAMED = regex(
    r"""(?:^|[\s'"{(,])(?P<name>[A-Za-z_][\w-]{3,60})["']?[ \t]{0,3}[=:][ \t]{0,3}["']?(?P<value>[^\s"',;&}]{8,200})"""
)
_BEARER = regex(r"\bBearer ([\w.~+/=-]{20,})")
_BLOCK = regex(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[\w+/=]{40,}")
_WEAK = ("`key`", "`token`", "`appid`")
_PAGE = ("<script", "<!doctype", "<html")
_LONG = 8
_LONGEST_LINE = 20_000


class SecretInOutput(Check):
    """Shows a credential in a saved output.

    ## Why it matters
    Code that reads its key from a vault still leaks it when a cell prints it, an error quotes it or an address carries
    it. Outputs are saved with the notebook: they are mailed, committed and rendered on the web.

    ## What to do
    Revoke the key: it counts as known, and the history keeps it. Clear the output, and print a part that does not
    matter (`key[:4]`) or nothing. A filter such as nbstripout keeps outputs out of the repository.
    """

    severity = Severity.ERROR
    level = 0
    reads_outputs = True
    capability = "security-compliance"
    sources = (
        "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    )
    examples = (
        Example(
            bad="""
            print(os.environ)  # expect: secret-in-output
            # prints: {'HOME': '/root', 'WEATHER_API_KEY': '5d2e9a7c1b8f4e60a3d7c9b1f2e84d60'}
            """,
            good="""
            print("WEATHER_API_KEY" in os.environ)
            # prints: True
            """,
        ),
        Example(
            bad="""
            engine.url  # expect: secret-in-output
            # shows: postgresql://etl:v3ry-l0ng@db.internal/sales
            """,
            good="""
            engine.url
            # shows: postgresql://etl:***@db.internal/sales
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        known = _known(notebook)
        words = (*_begins(), *_WORDS, b"://", *(each.encode() for each in known if each.isascii()))
        for cell in notebook.showing(*words):
            found = next(_credentials(notebook, cell, known), None)
            if found is not None:
                message = f"The saved output of this cell shows {found}: whoever gets the notebook has it."
                yield self.finding(message, cell, None, clearing(cell))


def _begins() -> tuple[bytes, ...]:
    return tuple(each.encode() for each in tables().begins)


def _known(notebook: Notebook) -> frozenset[str]:
    """The credentials that stand in the code, which a run may have printed."""
    found = notebook.once(secrets)
    texts = (each.text for places in found.values() for place in places for each in place.credentials)
    return frozenset(each for each in texts if len(each) >= _LONG and "\n" not in each)


def _credentials(notebook: Notebook, cell: Cell, known: frozenset[str]) -> Iterator[str]:
    """What the outputs of a cell show, in words that do not show it."""
    for output in notebook.outputs(cell):
        for text in output.texts:
            if any(each in text for each in known):
                yield "the credential that stands in the code"
            if "PRIVATE KEY-----" in text and _BLOCK.search(text):
                yield "a private key"
            is_page = any(mark in text[:5000].lower() for mark in _PAGE)
            for line in text.split("\n"):
                yield from (
                    each.what for each in _in_line(line[:_LONGEST_LINE]) if not _is_public(each, is_page=is_page)
                )


def _in_line(line: str) -> Iterator[Credential]:
    yield from shaped_in(line)
    if "=" not in line and ":" not in line:
        return
    yield from (each for each in in_text(line) if not each.what.lower().startswith(_WEAK))
    for header in _BEARER.finditer(line) if "Bearer " in line else ():
        if is_random(header[1]):
            yield Credential("a token in a header", header[1])
    for named in _NAMED.finditer(line):
        name, value = named["name"], named["value"]
        kind = kind_of_name(name)
        if kind and _is_telling(name, kind) and is_credential(kind, value):
            yield Credential(f"the value of `{name}`", value)


def _is_telling(name: str, kind: str) -> bool:
    """True for a name that promises a credential also among data: `NEXT_PAGE_TOKEN` and `key` do not."""
    words = re.split(r"[_-]", name.lower())
    if kind == "password":
        return name.isupper()
    return "_".join(words[-2:]) in tables().keys and len(words) > 1


def _is_public(found: Credential, *, is_page: bool) -> bool:
    """True for keys that are made to be seen: of a map, of a site whose page was fetched; and for letters only."""
    if found.text.startswith("pk.") or (is_page and found.what == "a Google API key"):
        return True
    return found.what == "an AWS access key" and (found.text.isalpha() or len(found.text) != len("AKIA") + 16)
