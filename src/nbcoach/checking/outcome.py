"""What comes of a run: findings, what could not be read or run, and what was left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from nbcoach.checking.contract import Finding
from nbcoach.checking.fingerprint import CellKey

if TYPE_CHECKING:
    from collections.abc import Iterator


class Problem(Struct, frozen=True):
    """A file that could not be read, or a check that could not run; `path` is None where it concerns no one file."""

    kind: Literal["unreadable", "not-a-notebook", "failed-to-run"]
    message: str
    path: str | None = None
    check: str | None = None


class Outcome(Struct, frozen=True):
    """What the checks say about one notebook, in document order."""

    findings: tuple[Finding, ...] = ()
    errors: tuple[Problem, ...] = ()


class FileReport(Struct, frozen=True):
    """What came of one file.

    Args:
        path: As it was found: below the path that the caller gave, with `/`.
        findings: In document order; findings about the notebook first.
        errors: Why it could not be read, or which checks failed on it.
        skipped: Why it was left alone, empty if it was not.
        sources: The source of each cell with a finding, by the cell's index, credentials as asterisks.
        lines: For the same cells the line in the file, from 1, of each source line.
        keys: For the same cells, and for the notebook (see `fingerprint`), what they are known by when they have moved.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[Problem, ...] = ()
    skipped: str = ""
    sources: dict[int, str] = {}
    lines: dict[int, tuple[int, ...]] = {}
    keys: dict[int, CellKey] = {}

    @property
    def is_unread(self) -> bool:
        """True where it could not be read, or is no notebook; a check that failed does not count."""
        return any(problem.kind != "failed-to-run" for problem in self.errors)

    def file_line(self, finding: Finding) -> int:
        """The line of the file, from 1, where a finding begins; 1 for a finding about the notebook."""
        if finding.cell is None:
            return 1
        lines = self.lines.get(finding.cell, ())
        line = finding.span.line if finding.span else 1
        return lines[min(max(line, 1), len(lines)) - 1] if lines else 1


class Report(Struct, frozen=True):
    """What came of a run over files, in the order of the walk.

    Args:
        files: Those that were looked at.
        errors: Those that concern no one file.
        untouched: How many files were not read, as only changed ones were asked for.
        accepted: How many findings were left out, as a baseline holds them.
    """

    files: tuple[FileReport, ...] = ()
    errors: tuple[Problem, ...] = ()
    untouched: int = 0
    accepted: int = 0

    @property
    def findings(self) -> Iterator[tuple[FileReport, Finding]]:
        for file in self.files:
            for finding in file.findings:
                yield file, finding

    @property
    def problems(self) -> Iterator[Problem]:
        yield from self.errors
        for file in self.files:
            yield from file.errors

    @property
    def skipped(self) -> Iterator[FileReport]:
        return (file for file in self.files if file.skipped)

    @property
    def has_unread_files(self) -> bool:
        return any(file.is_unread for file in self.files)
