"""Fixes notebooks in their files: written in one step, and only while they are what was read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.failure import described
from nbcoach.checking.files import lint_read
from nbcoach.errors import NbcoachError
from nbcoach.fixing.loop import Fixed, Workshop, fixed
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.read import read_bytes
from nbcoach.notebook.write import write_bytes

if TYPE_CHECKING:
    from nbcoach.checking import FileReport
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.revision import Sheet


class FixedFile(NamedTuple):
    """What came of fixing a file.

    Args:
        report: What is left to say about it.
        counts: How many findings of each check are gone.
        before: The notebook as it was read, None where nothing changed.
        sheet: What became of its cells.
        problem: Why its fixes could not be written; it then is as it was.
    """

    report: FileReport
    counts: Counter[str]
    before: Notebook | None = None
    sheet: Sheet = ()
    problem: str = ""


def has_fixes(report: FileReport, *, unsafe: bool) -> bool:
    """Whether anything in a report can be fixed, so that it is worth while to read the file again."""
    return any(fix.safe or unsafe for finding in report.findings for fix in finding.fixes)


def fix_file(report: FileReport, shop: Workshop, *, write: bool) -> FixedFile:
    """Fixes the notebook of a report, in its file or only to see what that would change."""
    path = Path(report.path)
    try:
        data = read_bytes(path)
        made = fixed(data, shop)
        if made.data != data and write:
            write_bytes(path, data, made.data)
    except NbcoachError as error:
        return FixedFile(report, Counter(), problem=str(error))
    except Exception as error:  # noqa: BLE001 - one bad file is one problem, never the end of the run
        return FixedFile(report, Counter(), problem=f"{path} cannot be fixed: {described(error)}.")
    return _told(data, made, shop)


def fix_text(data: bytes, shop: Workshop) -> tuple[bytes, FixedFile]:
    """The bytes of a notebook after its fixes, and what came of them.

    Raises:
        NotANotebookError: They are no notebook.
    """
    made = fixed(data, shop)
    return made.data, _told(data, made, shop)


def _told(data: bytes, made: Fixed, shop: Workshop) -> FixedFile:
    report = lint_read(made.notebook, shop.path, shop.selection, shop.settings, shop.project)
    report = shop.narrow(report, made.notebook) if shop.narrow else report
    before = parse_notebook(data, shop.path) if made.data != data else None
    return FixedFile(report, made.counts, before, made.sheet)
