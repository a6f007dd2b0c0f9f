"""The text that a reader sees in a saved output: without terminal colours, tags and scripts."""

from __future__ import annotations

from nbcoach.notebook.regex import regex

_COLOUR = regex(r"\x1b\[[0-9;?]*[A-Za-z]")
# Each way ends at the end of the text, and each search within a tag soon: hostile texts cost no more than others.
_HIDDEN = regex(r"<(script|style|svg|template)\b[^>]{0,300}>[\s\S]*?(?:</\1\s{0,9}>|\Z)|<!--[\s\S]*?(?:-->|\Z)")
_TAG = regex(r"<[^<>]*>")


def colourless(text: str) -> str:
    """A text of a terminal without its colours."""
    return _COLOUR.sub("", text) if "\x1b[" in text else text


def visible(html: str) -> str:
    """What a page shows, as text: no tags, and nothing of its scripts and styles."""
    text = _TAG.sub(" ", _HIDDEN.sub(" ", html))
    if "&" not in text:
        return text
    from html import unescape  # noqa: PLC0415 - a long table of names, which few outputs need

    return unescape(text)
