"""HTML that is safe by its type: whatever is not `Html` is text, and is escaped when it is put into an element."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nbcoach.markup.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset({"br", "hr", "input", "meta"})


class Html(str):
    """A piece of HTML; nothing but this module makes one of text."""

    __slots__ = ()


Child = Html | str | int | None


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` stands for `class`, `_` for `-`; an attribute that is None or False is left out."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{given}>") if name in VOID else Html(f"<{name}{given}>{together(children)}</{name}>")


def together(children: Iterable[Child]) -> Html:
    """Pieces side by side; texts are escaped."""
    return Html("".join(html(each) for each in children if each is not None))


def html(text: Child) -> Html:
    """A text as HTML: markup characters as entities, control and direction characters as pictures."""
    return text if isinstance(text, Html) else Html(escape(visible(str(text))))


def _attribute(name: str, value: str | int | bool | None) -> str:  # noqa: FBT001 - what an attribute may hold
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    return f" {plain}" if value is True else f' {plain}="{html(value)}"'
