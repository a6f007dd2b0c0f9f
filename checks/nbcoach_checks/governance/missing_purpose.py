"""Notebooks that do not say what they are for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project

_DROPPED = regex(
    r"<!--.*?(?:-->|\Z)|<(?:style|script|svg)\b.*?</(?:style|script|svg)>|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<img\b[^>]*>"
    r"|data:image/[\w+.;,=/-]*",
    re.DOTALL | re.IGNORECASE,
)
_TAG = regex(r"</?[A-Za-z][^<>]*>")
_LINK = regex(r"\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_ADDRESS = regex(r"<?(?:https?|ftp)://[^\s>)\]]+>?|^\[[^\]]+\]:.*$", re.MULTILINE)
_MARKS = regex(r"[#*_`~>|=\-:.,;!?()\[\]{}&\d\\/]+|&\w+;")
_WORD = regex(r"[^\W\d_]{3,}")
_IDEOGRAPH = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TITLE = regex(r"^(?:title|description|subtitle)\s*:\s*\S", re.MULTILINE | re.IGNORECASE)
_DIRECTIVE = regex(r"^\.\. .*$", re.MULTILINE)
_TEXT_MAGICS = frozenset({"%%markdown", "%%md", "%%html", "%%HTML", "%%latex"})
_SHORT = 9
"""From so many words on, a heading is more than the title of a section."""
_LONGEST = 20_000


class MissingPurpose(Check):
    """Begins with code, and says nowhere before it what the notebook does.

    ## Why it matters
    Whoever opens the notebook, in half a year that is you, must run and read it to learn whether it is the right one,
    which data it needs and what comes out. Nobody hands on, reviews or automates what has no name.

    ## What to do
    Put a text cell at the top: a title, one sentence that says what the notebook does, what goes in and what comes out.
    """

    severity = Severity.HINT
    level = 0
    capability = "manual-docs"
    sources = ("https://doi.org/10.1371/journal.pcbi.1007007",)
    examples = (
        Example(
            bad="""
            # expect: missing-purpose
            # %%
            import pandas as pd
            # %% [markdown]
            # # Churn
            """,
            good="""
            # %% [markdown]
            # # Churn: which customers will leave next month
            # %%
            import pandas as pd
            """,
        ),
        Example(
            bad="""
            # expect: missing-purpose
            # %% [markdown]
            # [![Open In Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/x)
            #
            # Copyright 2021 The Authors. Licensed under the Apache License, Version 2.0.
            # %%
            import pandas as pd
            """,
            good="""
            # %%
            # Licensed under the Apache License, Version 2.0
            # %% [markdown]
            # We compare two ways to impute missing ages.
            # %%
            import pandas as pd
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        first = next(iter(notebook.code), None)
        if first is None or _shows_text(first):
            return
        for cell in notebook.cells:
            if cell is first:
                break
            if _has_text(cell):
                return
        title = Fix(title="Insert a title cell to fill in", offer=Offer("title"))
        yield self.finding("Nothing before the first code cell says what this notebook does.", None, None, title)


def _has_text(cell: Cell) -> bool:
    """True for a text cell that says something; raw cells hold front matter or reStructuredText."""
    if cell.kind == "markdown":
        return says_something(cell.source)
    if cell.kind != "raw":
        return False
    if cell.source.lstrip().startswith("---"):
        return bool(_TITLE.search(cell.source))
    return says_something(_DIRECTIVE.sub("", cell.source))


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return read_table(__file__, "purposes.toml")


@lru_cache(maxsize=1)
def _badges() -> re.Pattern[str]:
    longest_first = sorted(tables()["badges"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(each) for each in longest_first) + r")\b", re.IGNORECASE)


def says_something(text: str) -> bool:
    """True for a title or text; not for badges, pictures, addresses, licences and the heading of a section alone."""
    text = _DROPPED.sub(" ", text[:_LONGEST])
    left = [_words(paragraph) for paragraph in re.split(r"\n\s*\n", text) if not _is_licence(paragraph)]
    said = [each for each in left if each]
    return bool(said) and not all(_is_section(each) for each in said)


def _is_section(words: str) -> bool:
    """True for the title of a section: `importing the libraries and data`."""
    if words in tables()["sections"]:
        return True
    each, heads = set(words.split()), set(tables()["section_heads"])
    return len(words.split()) < _SHORT and bool(each & heads) and each <= heads.union(tables()["section_words"])


def _is_licence(paragraph: str) -> bool:
    lowered = paragraph.lower()
    return any(each in lowered for each in tables()["licences"]) and not _has_other_heading(paragraph)


def _has_other_heading(paragraph: str) -> bool:
    """True where a title stands in one paragraph with the licence."""
    licences = tables()["licences"]
    headings = [line for line in paragraph.split("\n") if line.lstrip().startswith("#")]
    return any(_words(line) and not any(each in line.lower() for each in licences) for line in headings)


def _words(paragraph: str) -> str:
    """What a paragraph says, in lower case, without marks, links to badges and addresses; empty for nothing."""
    paragraph = _LINK.sub(r"\1", _TAG.sub(" ", paragraph))
    paragraph = _ADDRESS.sub(" ", paragraph)
    lowered = paragraph.lower()
    if any(each in lowered for each in tables()["badges"]):
        paragraph = _badges().sub(" ", paragraph)
    words = " ".join(_MARKS.sub(" ", paragraph).split()).lower()
    return words if _WORD.search(words) or (not words.isascii() and _IDEOGRAPH.search(words)) else ""


def _shows_text(cell: Cell) -> bool:
    """True for a cell that only shows a text: `%%markdown`, `%%html`."""
    return any(
        magic.name in _TEXT_MAGICS and says_something(magic.body if magic.name != "%%latex" else "text")
        for magic in cell.facts.magics
    )
