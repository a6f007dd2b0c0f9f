"""What would wire nbcoach into a project: files to make or to add to. Nothing is written here."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.baseline import baseline_of
from nbcoach.checking.baseline_file import baseline_text
from nbcoach.config import find_settings
from nbcoach.project import Project
from nbcoach.wiring import pre_commit, workflow
from nbcoach.wiring.change import Change, content
from nbcoach.wiring.settings_file import new_settings, settings_place, with_baseline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbcoach.checking import Report
    from nbcoach.config import Settings
    from nbcoach.wiring.workflow import Service

BASELINE = "nbcoach-baseline.json"


class Wish(NamedTuple):
    """What somebody wants to have set up; None where the project decides."""

    hook: bool | None = None
    service: Service | None = None
    no_service: bool = False
    look: Callable[[Path, Settings], Report] | None = None
    """Looks at a folder's notebooks, for a baseline of what is found; None for no baseline."""


class Proposal(NamedTuple):
    """Files to write, in this order, and what is to be said besides, a sentence each.

    Settings that name a baseline come after it.
    """

    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def propose(folder: Path, wish: Wish) -> Proposal:
    """What is missing in the project around a folder.

    Raises:
        BadCallError: The settings that hold there are wrong, or a file has no room for them.
    """
    return _Proposing(folder, wish).proposal()


class _Proposing:
    def __init__(self, folder: Path, wish: Wish) -> None:
        self._wish = wish
        self._project = Project.find(folder)
        self._root = self._project.root
        self._settings = find_settings(folder)
        self._file = self._settings.file or settings_place(self._project)
        self._changes: list[Change] = []
        self._notes: list[str] = []

    def proposal(self) -> Proposal:
        self._propose_settings(self._propose_baseline())
        is_shared = self._project.git is not None
        if self._wish.hook or (self._wish.hook is None and is_shared):
            self._propose_hook()
        service = self._wish.service or (workflow.service_of(self._root) if is_shared else None)
        if service and not self._wish.no_service:
            self._propose_job(service)
        elif is_shared and not self._wish.no_service:
            self._notes.append("No CI of GitHub or GitLab was found: --ci github or --ci gitlab sets one up.")
        if not is_shared:
            self._notes.append("A hook and a CI job belong to a repository: git init, then call init again.")
        return Proposal(tuple(self._changes), tuple(self._notes))

    def _propose_baseline(self) -> str:
        """The baseline's path to name in the settings; empty where they need not change."""
        if self._wish.look is None:
            return ""
        file = self._settings.baseline_file or self._file.parent / BASELINE
        if file.exists():
            self._leave(file, "it is there")
        else:
            report = self._wish.look(self._file.parent, self._settings)
            count = sum(1 for _ in report.findings)
            if not count:
                self._notes.append("No baseline is needed: nothing was found.")
                return ""
            text = baseline_text(baseline_of(report, file.parent))
            what = f"a baseline of {count:,} finding{'' if count == 1 else 's'}, which are passed over from now on"
            self._changes.append(Change(file, None, text.encode(), what))
        return "" if self._settings.baseline_file else BASELINE

    def _propose_settings(self, baseline: str) -> None:
        data = content(self._file)
        if self._settings.file is None:
            after = new_settings(self._file, data, baseline)
            self._changes.append(Change(self._file, data, after, "settings"))
        elif baseline and data is not None:
            after = with_baseline(self._file, data, baseline)
            self._changes.append(Change(self._file, data, after, "the baseline's name"))
        else:
            self._leave(self._file, "it has settings")

    def _propose_hook(self) -> None:
        file = self._root / pre_commit.CONFIG
        data = content(file)
        what = "a hook that looks at each commit"
        if data is None:
            self._changes.append(Change(file, None, pre_commit.new_config(), what))
        elif pre_commit.is_wired(data):
            self._leave(file, "it calls nbcoach")
            return
        else:
            after = pre_commit.with_hook(data)
            if after is None:
                self._refuse(file, pre_commit.snippet())
                return
            self._changes.append(Change(file, data, after, what))
        self._notes.append("Git calls the hook once it is installed: pre-commit install")

    def _propose_job(self, service: Service) -> None:
        wired = workflow.calling(self._root, service)
        if wired:
            self._leave(wired, "it calls nbcoach")
            return
        name = workflow.GITHUB if service == "github" else workflow.GITLAB
        file, path = self._root / name, shlex.quote(self._lint_path())
        data = content(file)
        if service == "github":
            if data is not None:
                self._leave(file, "it is there")
                return
            after: bytes | None = workflow.github_workflow(path)
        else:
            after = workflow.with_gitlab_job(data, path)
        if after is None:
            self._refuse(file, workflow.gitlab_snippet(path))
            return
        self._changes.append(Change(file, data, after, "a job that looks at each change"))

    def _lint_path(self) -> str:
        """The folder that the settings hold for, as seen from the top of the repository."""
        folder = self._file.parent
        return folder.relative_to(self._root).as_posix() if folder.is_relative_to(self._root) else "."

    def _leave(self, file: Path, why: str) -> None:
        self._notes.append(f"{self._shown(file)} stays as it is: {why}.")

    def _refuse(self, file: Path, wanted: str) -> None:
        self._notes.append(f"{self._shown(file)} cannot be added to by a program; add this yourself:\n{wanted}")

    def _shown(self, file: Path) -> str:
        from nbcoach.checking.path_shown import shown  # noqa: PLC0415 - see `checking`

        return shown(file)
