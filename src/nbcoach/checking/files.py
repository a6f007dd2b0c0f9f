"""What the checks say about files, one after the other."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from nbcoach.checking.cache import Seen, look_back, stamp_of
from nbcoach.checking.failure import described
from nbcoach.checking.fingerprint import NOTEBOOK, cell_keys
from nbcoach.checking.lint import run_checks
from nbcoach.checking.outcome import FileReport, Problem, Report
from nbcoach.checking.path_shown import shown
from nbcoach.checking.redact import recorded
from nbcoach.checking.select import Selection, choose
from nbcoach.errors import NbcoachError, NotANotebookError
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.notebook.offsets import lines_of
from nbcoach.notebook.read import read_bytes
from nbcoach.notebook.redact import redaction
from nbcoach.project import Projects
from nbcoach.project.listening import ListeningProject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook
    from nbcoach.project import Found, Project

STDIN = "<stdin>"


def lint_text(data: bytes, name: Path | None, settings: Settings) -> Report:
    """What the checks say about the bytes of a notebook that are not read from a file, as `lint_paths` does.

    `name` is the file that they belong to, which need not exist; patterns and the project are looked up there.
    """
    selection = choose(settings)
    path = shown(name) if name else STDIN
    projects = Projects()
    file = _report(partial(parse_notebook, data, path), path, selection, settings, projects.of(name or Path()))
    return Report((file,), selection.problems)


class Looked(NamedTuple):
    """What came of a file, and what to remember of it."""

    report: FileReport | None
    seen: Seen | None = None

    def packed(self) -> Looked:
        """The same without the report where what is remembered holds it, which travels more quickly."""
        return Looked(None, self.seen) if self.seen else self


def lint_files(
    found: Sequence[Found],
    selection: Selection,
    settings: Settings,
    projects: Projects | None = None,
    *,
    remembering: bool = False,
) -> list[Looked]:
    """What the checks say about each file; `remembering` says whether a later run will want to know."""
    projects = projects or Projects()
    look = _look_to_remember if remembering else _look
    with _no_collector():
        return [look(each, selection, settings, projects.of(each.path)) for each in found]


def lint_elsewhere(
    found: Sequence[Found], selection: Selection, settings: Settings, *, remembering: bool
) -> list[Looked]:
    """The same, for a process that was begun for it."""
    return [each.packed() for each in lint_files(found, selection, settings, remembering=remembering)]


@contextmanager
def _no_collector() -> Iterator[None]:
    """Stops the garbage collector: it would walk each new syntax tree, and none of them holds a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _look(found: Found, selection: Selection, settings: Settings, project: Project) -> Looked:
    path = shown(found.path)
    if found.problem:
        return Looked(_unread(path, "unreadable", f"{path} cannot be looked into: {found.problem}."))
    return Looked(_report(partial(read_notebook, Path(path)), path, selection, settings, project))


def _look_to_remember(found: Found, selection: Selection, settings: Settings, project: Project) -> Looked:
    """The same, with what a later run needs to know that it would come to the same."""
    path, listening = shown(found.path), ListeningProject(project)
    try:
        stamp = stamp_of(path)
        data = read_bytes(Path(path))
    except (OSError, NbcoachError):
        return _look(found, selection, settings, project)
    report = _report(partial(parse_notebook, data, path), path, selection, settings, listening)
    seen = look_back(stamp, data, listening, report)
    return Looked(report, seen)


def _report(
    read: Callable[[], Notebook], path: str, selection: Selection, settings: Settings, project: Project
) -> FileReport:
    try:
        notebook = read()
    except NotANotebookError as error:
        return _unread(path, "not-a-notebook", str(error))
    except NbcoachError as error:
        return _unread(path, "unreadable", str(error))
    except Exception as error:  # noqa: BLE001 - one bad file is one entry
        return _unread(path, "unreadable", f"{path} cannot be read: {described(error)}.")
    report = lint_read(notebook, path, selection, settings, project)
    notebook.release()
    return report


def lint_read(notebook: Notebook, path: str, selection: Selection, settings: Settings, project: Project) -> FileReport:
    """What the checks say about a notebook that was read, as the report of its file."""
    if not notebook.is_python:
        return FileReport(path, skipped=f"its language is {notebook.language}")
    outcome = run_checks(notebook, selection, project, settings)
    cells = {finding.cell for finding in outcome.findings if finding.cell is not None}
    hide = notebook.once(redaction)
    return FileReport(
        path,
        tuple(recorded(finding, hide) for finding in outcome.findings),
        outcome.errors,
        sources={cell.index: hide(cell.source) for cell in notebook.cells if cell.index in cells},
        lines=lines_of(notebook, cells),
        keys=cell_keys(notebook, {NOTEBOOK if each.cell is None else each.cell for each in outcome.findings}),
    )


def _unread(path: str, kind: Literal["unreadable", "not-a-notebook"], message: str) -> FileReport:
    return FileReport(path, errors=(Problem(kind, message, path),))
