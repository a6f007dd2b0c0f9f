"""What a check's docstring says, as hover cards and dialogs show it."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from nbcoach.wire.answers import CheckSummary, ExplainAnswer

if TYPE_CHECKING:
    from nbcoach.checking.contract import Check

WHY = "Why it matters"
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


def summary_of(check: type[Check]) -> CheckSummary:
    """The check in a line, and why the habit hurts."""
    return CheckSummary(check.name, check.area, check.summary(), sections(_text(check)).get(WHY, ""))


def explanation_of(check: type[Check]) -> ExplainAnswer:
    """All that the check says about itself; the summary, which is a title, is not repeated in the text."""
    return ExplainAnswer(
        name=check.name,
        area=check.area,
        severity=check.severity.value,
        summary=check.summary(),
        text=_text(check).partition("\n")[2].strip(),
        sources=check.sources,
    )


def sections(text: str) -> dict[str, str]:
    """The paragraphs under each `## heading` of a Markdown text."""
    pieces = _HEADING.split(text)[1:]
    return {heading: body.strip() for heading, body in zip(pieces[::2], pieces[1::2], strict=True)}


def _text(check: type[Check]) -> str:
    return inspect.cleandoc(check.__doc__ or "")
