"""What an export would run and write, told before anybody consents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.notebook import read_notebook
from nbcoach.pipeline.observe.extent import measure
from nbcoach.pipeline.observe.reaching import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.notebook import Notebook

LARGE = 1_000_000_000
"""Bytes of a folder from which its copy is worth a question of its own."""
_RUNS = {True: 3, False: 1}
"""How often the notebook's cells run: to observe, once more, and as a pipeline."""


class Intent(Struct, frozen=True):
    """What an export would do: execute `code_cells` cells `runs` times in copies of `folder`.

    `files` and `size` (bytes) are what is copied; `seconds` what the cells took when the notebook was last saved, None
    where it does not tell.
    """

    folder: str
    files: int
    size: int
    code_cells: int
    runs: int
    seconds: float | None = None

    @property
    def is_large(self) -> bool:
        return self.size > LARGE

    @property
    def sentences(self) -> Iterator[str]:
        """What it will do, in words for the one who is asked."""
        times = {1: "once", 3: "three times"}[self.runs]
        yield f"This executes the notebook's {self.code_cells} code cells {times}, in a copy of {self.folder}"
        yield f"({self.files:,} files, {_amount(self.size)}). Your own files are not touched."
        if self.seconds is not None:
            yield f"When it was last run, its cells took {_duration(self.seconds)}."


def intent(source: Path, *, verify: bool = True) -> Intent:
    """What an export of a notebook would run; nothing is executed.

    Raises:
        UnreadableError, NotANotebookError: The source is no readable notebook.
    """
    return intent_of(read_notebook(source), source, verify=verify)


def intent_of(notebook: Notebook, source: Path, *, verify: bool = True) -> Intent:
    """The same of a notebook as it stands, saved or not; `source` is its file."""
    folder = folder_of(notebook, source.resolve())
    extent = measure(folder)
    return Intent(
        str(folder), extent.files, extent.size, len(notebook.code), _RUNS[verify], _seconds(notebook.document)
    )


def _seconds(document: Any) -> float | None:
    """What the cells took, from the times that JupyterLab and papermill leave in their metadata."""
    if isinstance(document, bytes):
        document = msgspec.json.decode(document)
    cells = document.get("cells") if isinstance(document, dict) else None
    found = [_took(cell.get("metadata")) for cell in cells or () if isinstance(cell, dict)]
    known = [each for each in found if each is not None]
    return sum(known) if known else None


def _took(metadata: Any) -> float | None:
    if not isinstance(metadata, dict):
        return None
    papermill: Any = metadata.get("papermill")
    times: Any = metadata.get("execution")
    if isinstance(papermill, dict) and isinstance(papermill.get("duration"), int | float):
        return float(papermill["duration"])
    try:
        begun, ended = (datetime.fromisoformat(times[key]) for key in ("iopub.execute_input", "shell.execute_reply"))
        return (ended - begun).total_seconds()
    except (TypeError, KeyError, ValueError):
        return None


def _amount(size: int) -> str:
    for unit, bytes_ in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{size} bytes"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
