"""Marks in a notebook of percent format, `# expect: check, check` at the end of a line: what a test expects there."""

from __future__ import annotations

from nbcoach.notebook.regex import regex

_MARK = regex(r"[ \t]*#[ \t]*expect:[ \t]*(?P<checks>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*$")


def marked(line: str) -> list[str]:
    """The checks that a line is marked with."""
    match = _MARK.search(line)
    return [name.strip() for name in match["checks"].split(",")] if match else []


def unmarked(text: str) -> str:
    """A text without its marks."""
    return "\n".join(_MARK.sub("", line) for line in text.split("\n"))
