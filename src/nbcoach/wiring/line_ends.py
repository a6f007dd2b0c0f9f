"""Texts with the line ends of their file."""

from __future__ import annotations

from typing import NamedTuple


class Lines(NamedTuple):
    """A text with line feeds, and the line end that its file has in their place."""

    text: str
    end: str = "\n"

    def encoded(self, text: str) -> bytes:
        """Another text, as that file would hold it."""
        return text.replace("\n", self.end).encode()


def lines_of(data: bytes) -> Lines:
    """The text of a file; one that mixes line ends keeps them.

    Raises:
        UnicodeDecodeError: It is no UTF-8.
    """
    text = data.decode()
    windows = text.count("\r\n")
    if windows and windows == text.count("\n"):
        return Lines(text.replace("\r\n", "\n"), "\r\n")
    return Lines(text)


def with_paragraph(text: str, paragraph: str) -> str:
    """A text with another paragraph at its end, an empty line between them."""
    before = text if not text or text.endswith("\n") else f"{text}\n"
    gap = "\n" if before.strip() and not before.endswith("\n\n") else ""
    return f"{before}{gap}{paragraph}"
