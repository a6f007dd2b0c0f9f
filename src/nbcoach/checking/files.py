"""Runs checks over every notebook at or below some paths, in several processes where there are many."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nbcoach.checking.failure import described
from nbcoach.checking.fingerprint import NOTEBOOK, cell_keys
from nbcoach.checking.lint import run_checks
from nbcoach.checking.outcome import FileReport, Problem, Report
from nbcoach.checking.patterns import Patterns
from nbcoach.checking.redact import recorded
from nbcoach.checking.select import Selection, choose
from nbcoach.checking.spread import CHUNKS_PER_PROCESS, chunks, processors, spread
from nbcoach.config import Settings, find_settings
from nbcoach.errors import NbcoachError, NotANotebookError
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.notebook.offsets import file_lines
from nbcoach.notebook.redact import redaction
from nbcoach.project import Found, Project, Projects, notebooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nbcoach.notebook import Notebook

STDIN = "<stdin>"
WORTH_A_PROCESS = 48
"""Fewer files are read sooner than a second process has started."""


def lint(*paths: str | Path, settings: Settings | None = None) -> Report:
    """Looks at notebooks, and at those below folders, under the settings of the project that they lie in.

    What the baseline of the settings holds is left out.

    Raises:
        BadCallError: A path does not exist, or the settings or the baseline are wrong.
    """
    given = [Path(path) for path in paths]
    settings = settings or find_settings(common_folder(given))
    report = lint_paths(given, settings)
    if settings.baseline_file is None:
        return report
    from nbcoach.checking.baseline import judge  # noqa: PLC0415 - most projects have none
    from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415

    return judge(report, read_baseline(settings.baseline_file), ()).report


def common_folder(paths: Sequence[Path]) -> Path:
    """The innermost folder that holds all the paths; the working directory where there is none."""
    folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]  # noqa: PTH100
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return Path.cwd()


def lint_text(data: bytes, name: Path | None, settings: Settings) -> Report:
    """What the checks say about the bytes of a notebook that are not read from a file, as `lint_paths` does.

    `name` is the file that they belong to, which need not exist; patterns and the project are looked up there.
    """
    selection = choose(settings)
    path = shown(name) if name else STDIN
    projects = Projects()
    file = _report(partial(parse_notebook, data, path), path, selection, settings, projects.of(name or Path()))
    return Report((file,), selection.problems)


def lint_paths(
    paths: Iterable[Path],
    settings: Settings,
    *,
    exclude: Sequence[str] = (),
    only: Callable[[list[Found]], list[Found]] = list,
    jobs: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """What the checks say about each notebook at or below the paths, in the order of the walk.

    Args:
        paths: Files and folders.
        settings: See `find_settings`.
        exclude: Patterns as in `.gitignore`, relative to the working directory, besides those of the settings.
        only: Picks among the files that the walk has found.
        jobs: How many processes at most; 0 for one per processor.
        on_progress: Called with the number of files that are done, and of all.

    Raises:
        BadCallError: A path does not exist, or the settings name a check that is not installed.
    """
    selection = choose(settings)
    left_out = Patterns(settings.root, settings.exclude)
    met = [each for each in notebooks(paths, exclude) if each.named or not left_out.match(str(each.path))]
    found = only(met)
    work = partial(lint_files, selection=selection, settings=settings)
    files: list[FileReport] = []
    for part in _parts(work, found, jobs or processors()):
        files += part
        if on_progress:
            on_progress(len(files), len(found))
    return Report(tuple(files), selection.problems, len(met) - len(found))


def _parts(work: partial[list[FileReport]], found: list[Found], jobs: int) -> Iterator[list[FileReport]]:
    if jobs == 1 or len(found) < WORTH_A_PROCESS:
        here = partial(work, projects=Projects())
        return map(here, chunks(found, [1] * len(found), CHUNKS_PER_PROCESS))
    costs = [_cost(each.path) for each in found]
    return spread(work, chunks(found, costs, jobs * CHUNKS_PER_PROCESS), jobs, _lost)


def _cost(path: Path) -> float:
    """About how long a file takes, in small notebooks: most bytes are outputs, which are passed over."""
    try:
        return 1 + path.stat().st_size / 500_000
    except OSError:
        return 1


def _lost(found: Found) -> FileReport:
    path = shown(found.path)
    return _unread(path, "unreadable", f"{path} cannot be read: the process that read it died.")


def lint_files(
    found: Sequence[Found], selection: Selection, settings: Settings, projects: Projects | None = None
) -> list[FileReport]:
    """What the checks say about each file; `projects` shares what earlier files made known about theirs."""
    projects = projects or Projects()
    with _no_collector():
        return [_lint_file(each, selection, settings, projects) for each in found]


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


def _lint_file(found: Found, selection: Selection, settings: Settings, projects: Projects) -> FileReport:
    path = shown(found.path)
    if found.problem:
        return _unread(path, "unreadable", f"{path} cannot be looked into: {found.problem}.")
    return _report(partial(read_notebook, Path(path)), path, selection, settings, projects.of(found.path))


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
    return lint_read(notebook, path, selection, settings, project)


def lint_read(notebook: Notebook, path: str, selection: Selection, settings: Settings, project: Project) -> FileReport:
    """What the checks say about a notebook that was read, as the report of its file."""
    if not notebook.is_python:
        return FileReport(path, skipped=f"its language is {notebook.language}")
    outcome = run_checks(notebook, selection, project, settings)
    cells = {finding.cell for finding in outcome.findings if finding.cell is not None}
    document, hide = notebook.document, notebook.once(redaction)
    return FileReport(
        path,
        tuple(recorded(finding, hide) for finding in outcome.findings),
        outcome.errors,
        sources={cell.index: hide(cell.source) for cell in notebook.cells if cell.index in cells},
        lines=_lines(notebook, cells),
        keys=cell_keys(notebook, {NOTEBOOK if each.cell is None else each.cell for each in outcome.findings}),
    )


def _unread(path: str, kind: Literal["unreadable", "not-a-notebook"], message: str) -> FileReport:
    return FileReport(path, errors=(Problem(kind, message, path),))


def shown(path: Path) -> str:
    """A path as reports have it: relative to the working directory, with `/`."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()
