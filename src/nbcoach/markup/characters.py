"""A text of which every character can be shown."""

from __future__ import annotations

_PICTURES = {code: chr(0x2400 + code) for code in range(32)} | {127: "\u2421"}


def visible(text: str) -> str:
    """A text of one line in which no character moves the cursor, changes colours or turns the direction."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    from unicodedata import category  # noqa: PLC0415 - a megabyte that plain text does without

    if character.isprintable() or category(character) == "Zs":
        return character
    return _PICTURES.get(ord(character), "\ufffd")
