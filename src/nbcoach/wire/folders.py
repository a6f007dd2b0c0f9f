"""What crosses for the report of a folder: its notebooks, and then, some files at a time, what was found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from nbcoach.wire.requests import Path

if TYPE_CHECKING:
    from nbcoach.checking import FileReport, Finding

FILES_AT_MOST = 64
"""Files of one question; the browser asks for few at a time, so that it can show how far it is and stop."""


class FolderRequest(Struct, frozen=True):
    """`POST nbcoach/folder`: which notebooks lie below this folder? The empty path is the root."""

    path: Path


class FolderAnswer(Struct, frozen=True):
    """The notebooks in the order of the walk, by their paths from the root; `problems` are folders left unread."""

    path: str
    notebooks: tuple[str, ...]
    problems: tuple[str, ...]


class FilesRequest(Struct, frozen=True):
    """`POST nbcoach/files`: what is found in these files of `folder`, whose settings hold? All are saved ones."""

    folder: Path
    paths: Annotated[tuple[Path, ...], Meta(max_length=FILES_AT_MOST)]


class FileFinding(Struct, frozen=True):
    """A finding in a saved file. `cell` counts all cells from 0, null for the notebook; `line` from 1 in the cell."""

    check: str
    area: str
    severity: Literal["error", "warning", "hint"]
    message: str
    cell: int | None
    cell_id: str | None
    line: int | None


class FileHints(Struct, frozen=True):
    """What was found in a file; `skipped` says why it was left alone, `problem` why it could not be read."""

    path: str
    findings: tuple[FileFinding, ...]
    skipped: str
    problem: str


class FilesAnswer(Struct, frozen=True):
    """One entry per file, in the order in which they were asked for."""

    files: tuple[FileHints, ...]


MESSAGES = (FolderRequest, FolderAnswer, FilesRequest, FilesAnswer)


def file_hints(path: str, report: FileReport) -> FileHints:
    """What was found in the file that the browser knows by `path`."""
    unread = next((problem.message for problem in report.errors if problem.kind != "failed-to-run"), "")
    return FileHints(
        path=path,
        findings=tuple(map(_finding, report.findings)),
        skipped=report.skipped,
        problem=unread.replace(report.path, path),
    )


def _finding(finding: Finding) -> FileFinding:
    return FileFinding(
        check=finding.check,
        area=finding.area,
        severity=finding.severity.value,
        message=finding.message,
        cell=finding.cell,
        cell_id=finding.cell_id,
        line=finding.span.line if finding.span else None,
    )
