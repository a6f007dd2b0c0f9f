"""A text file's change as a unified diff, for people to read before they let it be written."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal

from nbcoach.notebook.redact import Redaction
from nbcoach.reports.cell_diff import DiffLine
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: dict[str, Literal["added", "removed", "cell"]] = {"+": "added", "-": "removed", "@": "cell"}


def file_diff(name: str, before: bytes | None, after: bytes) -> Iterator[DiffLine]:
    """What changes in a file that is named; None before for one that is not there. Credentials are asterisks."""
    hide = Redaction()
    old, new = (hide((data or b"").decode("utf-8", "replace")).splitlines() for data in (before, after))
    yield DiffLine("file", f"--- {name if before is not None else '/dev/null'}")
    yield DiffLine("file", f"+++ {name}")
    for line in list(difflib.unified_diff(old, new, n=2, lineterm=""))[2:]:
        yield DiffLine(_KINDS.get(line[:1], "same"), visible(line))
