"""Reads from git what notebooks were at a revision, and picks those of a run that may have changed since."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nbcoach.checking.changed import Cells, changed_cells, only_changed, same_notebook
from nbcoach.errors import BadCallError, NbcoachError
from nbcoach.notebook.read import cell_texts, read_bytes
from nbcoach.project import git_history
from nbcoach.project.ask_git import is_installed
from nbcoach.project.repositories import Repositories
from nbcoach.project.walk import may_be_notebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.checking.outcome import FileReport, Report
    from nbcoach.project import Found
    from nbcoach.project.git import Git


class Since:
    """What changed since a revision, which is looked up in the repository of each file.

    Args:
        revision: Whatever git takes for a commit: a branch, a tag, `HEAD~3`, an id.
    """

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self._repositories = Repositories()
        self._histories: dict[Path, _History] = {}

    def touched(self, found: Sequence[Found]) -> list[Found]:
        """The files that are not surely as they were; what cannot be looked into is among them.

        Raises:
            BadCallError: A file lies in no repository, or that has no such revision; or there is no git.
        """
        return [each for each in found if each.problem or self._is_touched(each.path)]

    def narrowed(self, report: Report) -> Report:
        """The report with the findings in cells that changed."""
        return msgspec.structs.replace(report, files=tuple(map(self.narrow, report.files)))

    def narrow(self, file: FileReport) -> FileReport:
        """The report of one file with the findings in cells that changed; see `changed`."""
        if not file.findings:
            return file
        try:
            after = cell_texts(read_bytes(Path(file.path)), file.path)
        except NbcoachError:
            return file
        return self.narrow_to(file, after)

    def narrow_to(self, file: FileReport, after: Cells) -> FileReport:
        """The same for a file whose cells are known."""
        return only_changed(file, changed_cells(self.before(Path(file.path), after), after))

    def before(self, path: Path, after: Cells) -> Cells | None:
        """The cells of a notebook at the revision; None for a new one, and where nobody can read what it was."""
        history, name = self._history(path)
        return history.cells(name) if name in history.files else history.renamed(name, after)

    def _is_touched(self, path: Path) -> bool:
        history, name = self._history(path)
        return history.is_touched(name)

    def _history(self, path: Path) -> tuple[_History, str]:
        git = self._repositories.around(_real(path))
        if git is None:
            raise BadCallError(f"{path} lies in no Git repository, so nobody knows what changed.", _CURE)
        if git.root not in self._histories:
            self._histories[git.root] = _History(git, self.revision)
        return self._histories[git.root], git.relative(_real(path)) or ""


_CURE = "Leave --changed-since out there."


class _History:
    """One repository at a revision."""

    def __init__(self, git: Git, revision: str) -> None:
        self.git = git
        commit = git_history.commit_of(git, revision)
        if commit is None:
            raise _no_commit(git, revision)
        files = git_history.files_at(git, commit)
        if files is None:
            raise BadCallError(f"Git cannot tell what {revision} holds in {git.root}.", "Fetch it, and try again.")
        self.files = files
        self._staged = git_history.staged(git)
        self._index_time = git_history.index_time(git)
        self._known: dict[str, Cells | None] = {}
        self._lost: dict[str, Cells] | None = None

    def is_touched(self, name: str) -> bool:
        now = self._staged.get(name)
        if now is None or now.id != self.files.get(name):
            return True
        return not now.is_untouched(os.path.join(self.git.root, name), self._index_time)  # noqa: PTH118

    def cells(self, name: str) -> Cells | None:
        if name not in self._known:
            self._read([name])
        return self._known[name]

    def renamed(self, name: str, after: Cells) -> Cells | None:
        """The cells of the notebook that is this one now; None for a new one."""
        lost = self._lost_notebooks()
        origin = same_notebook(after, lost)
        if origin is None:
            return None
        self._known[name] = lost.pop(origin)
        self.files[name] = self.files[origin]
        return self._known[name]

    def _lost_notebooks(self) -> dict[str, Cells]:
        """The notebooks of the revision that are not in the working tree any more."""
        if self._lost is None:
            names = [each for each in self.files if may_be_notebook(each) and not self._is_there(each)]
            self._read(names)
            self._lost = {name: cells for name in names if (cells := self._known[name]) is not None}
        return self._lost

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(os.path.join(self.git.root, name))  # noqa: PTH118

    def _read(self, names: Sequence[str]) -> None:
        by_id: dict[str, list[str]] = {}
        for name in names:
            self._known[name] = None
            by_id.setdefault(self.files[name], []).append(name)
        for identity, content in git_history.contents(self.git, by_id):
            for name in by_id[identity]:
                self._known[name] = _cells_in(content, name)


def _cells_in(content: bytes, name: str) -> Cells | None:
    """The cells of what was committed; None where it is a pointer of Git LFS, or no notebook."""
    try:
        return cell_texts(content, name)
    except NbcoachError:
        return None


def _no_commit(git: Git, revision: str) -> BadCallError:
    if not is_installed():
        return BadCallError("--changed-since needs git, which is not installed.", "Install git.")
    if git.has_commits() is None:
        return BadCallError(f"Git does not read the repository {git.root}.", "See what it says: git status")
    return BadCallError(
        f"The repository {git.root} has no revision {revision!r}.",
        "Check its name; in a shallow clone, fetch it first.",
    )


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
