"""Tells cells apart by what they say, so that a finding is known again after its cell was moved or renumbered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.checking.outcome import FileReport
    from nbcoach.notebook import Notebook


NOTEBOOK = -1
"""Stands for the notebook among the indices of cells."""


class CellKey(Struct, frozen=True, order=True, array_like=True):
    """A cell by its content: the digest of its source, and those of the cells before and after it.

    Only cells of the same kind that hold something are neighbours; at the ends of the notebook there is none, and the
    digest is empty.
    """

    own: str
    before: str = ""
    after: str = ""


def cell_keys(notebook: Notebook, wanted: Collection[int]) -> dict[int, CellKey]:
    """The keys of the wanted cells, by their index among all cells.

    The notebook itself, where it is wanted, stands above its first code cell.
    """
    keys: dict[int, CellKey] = {}
    if NOTEBOOK in wanted:
        first = next((cell.source for cell in notebook.cells if cell.kind == "code" and cell.source.strip()), "")
        keys[NOTEBOOK] = CellKey("", "", _near(first))
    for kind in {cell.kind for cell in notebook.cells if cell.index in wanted}:
        alike = [cell for cell in notebook.cells if cell.kind == kind and (cell.index in wanted or cell.source.strip())]
        sources = ["", *(cell.source for cell in alike), ""]
        for place, cell in enumerate(alike):
            if cell.index in wanted:
                keys[cell.index] = CellKey(digest(cell.source), _near(sources[place]), _near(sources[place + 2]))
    return keys


def _near(source: str) -> str:
    return digest(source) if source else ""


def fingerprints(file: FileReport) -> Iterator[str]:
    """A fingerprint for each finding of a file, in their order, unique within the file.

    It is made of the check and the text of the lines that the finding covers (without a range: of its cell), so that it
    stays the same when the cell moves, another line of the cell changes, or the file gets another name. Findings that
    are equal in this are numbered from the top.
    """
    seen: Counter[str] = Counter()
    for finding in file.findings:
        own = digest(f"{finding.check}\n{_covered(file, finding)}")
        seen[own] += 1
        yield f"{own}:{seen[own]}"


def _covered(file: FileReport, finding: Finding) -> str:
    source = file.sources.get(finding.cell, "") if finding.cell is not None else ""
    if finding.span is None:
        return source
    lines = source.split("\n")[finding.span.line - 1 : finding.span.end_line]
    return "\n".join(line.strip() for line in lines)


def digest(source: str) -> str:
    """Sixteen hexadecimal digits for a source; white space at line ends and around the whole does not count."""
    from hashlib import blake2b  # noqa: PLC0415 - a run that knows all its files needs none

    text = source.strip()
    if " \n" in text or "\t\n" in text:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
