"""What the panel lists: sections of rows, each with what happened and what can be done about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence. Names between backticks are shown as code.

    `label` is the button of its offer and `intent` what the front end asks of the notebook's host; `code` is what the
    offer would write, or a command, shown where nobody listens or the user wants to see it. `key` names the row from
    one look to the next.
    """

    key: str
    text: str
    tone: Literal["good", "care"] = "care"
    label: str = ""
    intent: dict[str, Any] | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind; `note` says what they cannot tell."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, as they cross to the browser."""
        return asdict(self)


def listed(names: list[str]) -> str:
    """`a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"
